"""What tells this database's mails from another's."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE monitor_mark (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    mark text NOT NULL
);
INSERT INTO monitor_mark (mark) VALUES (left(replace(gen_random_uuid()::text, '-', ''), 12));
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
