"""Every stretch of a finding, with when it began and ended; who was warned of which duty.

So far a fault that came back overwrote when it had been found first, and no past quarter could be
told from the table any more. What was overwritten is gone: `earlier` says how many stretches.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OPENINGS = """
CREATE TABLE finding_openings (
    finding_id bigint NOT NULL REFERENCES findings ON DELETE CASCADE,
    opened_at  timestamptz NOT NULL,
    closed_at  timestamptz,
    ended      text,
    earlier    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (finding_id, opened_at)
);
INSERT INTO finding_openings (finding_id, opened_at, closed_at, ended, earlier)
SELECT finding_id, opened_at, closed_at, CASE WHEN closed_at IS NOT NULL THEN state END, reopened
FROM findings;

CREATE TABLE warned (
    release_id text NOT NULL REFERENCES releases,
    portal_id  text NOT NULL REFERENCES portals,
    address    text NOT NULL,
    letter_id  bigint NOT NULL REFERENCES letters ON DELETE CASCADE,
    deadline   timestamptz NOT NULL,
    PRIMARY KEY (release_id, portal_id, address)
);
CREATE INDEX warned_letter ON warned (letter_id)
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(OPENINGS)
