"""What people saw of sampled sites can be taken back: each word has a number, by which that is
kept. What was taken back may be said again."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE checklist_entries DROP CONSTRAINT checklist_entries_pkey;
ALTER TABLE checklist_entries
    ADD COLUMN entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
CREATE INDEX checklist_entries_about
    ON checklist_entries (quarter, portal_id, indicator, at, by);
CREATE TABLE checklist_withdrawals (
    entry_id bigint PRIMARY KEY REFERENCES checklist_entries ON DELETE CASCADE,
    at timestamptz NOT NULL,
    by text NOT NULL
);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
