"""Decisions about columns can be taken back; the duties as they stand, for pages that list them."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SCHEMA = """
-- None takes back what was said before.
ALTER TABLE column_decisions ALTER standing DROP NOT NULL;
CREATE INDEX decisions_duty ON decisions (release_id, portal_id, decision_id DESC);
CREATE INDEX scans_run ON scans (run_id);
-- Articles that were read after a portal's latest scan.
CREATE INDEX visits_beside ON visits (portal_id, fetched_at) WHERE scan_id IS NULL;
-- The moment of the last scan.
CREATE INDEX scans_ended ON scans (ended_at);

-- The duties of the last judging with their verdicts: what pages list, count and sort. The reasons
-- stand in `verdicts`.
CREATE TABLE duties (
    release_id text NOT NULL REFERENCES releases ON DELETE CASCADE,
    portal_id  text NOT NULL REFERENCES portals ON DELETE CASCADE,
    deadline   timestamptz NOT NULL,
    kind       text NOT NULL,
    -- The verdict before this one, and since when this one stands.
    before     text,
    changed_at timestamptz NOT NULL,
    -- Worst first: see WORST in store/duty_rows.py.
    place      integer GENERATED ALWAYS AS (array_position(ARRAY[
        'missing', 'late', 'review', 'unknown', 'pending', 'waived', 'on_time'], kind)) STORED,
    PRIMARY KEY (release_id, portal_id)
);
CREATE INDEX duties_portal ON duties (portal_id);
CREATE INDEX duties_kind ON duties (kind, deadline);
CREATE INDEX duties_changed ON duties (changed_at);
CREATE INDEX duties_worst ON duties (place, deadline, portal_id, release_id);
CREATE INDEX duties_deadline ON duties (deadline);

-- How many duties of each release, and of each portal's observed ones, have which verdict.
CREATE TABLE release_counts (
    release_id text NOT NULL REFERENCES releases ON DELETE CASCADE,
    kind       text NOT NULL,
    number     integer NOT NULL,
    PRIMARY KEY (release_id, kind)
);
CREATE TABLE portal_counts (
    portal_id text NOT NULL REFERENCES portals ON DELETE CASCADE,
    kind      text NOT NULL,
    number    integer NOT NULL,
    PRIMARY KEY (portal_id, kind)
);
"""


def upgrade() -> None:
    op.execute(SCHEMA)
