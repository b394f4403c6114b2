"""What a report told: also which faults were over, and the figures of its audience."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE reported ADD closed boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE letters ADD figures jsonb")
