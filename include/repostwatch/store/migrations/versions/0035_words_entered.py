"""When a word about a sampled site was entered, besides when it was seen: from that moment on it
changes the results. NULL: it was entered before this was kept, not before it was seen."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE checklist_entries ADD COLUMN entered_at timestamptz")
