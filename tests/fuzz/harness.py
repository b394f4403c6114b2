"""Runs hostile cases through the whole `check` beside an innocent portal, and judges the result.

A batch is some hostile portals and the innocent one in one registry, then the hostile sources and
an innocent one in one intake. What must hold of every batch:

- no exception leaves a portal, and none ends as its `internal_error` or in the log;
- the innocent portal's rows in all three tables are what they are where it stands alone;
- what could not be seen is said of nobody.

Processor time is that of this process, without the web's thread, and of the readers that ended in
it. It is stated in plain pages: the time that a page without fault costs in the same run. No clock
on the wall is looked at.
"""

from __future__ import annotations

import csv
import io
import logging
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal
from repostwatch.commands.check import CheckRequest, run_check
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.settings import Settings
from repostwatch.store.database import connect
from tests.databases import Databases
from tests.fuzz.cases import ANY, HOME, LIST, Case, answer, plain
from tests.fuzz.mutations import CORPUS
from tests.fuzz.web import Web

NOW = datetime(2026, 8, 21, 2, tzinfo=UTC)
POSTED, SILENT = (
    "国务院办公厅关于规范乡村食堂服务工作的意见",
    "国务院关于加快高原索道建设的若干意见",
)
ROW = f"<li><a href='/art/2026/8/20/art_1_99.html'>{POSTED}</a><span>2026-08-20</span></li>"
RELEASES = f"""release_id,title,doc_number,published_at,url,duty
posted,{POSTED},,2026-08-20T08:30,https://www.gov.cn/zhengce/content/202608/content_7001.htm,all
silent,{SILENT},国发〔2026〕31号,2026-08-18T09:00,https://www.gov.cn/zhengce/content/202608/content_7002.htm,all
"""
PORTALS = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"
GOOD_FEED = (CORPUS / "feeds" / "rss.xml").read_bytes()
# Pages of a plain portal: homepage and list.
PLAIN_PAGES = 2
NO_BROWSER = {"chromium": "/no/browser"}
LEAST = 40  # portals that a plain page's time is taken from
# Reading that ended in one of these ended by our fault, or by a page that cost too much.
READERS_FAULTS = ("reader.crashed", "reader.killed", "reader.timeout", "reader.memory")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong` is what must not be, in words; `seconds` of processor time."""

    innocent: tuple[tuple[str, ...], ...]
    wrong: tuple[str, ...]
    seconds: float


def innocent() -> dict[str, bytes]:
    """A plain portal that reposted the one release in time and the other not at all."""
    first = '<li><a href="/art/2026/8/20/art_1_20.html"', '<li><a href="./202608/t20260820_20.html"'
    home, rows = (
        path.read_text(encoding="utf-8").replace(row, ROW + row).encode()
        for path, row in zip((HOME, LIST), first, strict=True)
    )
    return plain(home, rows)


class Bench:
    """A database server, a web and a folder, for any number of batches."""

    def __init__(self, databases: Databases, web: Web, folder: Path, *, drawn: bool) -> None:
        """`drawn`: a browser draws what shows nothing without its scripts."""
        self.databases, self.web, self.folder = databases, web, folder
        self.settings = Settings.model_validate(
            {
                "allow_loopback": True,
                "crawl": {"gap_seconds": 0.0, "retry_seconds": 0.01}
                | ({} if drawn else NO_BROWSER),
                "scan": {"portals_at_once": 16},
            }
        )
        self.run([])  # what is loaded once is no cost of a page
        self.empty = min((self.run([]) for _ in range(2)), key=lambda one: one.seconds)
        full = self.run([Case("plain", plain())] * LEAST)
        self.expected = self.empty.innocent
        if [row[2] for row in self.expected[:2]] != ["on_time", "missing"]:
            raise AssertionError(f"the innocent portal by itself: {self.expected}")
        if self.expected[2][1] != "present":
            raise AssertionError(f"the innocent portal by itself: {self.expected}")
        self.page_seconds = (full.seconds - self.empty.seconds) / LEAST / PLAIN_PAGES

    def pages(self, outcome: Outcome) -> float:
        """What a batch cost beyond the innocent portal, in plain pages."""
        return (outcome.seconds - self.empty.seconds) / self.page_seconds

    def run(self, cases: Sequence[Case]) -> Outcome:
        portals = [case for case in cases if case.kind != "source"]
        sources = [case for case in cases if case.kind == "source"]
        out = self.folder / uuid4().hex
        before, log = self._spent(), _Log()
        with self.databases.copy() as url, log:
            settings = self.settings.model_copy(update={"db": url})
            wrong = self._check(portals, settings, out)
            innocent_rows = _rows(out, "innocent")
            wrong += self._take_in(sources, settings, url) if sources else []
            wrong += _inside(url) + log.lines
        spent = self._spent() - before
        shutil.rmtree(out, ignore_errors=True)
        return Outcome(innocent_rows, tuple(wrong), spent)

    def _check(self, cases: Sequence[Case], settings: Settings, out: Path) -> list[str]:
        self.web.serve([innocent(), *(case.answers for case in cases)])
        out.mkdir()
        rows = [
            f"innocent,清河市人民政府,city,http://{self.web.hosts[0]}/,http://{self.web.hosts[0]}/list,,"
        ]
        for number, case in enumerate(cases, start=1):
            home = f"http://{self.web.hosts[number]}/"
            watched = f"{home}list" if case.watched else ""
            rows.append(f"h{number:03},敌意第{number}市,city,{home},{watched},,")
        (out / "portals.csv").write_text("\n".join([PORTALS, *rows, ""]), encoding="utf-8")
        (out / "releases.csv").write_text(RELEASES, encoding="utf-8")
        order = CheckRequest(out / "portals.csv", str(out / "releases.csv"), out, NOW)
        quiet = Terminal(file=io.StringIO())
        try:
            run_check(settings, order, quiet, quiet)
        except Exception as error:  # noqa: BLE001  which must not be, of any kind
            return [f"left its portal: {_shortly(error)}"]
        judged = {row[1] for row in _table(out / "verdicts.csv")}
        return [] if len(judged) == len(rows) else [f"judged {len(judged)} of {len(rows)} portals"]

    def _take_in(self, cases: Sequence[Case], settings: Settings, url: str) -> list[str]:
        """All sources at once, with an innocent one at the end."""
        self.web.serve(
            [{ANY: answer(GOOD_FEED, kind=b"text/xml")}, *(case.answers for case in cases)]
        )
        addresses = [f"http://{host}/feed" for host in self.web.hosts[: len(cases) + 1]]
        with connect(url) as conn:
            try:
                ingest_releases(conn, settings.as_of(NOW), [*addresses[1:], addresses[0]])
            except RepostwatchError as error:
                return [f"the innocent source was not taken in: {error}"]
            except Exception as error:  # noqa: BLE001  as above
                return [f"left its source: {_shortly(error)}"]
            known = conn.execute(
                "SELECT 1 FROM releases WHERE title = '国务院关于第一号源文件的通知'"
            ).fetchall()
        return [] if known else ["the innocent source's release is not there"]

    def _spent(self) -> float:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() - self.web.seconds + ended.ru_utime + ended.ru_stime


VISITS = """
SELECT portal_id, url, outcome, reason::text FROM visits
WHERE outcome = 'internal_error' OR reason::text ~ %s
"""
SEARCHES = "SELECT unsearched::text AS reason FROM searches WHERE unsearched::text ~ %s"
SOURCES = "SELECT source, problem::text AS reason FROM sources WHERE problem::text ~ %s"
UNSEEN = """
SELECT DISTINCT v.portal_id, v.kind FROM verdicts v JOIN scans s USING (portal_id)
WHERE s.home_outcome NOT IN ('ok', 'not_modified') AND v.kind = 'missing'
"""


def _inside(url: str) -> list[str]:
    """What went wrong inside a portal, and what is said of one that was not seen."""
    faults = ("|".join(READERS_FAULTS),)
    with connect(url) as conn:
        visits = conn.execute(VISITS, faults).fetchall()
        searches = conn.execute(SEARCHES, faults).fetchall()
        sources = conn.execute(SOURCES, ("internal_error|" + faults[0],)).fetchall()
        unseen = conn.execute(UNSEEN).fetchall()
    return [
        *(
            f"inside {row['portal_id']}: {row['url'][:200]} {row['outcome']} {row['reason']}"
            for row in visits
        ),
        *(f"inside a search: {row['reason']}" for row in searches),
        *(f"inside a source: {row['source']} {row['reason']}" for row in sources),
        *(f"said of what was not seen: {row['portal_id']} {row['kind']}" for row in unseen),
    ]


def _table(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    # The limit is the whole process's: the tests that come after have to meet Python's own.
    limit = csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]
    finally:
        csv.field_size_limit(limit)


def _rows(out: Path, portal_id: str) -> tuple[tuple[str, ...], ...]:
    """All that the tables say of one portal."""
    tables: list[Any] = [_table(out / f"{name}.csv") for name in ("verdicts", "columns", "visits")]
    return tuple(tuple(row) for table in tables for row in table if portal_id in row[:2])


def _shortly(error: BaseException) -> str:
    """An error and where it arose in the program, on one line."""
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "repostwatch" in frame.filename
    ]
    where = (
        f"{own[-1].filename.rpartition('repostwatch/')[2]}:{own[-1].lineno}" if own else "outside"
    )
    return f"{type(error).__name__}: {error!s:.200} ({where})"


class _Log(logging.Handler):
    """What the program says to be an error, while inside."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            said += f" {_shortly(record.exc_info[1])}"
        self.lines.append(f"in the log: {said}")

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
