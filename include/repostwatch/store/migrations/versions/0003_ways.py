"""In what special way a portal is asked, and why."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = """
ALTER TABLE portals
    ADD COLUMN request_headers text,
    ADD COLUMN request_headers_reason text,
    ADD COLUMN proxy text,
    ADD COLUMN proxy_reason text;
"""


def upgrade() -> None:
    op.execute(SCHEMA)
