"""What proves an absence: the lists of a scan, and the search of its pages for the release."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = """
ALTER TABLE scans ADD COLUMN lists jsonb NOT NULL DEFAULT '[]';

-- The pages of a scan, whole, searched for a release. Made again where its words have changed.
CREATE TABLE searches (
    scan_id    bigint NOT NULL REFERENCES scans,
    release_id text NOT NULL REFERENCES releases,
    words      text NOT NULL,
    pages      integer NOT NULL,
    size       bigint NOT NULL,
    unsearched text NOT NULL DEFAULT '',
    hits       jsonb NOT NULL DEFAULT '[]',
    known      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (scan_id, release_id)
);
"""


def upgrade() -> None:
    op.execute(SCHEMA)
