"""The queue of what waits for a person, whole and in pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.judging.searched import list_in_doubt
from repostwatch.model import Verdict, VerdictKind, because, together
from repostwatch.model.codes import SearchCode, VerdictCode
from repostwatch.model.reasons import text
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.queries.review import review_queue
from repostwatch.queries.today import read_today
from repostwatch.queries.watched_lists import lists_of
from repostwatch.services.postgres import PostgresServer
from repostwatch.settings import Settings
from repostwatch.store import duty_counts, duty_rows, portals, verdicts
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import MIGRATIONS, upgrade_schema
from tests.plugins.plugin_world import EVIL, GOOD, LISTS, RELEASE, live

DOUBT = because(VerdictCode.LIST_NEVER_HELD, url="http://a.example/")
HIT = because(SearchCode.FOUND, hits=(text("a trace"),), count=1)
REASONS = [
    (VerdictKind.REVIEW, DOUBT),
    (VerdictKind.REVIEW, together(text("nothing seen"), DOUBT)),
    (VerdictKind.REVIEW, together(DOUBT, HIT)),
    (VerdictKind.REVIEW, text("two dates")),
    (VerdictKind.UNKNOWN, DOUBT),
]


@pytest.fixture
def settings(conn: Connection, database_url: str) -> Settings:
    live(conn, database_url)
    return Settings(db=database_url)


def test_pages_together_are_the_whole_queue(conn: Connection, settings: Settings) -> None:
    whole = review_queue(conn, settings, 1, None)
    assert (whole.waiting.duties, whole.waiting.columns, whole.waiting.lists) == (2, 2, 2)
    assert whole.paging.pages == 1
    pages = [review_queue(conn, settings, number, 1) for number in (1, 2)]
    assert [page.paging.pages for page in pages] == [2, 2]
    assert {page.waiting for page in pages} == {whole.waiting}
    # Of a single duty the visits are shown, too.
    duties = tuple(replace(one, visits=()) for page in pages for one in page.duties)
    assert duties == whole.duties
    assert tuple(one for page in pages for one in page.columns) == whole.columns
    assert tuple(one for page in pages for one in page.lists) == whole.lists
    assert review_queue(conn, settings, 99, 1).paging.page == 2


def test_a_list_that_the_registry_names_waits_for_nobody(
    conn: Connection, settings: Settings
) -> None:
    named = replace(GOOD, column_urls=(LISTS[GOOD].url,))
    portals.save(conn, [named, EVIL], whole=True)
    found = review_queue(conn, settings, 1, None)
    waiting = [one for own in lists_of(conn).values() for one in own if one.waits]
    assert list(found.lists) == waiting
    assert [one.portal for one in found.lists] == [EVIL]
    assert found.waiting.lists == 1


def test_a_portal_that_is_not_listed_waits_for_nobody(conn: Connection, settings: Settings) -> None:
    portals.save(conn, [GOOD], whole=True)
    judge_reposts(conn, settings)
    found = review_queue(conn, settings, 1, 20)
    assert found.waiting.total == 3
    places = {one.state.portal for one in found.duties} | {one.portal for one in found.columns}
    assert places == {one.portal for one in found.lists} == {GOOD}


def test_what_waits_is_counted_once_on_the_first_page_and_in_the_queue(
    conn: Connection, settings: Settings
) -> None:
    """A duty that waits for nothing but a word on a list is that list's, and is told of."""
    conn.execute("UPDATE duties SET list_in_doubt = true WHERE portal_id = 'evil'")
    observed = duty_rows.observed(settings.now(), settings.scan.watch_days)
    duty_counts.count_again(conn, [RELEASE.release_id], [EVIL.portal_id], observed)
    queue, today = review_queue(conn, settings, 1, None), read_today(conn, settings)
    assert today.waiting == queue.waiting
    assert (len(queue.duties), len(queue.columns), len(queue.lists)) == (1, 2, 2)
    assert (queue.waiting.duties, queue.waiting.by_lists, queue.waiting.total) == (1, 1, 5)
    assert today.verdicts[VerdictKind.REVIEW] == 2


def test_an_upgrade_knows_which_duties_a_list_settles(postgres: PostgresServer) -> None:
    """Until the next judging, what SQL says of the stored reasons is what the rule says."""
    url, at = postgres.url("waiting"), datetime(2026, 8, 31, tzinfo=UTC)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0013")
    decided = [Verdict(f"r{n}", "a", kind, why) for n, (kind, why) in enumerate(REASONS)]
    with connect(url, check_schema=False) as conn:
        conn.execute(
            "INSERT INTO portals (portal_id, name, level, home_url) "
            "VALUES ('a', '甲部', 'department', 'http://a.example/')"
        )
        for one in decided:
            conn.execute(
                "INSERT INTO releases (release_id, title, published_earliest, published_latest, "
                "duty, ingested_at) VALUES (%s, '通知', %s, %s, 'all', %s)",
                (one.release_id, at, at, at),
            )
        verdicts.append(conn, decided, "1", at)
        conn.execute(
            "INSERT INTO duties (release_id, portal_id, deadline, kind, changed_at) "
            "SELECT release_id, portal_id, decided_at, kind, decided_at FROM verdicts"
        )
        conn.execute(
            "INSERT INTO release_counts (release_id, kind, number) "
            "SELECT release_id, kind, 1 FROM duties"
        )
    upgrade_schema(url)
    with connect(url) as conn:
        wanted = replace(duty_rows.observed(at, None), one_by_one=True)
        found = {release_id for release_id, _ in duty_rows.keys(conn, wanted)}
        counted = duty_counts.in_review(conn, duty_rows.observed(at, None))
    assert found == {one.release_id for one in decided if list_in_doubt(one) is None}
    assert len(found) == 3
    assert counted == (4, 2)
