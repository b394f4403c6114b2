"""Looks at where links of sampled homepages lead."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE link_homes (
    quarter text NOT NULL REFERENCES samples,
    portal_id text NOT NULL,
    looked_at timestamptz NOT NULL,
    found integer NOT NULL,
    reason jsonb,
    PRIMARY KEY (quarter, portal_id)
);
CREATE TABLE link_looks (
    quarter text NOT NULL,
    portal_id text NOT NULL,
    url text NOT NULL,
    words text NOT NULL,
    looked_at timestamptz NOT NULL,
    outcome text NOT NULL,
    status integer,
    kind text,
    reason jsonb,
    led_to text,
    evidence jsonb,
    FOREIGN KEY (quarter, portal_id) REFERENCES link_homes ON DELETE CASCADE
);
CREATE INDEX link_looks_site ON link_looks (quarter, portal_id);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
