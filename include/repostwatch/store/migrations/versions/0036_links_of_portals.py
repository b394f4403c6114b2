"""The links of a portal by their numbers alone: which of them match a release is asked for a few
portals at a time, and was answered by looking up the link of every portal."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX links_of_portal ON links (portal_id, link_id)")
