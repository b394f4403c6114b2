"""What a portal is, and when it ends, makes its duties and its lists, which every judging compares
with those before: nobody has to note it. What people said of columns and duties is added to, never
changed or taken away."""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NEEDLESS = {
    "portals": ("update",),
    "successions": ("insert", "update", "delete"),
    "column_decisions": ("update", "delete"),
    "duty_overrides": ("update", "delete"),
}


def upgrade() -> None:
    for table, events in NEEDLESS.items():
        for event in events:
            op.execute(f"DROP TRIGGER {table}_judging_{event} ON {table}")
            op.execute(f"DROP FUNCTION judging_{table}_{event}")
