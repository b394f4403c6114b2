"""What is judged of changes alone is what judging everything comes to, over random histories.

Two databases live through the same; in one everything is judged at every step, in the other only
what is due. After every step both hold the same, with all that was ever written.
    REPOSTWATCH_HISTORIES=200 pytest tests/pipeline/test_judged_again.py -n 2
takes more of them.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from repostwatch.model import Hit, Portal, Release, Search, TracePlace, because
from repostwatch.model.codes import SearchCode
from repostwatch.pipeline import judging_due, search, verdicts_now
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import Scope, Selection
from repostwatch.settings import JudgingSettings, Settings
from repostwatch.store.database import Connection, connect
from tests.databases import Databases
from tests.pipeline.judging_histories import History

pytestmark = pytest.mark.no_cover

COUNT = int(os.environ.get("REPOSTWATCH_HISTORIES", "4"))
STEPS = 30
# Everything that judging writes, with its history.
WRITTEN = {
    "verdicts": "TABLE verdicts",
    "column_standings": "TABLE column_standings",
    "findings": "TABLE findings",
    "finding_openings": "TABLE finding_openings",
    "duties": "SELECT release_id, portal_id, deadline, kind, before, changed_at, list_in_doubt "
    "FROM duties",
    "watched_lists": "TABLE watched_lists",
    "release_counts": "TABLE release_counts",
    "portal_counts": "TABLE portal_counts",
}
IDS = ("verdict_id", "standing_id", "finding_id")
# That an article was read is noted as the change of its link's matches (0028_articles): it settles
# each of them, which nothing else does. Rows of which that is not so.
UNNOTED = """
SELECT link_id, release_id FROM matches LEFT JOIN articles USING (link_id)
WHERE (settled IS NOT NULL) <> (coalesce(outcome, '') = 'ok')
"""


async def _searched(
    conn: Connection,
    settings: Settings,
    wanted: Mapping[str, Sequence[Release]],
    portals: Mapping[str, Portal],
) -> list[Search]:
    """In place of reading kept pages: by the scan and the release some hold it, some are gone."""
    found = []
    for scan_id, asked in wanted.items():
        for release in asked:
            lot = hashlib.sha256(
                f"{scan_id} {release.release_id} {release.title}".encode()
            ).digest()[0]
            hit = Hit(portals[scan_id].home_url, TracePlace.TEXT, release.title)
            lost = because(SearchCode.PAGE_NOT_KEPT, url=portals[scan_id].home_url)
            found.append(
                Search(
                    scan_id, release.release_id, 3, 999, (hit,) if lot < 8 else (), 0,
                    lost if lot > 250 else None,
                )
            )  # fmt: skip
    return found


@pytest.fixture
def two(databases: Databases) -> Iterator[tuple[Connection, Connection]]:
    """Two databases alike."""
    with (
        databases.copy() as this, databases.copy() as that,
        connect(this) as one, connect(that) as other,
    ):  # fmt: skip
        yield one, other


def written(conn: Connection) -> dict[str, list[str]]:
    """All that judging wrote, without the numbers of rows: these follow the order of writing."""
    found: dict[str, list[str]] = {}
    for name, query in WRITTEN.items():
        rows: list[dict[str, Any]] = conn.execute(query.encode()).fetchall()
        found[name] = sorted(
            repr(sorted((key, value) for key, value in row.items() if key not in IDS))
            for row in rows
        )
    return found


Lived = Iterator[tuple[int, str, bool]]


def lived(two: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch, seed: int) -> Lived:
    """A history in both databases: step by step, what of `WRITTEN` is the same."""
    monkeypatch.setattr(search, "_search", _searched)
    # So that scans before the moment from which they are read decide at times.
    monkeypatch.setattr(verdicts_now, "BEFORE", timedelta(hours=(72, 6, 0)[seed % 3]))
    settings = Settings(clock_file=None, judging=JudgingSettings(whole_each_day=False))
    every, due = two
    for number, step in enumerate(History(seed, STEPS, calm=seed % 2 > 0)):
        now = settings.as_of(step.at + timedelta(minutes=2))
        for conn in two:
            for event in step.events:
                event(conn)
            if step.only is not None:
                judge_reposts(conn, now, Selection([step.only[0]], [step.only[1]]))
            assert not conn.execute(UNNOTED).fetchall(), number
            if conn is every:
                conn.execute("DELETE FROM judging_state")
            judge_reposts(conn, now)
        held = written(due)
        for name, rows in written(every).items():
            yield number, name, rows == held[name]


@pytest.mark.parametrize("seed", range(COUNT))
def test_what_is_judged_of_changes_is_what_judging_everything_comes_to(
    two: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    judged: Counter[Connection] = Counter()
    judge = verdicts_now.Judged._judged

    def counted(self: verdicts_now.Judged, duties: Any, *args: Any) -> Any:
        judged[self.conn] += len(duties)
        return judge(self, duties, *args)

    monkeypatch.setattr(verdicts_now.Judged, "_judged", counted)
    for number, name, same in lived(two, monkeypatch, seed):
        assert same, (number, name)
    every, due = two
    assert judged[due] < judged[every] * (0.9 if seed % 2 else 1), "nothing was left"
    kinds = {row["kind"] for row in every.execute("SELECT DISTINCT kind FROM verdicts")}
    assert len(kinds) > 4, kinds


@pytest.mark.parametrize(("table", "seed"), [
    ("matches", 2), ("releases", 4), ("scans", 0), ("findings", 0), ("links", 1), ("claims", 2),
    ("decisions", 1), ("wider_looks", 6),
])  # fmt: skip
def test_without_the_triggers_of_a_table_the_histories_differ(
    two: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch, table: str, seed: int
) -> None:
    """So the histories reach what each of them is for."""
    _, due = two
    for event in ("insert", "update", "delete"):
        due.execute(f"DROP TRIGGER IF EXISTS {table}_judging_{event} ON {table}".encode())
    assert not all(same for _, _, same in lived(two, monkeypatch, seed))


def test_other_rules_or_an_earlier_moment_judge_everything(
    two: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_search", _searched)
    conn, _ = two
    settings = Settings(clock_file=None, judging=JudgingSettings(whole_each_day=False))
    last = settings
    for step in History(1, 12):
        for event in step.events:
            event(conn)
        last = settings.as_of(step.at + timedelta(minutes=2))
        judge_reposts(conn, last)

    def whole(now: Settings) -> bool:
        scope = Scope((), (), ())
        return judging_due.changes(conn, now, scope).last is None

    assert not whole(last)
    daily = last.model_copy(update={"judging": JudgingSettings()})
    judge_reposts(conn, daily)
    assert not whole(daily)
    assert whole(daily.as_of(daily.now() + timedelta(days=1))), "the first of a day"
    judge_reposts(conn, last)
    stricter = last.model_copy(
        update={"judging": last.judging.model_copy(update={"early_claim_hours": 1})}
    )
    assert whole(stricter)
    earlier = last.as_of(last.now() - timedelta(hours=3))
    assert whole(earlier)
    judge_reposts(conn, earlier)
    assert whole(last), "what an earlier moment left is nothing to build on"
    assert judge_reposts(conn, last).changed >= 0
    assert not whole(last)
