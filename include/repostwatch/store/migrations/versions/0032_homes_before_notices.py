"""What was read of homepages that stood before a notice of closing, once for equal bytes: pages ask
for it, and read nothing themselves."""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE homes_before_notices (
    digest text NOT NULL,
    content_type text NOT NULL,
    rule integer NOT NULL,
    may_announce boolean NOT NULL,
    PRIMARY KEY (digest, content_type)
);
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
