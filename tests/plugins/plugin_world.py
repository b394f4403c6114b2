"""Two portals and one release, judged: each link's time straddles the deadline, so a person
has to look; so it does at their columns, whose items bear no dates. The second portal's title,
address and column are hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from repostwatch.matching.search.traces import traces_of
from repostwatch.model import (
    Column,
    ColumnForm,
    Decision,
    Interval,
    Level,
    Link,
    Match,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    Search,
    Visit,
    because,
)
from repostwatch.model.codes import DiscoveryCode, WiderCode
from repostwatch.model.reasons import text
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import Settings
from repostwatch.store import (
    matches,
    portals,
    releases,
    scan_records,
    searches,
    watched_lists,
    wider_looks,
)
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord

RELEASE = Release(
    "r1",
    "国务院关于促进文旅融合的意见",
    Interval.at(datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)),
    ("https://www.gov.cn/zhengce/content/202608/content_1.htm",),
    "国发〔2026〕1号",
)
GOOD = Portal("mct", "文化和旅游部", Level.DEPARTMENT, "https://www.mct.example.cn/")
EVIL = Portal("evil", "某<b>部</b>", Level.DEPARTMENT, "https://evil.example.cn/")
HOSTILE_TITLE = (
    "国务院\u202e关于<script>document.title='owned'</script>\"><img src=x onerror=alert(1)>"
)
HOSTILE_URL = "javascript:alert(document.domain)"
LINKS = {
    GOOD: Link("国务院关于促进文旅融合的意见", "https://www.mct.example.cn/a/1.html"),
    EVIL: Link(HOSTILE_TITLE, HOSTILE_URL),
}
COLUMNS = {
    GOOD: Column("国务院信息", ColumnForm.BLOCK, True, 6, "https://www.mct.example.cn/gwy/"),
    EVIL: Column("国务院<b>部</b>要闻\u202e", ColumnForm.BLOCK, True, 6, HOSTILE_URL),
}
LISTS = {
    GOOD: WatchedList(
        portal_id="mct",
        url="https://www.mct.example.cn/gwy/",
        state=ListState.PROPOSED,
        origin=ListOrigin.DISCOVERED,
        reason=because(DiscoveryCode.TOO_FEW, releases=1, least=3, days=180),
        found_at=RELEASE.published.earliest,
        checked_at=RELEASE.published.earliest,
        name="国务院文件",
        releases=("r1",),
        items=20,
        newest=PageDate(RELEASE.published.earliest, Precision.DAY),
    ),
    EVIL: WatchedList(
        portal_id="evil",
        url=HOSTILE_URL,
        state=ListState.PROPOSED,
        origin=ListOrigin.DISCOVERED,
        reason=because(DiscoveryCode.NO_RELEASE, items=7),
        found_at=RELEASE.published.earliest,
        checked_at=RELEASE.published.earliest,
        name=HOSTILE_TITLE,
        items=7,
    ),
}
RUN_ID = "scheduled__2026-08-12T00:35:00+00:00"


def kept(conn: Connection) -> str:
    """Copy every table aside; the statements that make all of them again what they are now.

    Nothing that notes changes sees them, and each row has its number again."""
    tables = conn.execute(
        "SELECT t.table_name AS name, string_agg(format('%I', c.column_name), ', ') AS columns "
        "FROM information_schema.tables t JOIN information_schema.columns c "
        "USING (table_schema, table_name) WHERE t.table_schema = 'public' "
        "AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' GROUP BY 1"
    ).fetchall()
    conn.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
    said = ["SET LOCAL session_replication_role = replica"]
    for name, columns in (row.values() for row in tables):
        made = conn.execute(f"CREATE TABLE kept.{name} AS TABLE public.{name}".encode())
        said.append(f"DELETE FROM public.{name}")
        if made.rowcount:
            said.append(f"INSERT INTO public.{name} ({columns}) OVERRIDING SYSTEM VALUE "
                        f"SELECT {columns} FROM kept.{name}")  # fmt: skip
    numbers = conn.execute("SELECT sequencename, last_value FROM pg_sequences "
                           "WHERE schemaname = 'public'")  # fmt: skip
    for row in numbers:
        name, last = row["sequencename"], row["last_value"]
        said.append(f"SELECT setval('public.{name}', {last or 1}, {last is not None})")
    return ";".join(["BEGIN", *said, "COMMIT"])


def live(conn: Connection, database: str) -> None:
    portals.save(conn, [GOOD, EVIL], whole=True)
    releases.save(conn, [RELEASE], RELEASE.published.earliest)
    watched_lists.save(conn, LISTS.values())
    for portal, link in LINKS.items():
        scan(conn, portal, 20)
        scan(conn, portal, 30, link)
    rows = conn.execute("SELECT link_id FROM links ORDER BY link_id").fetchall()
    found = {
        str(row["link_id"]): [
            (Match(str(row["link_id"]), "r1", Decision.MATCH, 100.0, text("标题一致")), False)
        ]
        for row in rows
    }
    matches.save(conn, found, ["r1"], "mark")
    at = RELEASE.published.earliest + timedelta(hours=31)
    none = because(WiderCode.NO_SEARCH)
    wider_looks.save(conn, [WiderLook("r1", one.portal_id, at, 9, 3, 0, none) for one in LINKS])
    judge_reposts(conn, Settings(db=database))


def scan(
    conn: Connection,
    portal: Portal,
    hours: int,
    link: Link | None = None,
    columns: tuple[Column, ...] | None = None,
) -> None:
    """One look so many hours after the release; the homepage shows its column of COLUMNS."""
    at = RELEASE.published.earliest + timedelta(hours=hours)
    visit = Visit(portal.home_url, Outcome.OK, at, status=200, size=1000)
    scan_id = scan_records.save(
        conn,
        ScanRecord(
            portal.portal_id,
            at,
            at,
            RELEASE.published.earliest - timedelta(days=2),
            None,
            embedded=False,
            columns=(COLUMNS[portal],) if columns is None else columns,
            home=visit,
            visits=[PageVisit("home", visit, [FoundLink(link, at)] if link else [])],
            run_id=RUN_ID,
        ),
    )
    # Its pages were searched for the release, which stands nowhere but in the link.
    silence = Search(scan_id, RELEASE.release_id, 1, visit.size)
    searches.save(conn, [(silence, traces_of(RELEASE).mark)])
