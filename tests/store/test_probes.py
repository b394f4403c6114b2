"""Probes come back as they were kept, a row for each site and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from repostwatch.inspecting.sampling import draw_sample
from repostwatch.model import Outcome
from repostwatch.model.spot_checks import Probe
from repostwatch.store import probes, samples
from repostwatch.store.database import Connection
from tests.inspecting.probing import FIRST, START, hour
from tests.inspecting.spot_worlds import asked, spot_world

DAY = timedelta(days=1)


def count(conn: Connection) -> int:
    row = conn.execute("SELECT count(*) AS n FROM probe_days").fetchone()
    return row["n"] if row else -1


def test_every_outcome_comes_back(conn: Connection) -> None:
    made = [
        Probe("a", hour(n), outcome, n + 0.29, 200 + n if n % 2 else None)
        for n, outcome in enumerate(Outcome)
    ]
    probes.add(conn, made, known=False)
    assert count(conn) == 1, "17 probes of one day"
    assert probes.load(conn, ["a", "b"], FIRST, FIRST) == made
    assert probes.load(conn, ["b"], FIRST, FIRST) == []


def test_rounds_of_a_day_are_one_row_and_known_sites_stand_apart(conn: Connection) -> None:
    made = [Probe(name, hour(n), Outcome.OK, 0.5, 200) for name in "ab" for n in (0, 23, 24)]
    for n in (0, 23, 24):
        probes.add(conn, [one for one in made if one.at == hour(n)], known=False)
    known = Probe("https://k.example/", hour(5), Outcome.OK, 0.1, 200)
    probes.add(conn, [known], known=True)
    assert count(conn) == 5, "two sites on two days, a known one"
    assert probes.load(conn, ["a", "b"], FIRST, FIRST + DAY) == made
    assert probes.load(conn, None, FIRST, FIRST) == [known]
    assert probes.forget(conn, FIRST + DAY) == 3
    assert probes.load(conn, ["a"], date(2026, 1, 1), FIRST + DAY) == [made[2]]


def test_what_is_not_late_is_not_made_late(conn: Connection) -> None:
    for n, (seconds, kept) in enumerate([(14.996, 14.99), (15.0, 15.0), (15.004, 15.0)]):
        probes.add(conn, [Probe("a", START + n * DAY, Outcome.OK, seconds)], known=False)
        (found,) = probes.load(conn, ["a"], FIRST + n * DAY, FIRST + n * DAY)
        assert found.seconds == kept
        assert (found.seconds >= 15) is (seconds >= 15)


def test_the_first_sample_of_a_quarter_stays(conn: Connection) -> None:
    world = spot_world(1)
    first, second = (draw_sample(world.portals, asked(seed)) for seed in (1, 2))
    assert samples.load(conn, "2026Q4") is None
    assert samples.keep(conn, first, START)
    assert samples.keep(conn, first, START + DAY), "the same once more"
    assert not samples.keep(conn, second, START), "another lot"
    assert samples.load(conn, "2026Q4") == first
    old = replace(second, order=replace(second.order, quarter="2026Q1"))
    assert samples.keep(conn, replace(old, rule=1, registry="as it was"), START)
    assert samples.keep(conn, old, START), "the same lot by the rule of today"
    other = replace(second, order=replace(second.order, quarter="2027Q1"))
    assert samples.keep(conn, other, START)
