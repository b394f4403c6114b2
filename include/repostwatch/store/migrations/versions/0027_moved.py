"""The few scans that said that their portal had closed or moved are found without reading all."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX scans_moved ON scans (portal_id, started_at) WHERE moved IS NOT NULL")
