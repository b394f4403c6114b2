"""The lists that scans followed and what stood on them; wider looks before an accusation."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = """
-- Who said of each list that it is one, and its address; NULL in scans from before.
ALTER TABLE scans ADD COLUMN followed jsonb;

-- The links that stood on lists for which the registry does not vouch.
CREATE TABLE list_rows (
    link_id    bigint NOT NULL REFERENCES links,
    url        text NOT NULL,
    first_seen timestamptz NOT NULL
);
CREATE UNIQUE INDEX list_rows_natural ON list_rows (link_id, md5(url));

-- A wider look had the link first: no scan had seen the page that it stands on.
ALTER TABLE links ADD COLUMN wider boolean NOT NULL DEFAULT false;

-- What was looked at for a release before it counted as missing; `visits` are the fetches.
CREATE TABLE wider_looks (
    release_id text NOT NULL REFERENCES releases,
    portal_id  text NOT NULL REFERENCES portals,
    ended_at  timestamptz NOT NULL,
    pages      integer NOT NULL,
    lists      integer NOT NULL,
    unread     integer NOT NULL,
    search     jsonb,
    failure    jsonb,
    tries      integer NOT NULL,
    hits       jsonb NOT NULL DEFAULT '[]',
    visits     bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (portal_id, release_id)
);
"""


def upgrade() -> None:
    op.execute(SCHEMA)
