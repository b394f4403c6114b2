"""Samples of the quarter's spot check, and probes: a row for each site and day."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# A row of a probe each would be 110 million a year for 15,000 sites. The day's probes are the
# same place of four arrays; room is left in each block because a row is written anew every hour.
STATEMENTS = """
CREATE TABLE samples (
    quarter text PRIMARY KEY,
    drawn_at timestamptz NOT NULL,
    record json NOT NULL
);
CREATE TABLE probe_days (
    day date NOT NULL,
    known boolean NOT NULL,
    portal_id text NOT NULL,
    milliseconds integer[] NOT NULL,
    outcomes text NOT NULL,
    hundredths smallint[] NOT NULL,
    statuses smallint[] NOT NULL,
    PRIMARY KEY (day, known, portal_id)
) WITH (fillfactor = 70);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
