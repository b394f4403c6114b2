"""What stood on lists when they were last read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from repostwatch.model import BEIJING, PageDate, Precision
from repostwatch.model.watched_lists import ListReading, WatchedList
from repostwatch.store.database import Connection

# The latest visit of a list that showed a page, found by its address.
VISIT = """
SELECT v.fetched_at, v.scan_id FROM visits v
WHERE v.portal_id = asked.portal_id AND md5(v.url) = md5(asked.url)
  AND v.role = ANY(%({roles})s) AND v.outcome IN ('ok', 'not_modified') AND {condition}
ORDER BY v.fetched_at DESC LIMIT 1
"""
# Only a list that a scan follows is counted by it; where a page is read beside, its rows are not.
ROLES = {
    "following": ["column"],
    "searching": ["discovery", "wider"],
    "any": ["home", "column", "extra", "discovery", "wider"],
}
FOLLOWED = VISIT.format(roles="following", condition="true")
# Years of scans are not gone through for the searches among them where a scan says what it saw.
SEARCHED, SEEN = (
    VISIT.format(roles=roles, condition="scanned.account IS NULL") for roles in ("searching", "any")
)
LATEST = f"""
SELECT scanned.*, searched.fetched_at AS searched_at, seen.fetched_at AS seen_at
FROM unnest(%(portals)s::text[], %(urls)s::text[]) WITH ORDINALITY asked (portal_id, url, place)
LEFT JOIN LATERAL (
    SELECT s.started_at, jsonb_path_query_first(
        s.lists, '$[*] ? (@.url == $url)', jsonb_build_object('url', asked.url)) AS account
    FROM ({FOLLOWED}) followed JOIN scans s USING (scan_id)
) scanned ON true
LEFT JOIN LATERAL ({SEARCHED}) searched ON true
LEFT JOIN LATERAL ({SEEN}) seen ON true
ORDER BY asked.place
"""  # noqa: S608  constant names


def latest(conn: Connection, lists: Sequence[WatchedList]) -> list[ListReading | None]:
    """Of each list, in their order; None of one that nobody has read."""
    places = {"portals": [one.portal_id for one in lists], "urls": [one.url for one in lists]}
    rows = conn.execute(LATEST, places | ROLES).fetchall()
    return [_reading(one, row) for one, row in zip(lists, rows, strict=True)]


def _reading(one: WatchedList, row: dict[str, Any]) -> ListReading | None:
    account = row["account"]
    if account is not None:
        newest = _stated(account["newest"])
        return ListReading(row["started_at"], account["rows"], newest, scanned=True)
    if one.items or one.newest:
        return ListReading(row["searched_at"], one.items, one.newest)
    return ListReading(row["seen_at"]) if row["seen_at"] else None


def _stated(text: str) -> PageDate | None:
    """The date that `str` of one has written."""
    if not text:
        return None
    precision = {7: Precision.MONTH, 10: Precision.DAY}.get(len(text), Precision.MINUTE)
    value = datetime.fromisoformat(f"{text}-01" if precision is Precision.MONTH else text)
    return PageDate(value if value.tzinfo else value.replace(tzinfo=BEIJING), precision)
