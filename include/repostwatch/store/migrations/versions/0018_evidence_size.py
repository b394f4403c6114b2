"""How much evidence lies on disk, as the last watch counted it."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE evidence_size (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            bytes bigint NOT NULL CHECK (bytes >= 0),
            counted_at timestamptz NOT NULL
        )
        """
    )
