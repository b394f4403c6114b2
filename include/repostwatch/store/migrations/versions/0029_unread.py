"""The few pages at which a reader broke off are found without reading all visits."""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX visits_unread ON visits (scan_id) WHERE reason ->> 'code' LIKE 'reader.%'"
    )
