"""Whatever a stranger wrote, the store holds it; nobody who writes a row has to think of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from repostwatch.model import (
    Column,
    ColumnForm,
    Interval,
    Level,
    Link,
    Outcome,
    Portal,
    Release,
    Visit,
    because,
)
from repostwatch.model.alarms import SourceFact
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reasons import Common
from repostwatch.store import alarms, hosts, portals, releases, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.store.texts import as_json, storable

NOON = datetime(2026, 8, 12, 4, tzinfo=UTC)
HOSTILE = {
    "a zero": "a\0b",
    "half of a pair": "a\ud800b",
    "bytes that are no text": b"\xff\xfe/x".decode("utf-8", "surrogateescape"),
    "halves in the wrong order": "\udc00\ud800",
    "a zero beyond ASCII": "国\0务院",
    "an escape of a zero": "a\\u0000b",
    "an escaped backslash before one": "a\\\\u0000\0",
    "marks that turn text round": "a\u202eb",
    "no character": "\uffff\U0010ffff",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_whole_scan_of_hostile_text_is_stored(conn: Connection, text: str) -> None:
    portals.save(conn, [Portal("p", "甲", Level.CITY, "http://a/")])
    visit = Visit(url="http://a/", outcome=Outcome.OK, fetched_at=NOON)
    said = because(Common.TEXT, text=text)
    visit = replace(
        visit, reason=said, final_url=text, content_type=text, etag=text, last_modified=text
    )
    link = FoundLink(Link(title=text, url=f"http://a/{text}"), NOON)
    column = Column(name=text, form=ColumnForm.BLOCK, prominent=True, items=1, reason=said)
    scan_records.save(
        conn,
        ScanRecord(
            portal_id="p",
            started_at=NOON,
            ended_at=NOON,
            reach=None,
            gap=said,
            embedded=None,
            columns=(column,),
            home=visit,
            visits=[PageVisit("home", visit, [link], {"file": text, text: [text, None]})],
            run_id=text,
            moved=said,
        ),
    )
    row = conn.execute("SELECT * FROM visits").fetchone()
    assert row is not None
    assert row["reason"] == {"code": "text", "facts": {"text": storable(text)}}
    assert row["evidence"][storable(text)] == [storable(text), None]
    stored = conn.execute("SELECT title, url FROM links").fetchone()
    assert stored is not None
    assert stored["title"] == storable(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_so_are_releases_sources_and_hosts(conn: Connection, text: str) -> None:
    release = Release("r", text, Interval.at(NOON), (f"http://a/{text}",), text, text, text, text)
    releases.save(conn, [release], NOON)
    assert releases.load(conn)[0].title == storable(text)
    alarms.save_source(conn, SourceFact(text, NOON, problem=because(Common.TEXT, text=text)))
    assert alarms.load_sources(conn, [text])[0].problem == because(Common.TEXT, text=storable(text))
    hosts.StoredHosts(conn).save(
        text, HostRecord(1, NOON, Outcome.RESET, because(Common.TEXT, text=text))
    )
    assert hosts.StoredHosts(conn).load(storable(text)) is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text_comes_back_as_it_was_stored(conn: Connection, text: str) -> None:
    row = conn.execute(
        "SELECT %s::text AS one, %s::text[] AS more, %s AS packed", (text, [text], Jsonb([text]))
    ).fetchone()
    held = storable(text)
    assert row == {"one": held, "more": [held], "packed": [held]}


def test_what_can_be_held_is_left_alone() -> None:
    for text in ("", "plain", "国务院", "😀", "\u202e", "\\u0000"):
        assert storable(text) == text
    assert storable("\ud83d\ude00") == "😀"
    assert as_json({"a": "\\u0000"}) == '{"a": "\\\\u0000"}'
    assert as_json("\0") == '""'
