"""What waits for a person, so that it is paged without reading everything: which duties in review
one decision about a list settles, and which portals can be judged. When steps last ended."""

from __future__ import annotations

from alembic import op

revision = "0014"
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
STATE = """
-- Whether portals can be judged, as it was last worked out, and by which version of the rule.
CREATE TABLE readiness (
    portal_id text PRIMARY KEY REFERENCES portals ON DELETE CASCADE,
    ready     text NOT NULL,
    reason    jsonb NOT NULL,
    action    jsonb,
    lists     text[] NOT NULL,
    version   text NOT NULL
);
-- Portals of which something has changed since. Rows are only added and removed, never locked by
-- whoever changes something: no scan waits for another.
CREATE TABLE readiness_due (portal_id text NOT NULL);
CREATE INDEX readiness_due_portal ON readiness_due (portal_id);

-- When each step last ended: by it an outside monitor sees that the scheduler lives.
CREATE TABLE heartbeats (
    step text PRIMARY KEY,
    at   timestamptz NOT NULL
);

CREATE FUNCTION note_readiness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO readiness_due (portal_id) SELECT DISTINCT portal_id FROM changed;
    RETURN NULL;
END $$;
CREATE FUNCTION note_portal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO readiness_due (portal_id) VALUES (NEW.portal_id);
    RETURN NULL;
END $$;
-- Every reading of the registry writes every portal; only one that is other than before counts.
CREATE TRIGGER portals_readiness AFTER UPDATE ON portals FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'listed' <> to_jsonb(NEW) - 'listed') EXECUTE FUNCTION note_portal()
"""
# What it is worked out of, beside the registry; PostgreSQL wants a trigger for each event.
NOTED = """
CREATE TRIGGER {table}_readiness_{event} AFTER {event} ON {table}
    REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_readiness()
"""
SOURCES = ("scans", "watched_lists", "discoveries")
SIDES = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def upgrade() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(REVIEW)
    bind.exec_driver_sql(STATE)
    for table in SOURCES:
        for event, side in SIDES.items():
            bind.exec_driver_sql(NOTED.format(table=table, event=event, side=side))
