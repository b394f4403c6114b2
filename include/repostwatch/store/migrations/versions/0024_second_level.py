"""Homepages that the round of links read, and the dates on their second-level pages."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE link_homes
    ADD COLUMN visit jsonb,
    ADD COLUMN second_level integer;
ALTER TABLE link_looks ADD COLUMN dates jsonb;
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
