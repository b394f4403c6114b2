"""What is known of a finding's past before its openings were kept: the last of them, and how many
there were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alembic import command
from alembic.config import Config

from repostwatch.services.postgres import PostgresServer
from repostwatch.store.database import connect
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FINDING = """
INSERT INTO findings (kind, portal_id, release_id, state, reason, opened_at, closed_at, reopened)
VALUES ('missing', 'moe', %s, %s, '{"code": "text", "facts": {"text": "x"}}', %s, %s, %s)
"""
OPENINGS = """
SELECT f.release_id, o.opened_at, o.closed_at, o.ended, o.earlier
FROM finding_openings o JOIN findings f USING (finding_id) ORDER BY f.release_id
"""
OLD = [
    ("r1", "open", NOON - HOUR, None, 0),
    ("r2", "notified", NOON, None, 2),
    ("r3", "rectified", NOON - HOUR, NOON, 0),
    ("r4", "waived", NOON - HOUR, NOON, 1),
]


def test_each_finding_has_its_last_opening(postgres: PostgresServer) -> None:
    url = postgres.url("openings")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0012")
    with connect(url, check_schema=False) as conn:
        conn.execute(
            "INSERT INTO portals (portal_id, name, level, home_url) "
            "VALUES ('moe', '教育部', 'department', 'http://moe.example/')"
        )
        for release_id, state, opened, closed, reopened in OLD:
            conn.execute(
                "INSERT INTO releases (release_id, title, published_earliest, published_latest, "
                "ingested_at) VALUES (%s, '题', %s, %s, %s)",
                (release_id, NOON - 2 * HOUR, NOON - 2 * HOUR, NOON),
            )
            conn.execute(FINDING, (release_id, state, opened, closed, reopened))
    upgrade_schema(url)
    with connect(url) as conn:
        found = [tuple(row.values()) for row in conn.execute(OPENINGS)]
    assert found == [
        (release_id, opened, closed, state if closed else None, earlier)
        for release_id, state, opened, closed, earlier in OLD
    ]
