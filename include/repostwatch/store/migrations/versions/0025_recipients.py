"""Recipients that are kept in the database: every change of one, and so who is one."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE recipient_changes (
    change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient_id bigint NOT NULL,
    before jsonb,
    after jsonb,
    decided_by text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX ON recipient_changes (recipient_id, change_id DESC);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
