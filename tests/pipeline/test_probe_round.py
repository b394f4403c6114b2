"""Rounds over served sites, kept in the database, and what a week of them says."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from repostwatch.base.clock import day_of, whole_day
from repostwatch.inspecting.availability import strip_of
from repostwatch.inspecting.sampling import draw_sample
from repostwatch.model import Level, Outcome, Portal
from repostwatch.model.samples import SampleOrder
from repostwatch.pipeline.kept_probes import kept_week
from repostwatch.pipeline.probe_round import keep_round
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.sample import keep_sample
from repostwatch.portals.table import read_portals
from repostwatch.settings import CrawlSettings, Settings, SpotCheckSettings
from repostwatch.store import probes, successions
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession
from tests.pipeline.test_probing import Site, served

HEADER = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"
NOON = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)
DOWN = Site(home=(503, 0.0, ""))


def registry(path: Path, homes: dict[str, str]) -> Path:
    rows = [f"{name},{name}市,city,{home},,," for name, home in homes.items()]
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def settings_of(path: Path, known: list[Portal], at: datetime) -> Settings:
    own = SpotCheckSettings(portals=path, known_sites=tuple(one.home_url for one in known))
    crawl = CrawlSettings(gap_seconds=0.0)
    return Settings(allow_loopback=True, spot_check=own, crawl=crawl).as_of(at)


def draw(conn: Connection, settings: Settings, path: Path, share: int) -> None:
    order = SampleOrder("2026Q4", "1", {Level.CITY: Decimal(share)})
    keep_sample(conn, settings, draw_sample(read_portals(path), order))


def test_hourly_rounds_say_what_each_site_is(conn: Connection, tmp_path: Path) -> None:
    """Known sites fail in the third hour: then nothing counts, of neither site."""
    with served(Site()) as up, served(DOWN) as down, served(Site()) as k1, served(Site()) as k2:
        path = registry(tmp_path / "s.csv", {"up": up.home_url, "down": down.home_url})
        draw(conn, settings_of(path, [k1, k2], NOON), path, 100)
        for hour in range(4):
            known = [k1] if hour == 2 else [k1, k2]
            at = NOON + timedelta(hours=hour)
            made = keep_round(conn, settings_of(path, known, at))
            assert made.sites == 2
    now = settings_of(path, [], at)
    first = day_of(NOON)
    found = dict(kept_week(conn, now, ["up", "down"], first))
    assert (found["up"].failed, found["up"].counted) == (0, 3)
    assert (found["down"].failed, found["down"].counted) == (3, 3)
    strips = {name: strip_of(seen, first, now.spot_check) for name, seen in found.items()}
    assert strips["up"][:24] == "_" * 12 + "..o." + "_" * 8
    assert strips["down"][:24] == "_" * 12 + "xxox" + "_" * 8


def test_without_a_sample_of_the_quarter_nothing_is_fetched(
    conn: Connection, tmp_path: Path
) -> None:
    with served(Site()) as up:
        path = registry(tmp_path / "s.csv", {"up": up.home_url})
        now = settings_of(path, [up], NOON)
        made = keep_round(conn, now)
        assert (made.sites, probes.load(conn, None, day_of(NOON), day_of(NOON))) == (0, [])
        assert "2026" in made.line
        assert keep_round(conn, now, ["up"]).sites == 1, "asked for by name"
        with pytest.raises(RefusedError):
            keep_round(conn, now, ["nobody"])
    assert len(probes.load(conn, ["up"], day_of(NOON), day_of(NOON))) == 1


def test_probes_are_kept_for_as_long_as_is_set(conn: Connection, tmp_path: Path) -> None:
    with served(Site()) as up:
        path = registry(tmp_path / "s.csv", {"up": up.home_url})
        for days in (0, 399, 401):
            keep_round(conn, settings_of(path, [up], NOON + timedelta(days=days)), ["up"])
    kept = probes.load(conn, ["up"], day_of(NOON), day_of(NOON + timedelta(days=500)))
    assert [(one.at - NOON).days for one in kept] == [399, 401]


def test_a_second_lot_is_refused(conn: Connection, tmp_path: Path) -> None:
    homes = {f"s{n}": f"http://s{n}.example.cn/" for n in range(9)}
    path = registry(tmp_path / "s.csv", homes)
    now = settings_of(path, [], NOON)
    draw(conn, now, path, 50)
    draw(conn, now, path, 50)
    with pytest.raises(RefusedError):
        draw(conn, now, path, 60)


def test_robots_txt_is_asked_for_once_a_day(conn: Connection, tmp_path: Path) -> None:
    closed = Site(robots=(200, 0.0, "User-agent: *\nDisallow: /"))
    broken = Site(robots=(503, 0.0, ""))
    bulky = Site(robots=(200, 0.0, "# " + "x" * 70_000))
    sites = {"open": Site(), "closed": closed, "broken": broken, "bulky": bulky}
    with ExitStack() as stack:
        homes = {name: stack.enter_context(served(one)).home_url for name, one in sites.items()}
        path = registry(tmp_path / "s.csv", homes)
        for hours in (0, 1, 23, 25):
            at = NOON + timedelta(hours=hours)
            keep_round(conn, settings_of(path, [], at), list(sites))
    asked = {name: one.asked.count("/robots.txt") for name, one in sites.items()}
    assert asked == {"open": 2, "closed": 2, "broken": 4, "bulky": 4}
    assert [one.asked.count("/") for one in sites.values()] == [4, 0, 4, 4]
    kept = probes.load(conn, ["closed"], day_of(NOON), day_of(NOON + timedelta(days=2)))
    assert [one.outcome for one in kept] == [Outcome.BLOCKED] * 4


@pytest.mark.parametrize("clicked", [False, True])
@pytest.mark.parametrize(("days", "probed"), [(-1, 1), (0, 1), (1, 2)])
def test_a_site_that_ended_is_not_probed(
    conn: Connection, tmp_path: Path, days: int, probed: int, clicked: bool
) -> None:
    """Its end is midnight of a day, in the registry or registered by a click."""
    with served(Site()) as up, served(Site()) as other, served(Site()) as k1, served(Site()) as k2:
        path = registry(tmp_path / "s.csv", {"up": up.home_url, "ended": other.home_url})
        settings = settings_of(path, [k1, k2], NOON)
        draw(conn, settings, path, 100)
        end = day_of(NOON) + timedelta(days=days)
        if clicked:
            at = whole_day(end).earliest
            successions.add(conn, Succession("ended", at, None, "张三", NOON))
        else:
            text = path.read_text("utf-8").replace(HEADER, HEADER + ",valid_until").splitlines()
            rows = [row + ("," + end.isoformat() if "ended" in row else ",") for row in text[1:]]
            path.write_text("\n".join([text[0], *rows]), encoding="utf-8")
        assert keep_round(conn, settings).sites == probed
        made = probes.load(conn, ["ended"], day_of(NOON), day_of(NOON))
        assert len(made) == probed - 1
