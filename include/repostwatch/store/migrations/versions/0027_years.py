"""What a page needs of years is found without reading them: the few scans that said that their
portal had closed or moved, the findings about a release, the letters that told of a finding."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX scans_moved ON scans (portal_id, started_at) WHERE moved IS NOT NULL")
    op.execute("CREATE INDEX findings_release ON findings (release_id)")
    op.execute("CREATE INDEX reported_finding ON reported (finding_id)")
