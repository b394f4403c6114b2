"""What reading a page cost a reader, in seconds."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE visits ADD reading double precision NOT NULL DEFAULT 0")
