"""Findings about sites of a spot check, and when its sample was inspected last."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# A spot check draws from a registry of its own, of which the watched portals are a part.
STATEMENTS = """
ALTER TABLE findings DROP CONSTRAINT findings_portal_id_fkey;
ALTER TABLE samples ADD COLUMN inspected_at timestamptz;
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
