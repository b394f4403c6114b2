"""An article that is read settles every match of its link, in the same transaction, and it is read
once: what notes a changed match notes each article, and articles need no triggers of their own."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for event in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER articles_judging_{event} ON articles")
        op.execute(f"DROP FUNCTION judging_articles_{event}")
