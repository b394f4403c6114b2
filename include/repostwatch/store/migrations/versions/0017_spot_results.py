"""What people saw of sampled sites, and what a spot check came to."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE checklist_entries (
    quarter text NOT NULL REFERENCES samples,
    portal_id text NOT NULL,
    indicator text NOT NULL,
    at timestamptz NOT NULL,
    by text NOT NULL,
    result text NOT NULL,
    evidence text NOT NULL,
    PRIMARY KEY (quarter, portal_id, indicator, at, by)
);
CREATE TABLE spot_results (
    quarter text NOT NULL REFERENCES samples,
    portal_id text NOT NULL,
    indicator text NOT NULL,
    result text NOT NULL,
    machine text,
    reason jsonb NOT NULL,
    PRIMARY KEY (quarter, portal_id, indicator)
);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
