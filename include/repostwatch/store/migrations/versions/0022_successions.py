"""Sites that a person registered as closed, with who answers after them."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE successions (
            portal_id text NOT NULL,
            at timestamptz NOT NULL,
            valid_until timestamptz NOT NULL,
            successor text,
            by text NOT NULL,
            PRIMARY KEY (portal_id, at)
        )
        """
    )
