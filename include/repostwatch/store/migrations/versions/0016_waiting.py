"""Which duties in review one decision about a list settles, so that the queue is paged without
reading the reason of each."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None

REVIEW = """
ALTER TABLE duties ADD list_in_doubt boolean NOT NULL DEFAULT false;
CREATE INDEX duties_in_review ON duties (deadline, portal_id, release_id)
    WHERE kind = 'review' AND NOT list_in_doubt;
-- What `list_in_doubt` of judging/searched.py says of a reason, until the next judging writes it.
UPDATE duties d SET list_in_doubt = true
WHERE d.kind = 'review' AND (
    SELECT jsonb_path_exists(v.reason, '$.**.code ? (@ == "verdict.list_never_held")')
       AND NOT jsonb_path_exists(v.reason, '$.**.code ? (@ == "search.found")')
    FROM verdicts v WHERE (v.release_id, v.portal_id) = (d.release_id, d.portal_id)
    ORDER BY v.verdict_id DESC LIMIT 1
)
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(REVIEW)
