"""What people decided about columns, and the machine's own result beside it."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = """
CREATE TABLE column_decisions (
    decision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id   text NOT NULL REFERENCES portals,
    standing    text NOT NULL,
    rests_on    timestamptz NOT NULL,
    decided_by  text NOT NULL,
    reason      text NOT NULL,
    decided_at  timestamptz NOT NULL,
    expires_at  timestamptz
);
CREATE INDEX column_decisions_portal ON column_decisions (portal_id, decision_id DESC);

ALTER TABLE column_standings ADD COLUMN machine text;
-- A view keeps the columns that its table had when it was made.
DROP VIEW current_columns;
CREATE VIEW current_columns AS
SELECT DISTINCT ON (portal_id) * FROM column_standings ORDER BY portal_id, standing_id DESC;
"""


def upgrade() -> None:
    op.execute(SCHEMA)
