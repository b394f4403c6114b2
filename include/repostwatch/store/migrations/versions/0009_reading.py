"""What reading a page cost a reader, in seconds."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE visits ADD reading double precision NOT NULL DEFAULT 0")
