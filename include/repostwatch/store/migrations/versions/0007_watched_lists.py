"""Lists that were found on portals, how each came into its state, and the searches for them."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = """
CREATE TABLE watched_lists (
    portal_id  text NOT NULL REFERENCES portals,
    url        text NOT NULL,
    state      text NOT NULL,
    origin     text NOT NULL,
    reason     jsonb NOT NULL,
    found_at   timestamptz NOT NULL,
    checked_at timestamptz NOT NULL,
    name       text NOT NULL DEFAULT '',
    releases   text[] NOT NULL DEFAULT '{}',
    items      integer NOT NULL DEFAULT 0,
    newest     jsonb,
    render     boolean NOT NULL DEFAULT false
);
-- An address may be longer than an index entry.
CREATE UNIQUE INDEX watched_lists_natural ON watched_lists (portal_id, md5(url));

CREATE TABLE list_changes (
    change_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id  text NOT NULL REFERENCES portals,
    url        text NOT NULL,
    state      text NOT NULL,
    reason     jsonb NOT NULL,
    at         timestamptz NOT NULL,
    decided_by text NOT NULL DEFAULT ''
);
CREATE INDEX list_changes_of ON list_changes (portal_id, change_id);

CREATE TABLE discoveries (
    discovery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id    text NOT NULL REFERENCES portals,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz NOT NULL,
    asked        integer NOT NULL,
    found        integer NOT NULL,
    pages        text[] NOT NULL,
    reason       jsonb NOT NULL,
    render       boolean NOT NULL DEFAULT false,
    run_id       text NOT NULL DEFAULT '',
    UNIQUE (portal_id, started_at)
);
"""


def upgrade() -> None:
    op.execute(SCHEMA)
