"""What was read of the robots.txt of sites that are probed."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE robots_texts (
            origin text PRIMARY KEY,
            asked_at timestamptz NOT NULL,
            text text
        )
        """
    )
