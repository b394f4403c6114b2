"""A portal without a limit of its own has none: 24 stood for both."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE portals ALTER limit_hours DROP NOT NULL")
    # Until now 24 was everybody's limit, whatever the settings said; the next scan reads the
    # registry anew, and with it the 24 that a portal has of its own.
    op.execute("UPDATE portals SET limit_hours = NULL WHERE limit_hours = 24")
