"""Replayed from the observations alone, the verdicts are those that the runs ended with.

The runs: portals that list, edit, drop and re-date links; titles that are cut and dates that
straddle, so that articles are read on the way; releases that come late or are corrected; steps
narrowed to one release or portal. All of it stored, matched and judged as the DAGs do it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest

from repostwatch.model import (
    BEIJING,
    Column,
    ColumnForm,
    DecisionKind,
    Interval,
    Level,
    Link,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    Standing,
    Visit,
)
from repostwatch.model.decisions import ColumnDecision, HumanDecision
from repostwatch.model.reasons import text
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scope import Selection
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.store import decisions, homes, portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.pipeline.served import Pages, served

START = datetime(2026, 8, 10, 8, 0, tzinfo=BEIJING)
SUBJECTS = (
    "加快发展节能环保产业",
    "深化医药卫生体制改革重点工作任务",
    "促进跨境电子商务健康发展",
    "加强农村饮用水安全保障",
    "推进养老服务体系建设",
    "优化营商环境若干措施",
)
# So that on the way a decision on a column counts, expires, and is followed by another.
DECIDED_FOR = timedelta(hours=13)
IDS = [f"r{number}" for number in range(len(SUBJECTS))]


def title(number: int) -> str:
    return f"国务院办公厅关于印发{SUBJECTS[number]}实施方案的通知"


def released(number: int) -> datetime:
    return START + timedelta(hours=9 * number, minutes=17 * number)


def release(number: int, name: str | None = None) -> Release:
    moment = Interval.at(released(number))
    address = f"https://www.gov.cn/zhengce/content/content_{number}.htm"
    return Release(IDS[number], name or title(number), moment, (address,), duty="all")


class Articles(Pages):
    """`/portal/number/minutes`: the article of a release, posted so long after it."""

    def page(self) -> str | None:
        if self.path == "/robots.txt":
            return None
        _, _, number, minutes = self.path.split("/")[:4]
        posted = released(int(number)) + timedelta(minutes=int(minutes))
        return (
            f'<html><head><meta charset="utf-8"><title>{title(int(number))}</title>'
            f'<meta name="ArticleTitle" content="{title(int(number))}">'
            f'<meta name="PubDate" content="{posted:%Y-%m-%d %H:%M}"></head>'
            f"<body><h1>{title(int(number))}</h1>"
            + "<p>各省、自治区、直辖市人民政府，国务院各部委、各直属机构：现印发给你们。</p>" * 30
            + "</body></html>"
        )


@pytest.fixture
def site() -> Iterator[str]:
    with served(Articles) as address:
        yield address


def listed(site: str, portal: str, number: int, at: datetime, rng: Random) -> Link | None:
    """How a portal shows a release at a moment; None while it does not."""
    habit = Random(f"{portal}{number}")
    minutes = int(habit.choice((90, 600, 1400, 1500, 2200)) * habit.uniform(0.9, 1.1))
    posted = released(number) + timedelta(minutes=minutes)
    if at < posted or habit.random() < 0.15 or (habit.random() < 0.1 and rng.random() < 0.5):
        return None
    name = title(number)
    if habit.random() < 0.4:
        name = f"{name[:18]}…"
    elif habit.random() < 0.2 and at > posted + timedelta(hours=20):
        name = name.removeprefix("国务院办公厅")  # edited later
    day = posted.replace(hour=0, minute=0, second=0, microsecond=0)
    if habit.random() < 0.1 and at > posted + timedelta(hours=10):
        day -= timedelta(days=1)  # dated back later
    date = PageDate(day, Precision.DAY) if habit.random() < 0.7 else None
    return Link(name, f"{site}/{portal}/{number}/{minutes}", date, name.endswith("…"))


def observe(conn: Connection, site: str, portal: Portal, at: datetime, rng: Random) -> None:
    reach: datetime | None = START - timedelta(days=2)
    fails, gap = rng.random() < 0.1, None
    if fails or rng.random() < 0.1:
        reach, gap = None, text("a list: HTTP 502")
    found = [listed(site, portal.portal_id, number, at, rng) for number in range(len(SUBJECTS))]
    seen = [FoundLink(link, at) for link in found if link is not None and not fails]
    newest = PageDate(at - timedelta(days=1), Precision.MINUTE)
    column = Column("国务院信息", ColumnForm.BLOCK, prominent=True, items=6, newest=newest)
    columns = None if fails else (column,) if rng.random() < 0.7 else ()
    outcome = Outcome.TIMEOUT if fails else Outcome.OK
    visit = Visit(portal.home_url, outcome, at, reason=text("timed out") if fails else None)
    scan_records.save(
        conn,
        ScanRecord(
            portal_id=portal.portal_id,
            started_at=at,
            ended_at=at + timedelta(minutes=1),
            reach=reach,
            gap=gap,
            embedded=None if fails else False,
            columns=columns,
            home=visit,
            visits=[PageVisit("home", visit, seen)],
        ),
    )


def everything(conn: Connection, portal_ids: list[str]) -> bytes:
    """The current verdicts and standings, as bytes."""
    known = [*verdicts.load(conn, IDS, portal_ids), *verdicts.load_columns(conn, portal_ids)]
    return "\n".join(map(repr, known)).encode()


def forget(conn: Connection) -> None:
    """Everything that was made of the observations; what was seen and read stays."""
    conn.execute(
        "TRUNCATE verdicts, column_standings, findings, finding_openings, reported, matches"
    )
    conn.execute("UPDATE links SET matched = ''")


@pytest.mark.parametrize("seed", range(3))
def test_a_replay_ends_where_the_runs_ended(
    conn: Connection,
    site: str,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = Random(seed)
    crawl = CrawlSettings(gap_seconds=0.0, retry_seconds=0.0)
    settings = Settings(
        allow_loopback=True, crawl=crawl, var_dir=tmp_path_factory.mktemp("var"), clock_file=None
    )
    watched = [
        Portal(f"p{n}", f"甲乙丙丁戊{n}部", Level.DEPARTMENT, f"{site}/home{n}") for n in range(4)
    ]
    ids = [portal.portal_id for portal in watched]
    portals.save(conn, watched)
    written: list[int] = []
    for run in range(24):
        at = START + timedelta(hours=4.5 * run)
        now = settings.as_of(at + timedelta(minutes=2))
        # The fourth is misprinted at first, the sixth comes a day late.
        known = [
            release(number, "国务院办公厅关于" if number == 3 and run < 14 else None)
            for number in range(len(SUBJECTS))
            if released(number) + timedelta(hours=24 if number == 5 else 0) <= at
        ]
        releases.save(conn, known, at)
        for portal in watched:
            if rng.random() < 0.85:
                observe(conn, site, portal, at, rng)
        if run == 12:
            word = HumanDecision(DecisionKind.REJECT, None, "张三", "已核实", at)
            decisions.save(conn, "r1", "p2", word)
        if run in (4, 9, 15, 21):
            latest = homes.homepage_visits(conn, ids)["p1"][-1].at
            decided = ColumnDecision(
                Standing.STALE, latest, "张三", "已看首页", at, at + DECIDED_FOR
            )
            decisions.save_column(conn, "p1", decided)
        narrowed = run % 3 == 1 and known
        only = Selection([known[-1].release_id], [rng.choice(ids)]) if narrowed else Selection()
        match_links(conn, now, only)
        written.append(judge_reposts(conn, now, only).changed)
    match_links(conn, now)
    judge_reposts(conn, now)
    ended = everything(conn, ids)

    read = conn.execute("SELECT count(*) AS n FROM articles WHERE outcome = 'ok'").fetchone()
    settled = conn.execute(
        "SELECT count(*) AS n FROM matches WHERE settled IS DISTINCT FROM decision"
    ).fetchone()
    assert read is not None
    assert settled is not None
    assert read["n"] > 3, "no article was read on the way"
    assert settled["n"] > 0, "no article settled anything"
    assert sum(written) > len(written), "nothing happened on the way"
    stood = conn.execute("SELECT machine FROM column_standings WHERE portal_id = 'p1'").fetchall()
    assert {row["machine"] is None for row in stood} == {True, False}, "no decision came and went"

    judge = partial(judge_reposts, conn, now)
    assert judge().changed == 0
    # However few portals fit into memory at a time.
    module = sys.modules["repostwatch.pipeline.judge"]  # the package has a function of this name
    monkeypatch.setattr(module, "HELD_AT_ONCE", 1)
    assert judge().changed == 0
    monkeypatch.undo()
    forget(conn)
    assert everything(conn, ids) == b""
    assert match_links(conn, now).articles == 0, "an article was read again"
    judge()
    assert everything(conn, ids) == ended
    assert judge().changed == 0
