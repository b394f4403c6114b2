"""That a person registered a site as closed can be taken back: each registration has a number, by
which that is kept, and what was taken back may be registered again. What a portal's readiness says
to do rests on its end, too."""

from __future__ import annotations

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# Both tables are only added to.
STATEMENTS = """
ALTER TABLE successions DROP CONSTRAINT successions_pkey;
ALTER TABLE successions
    ADD COLUMN succession_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
CREATE INDEX successions_portal ON successions (portal_id, at);
CREATE TABLE succession_withdrawals (
    succession_id bigint PRIMARY KEY REFERENCES successions ON DELETE CASCADE,
    at timestamptz NOT NULL,
    by text NOT NULL
);
CREATE FUNCTION note_end_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO readiness_due (portal_id)
    SELECT DISTINCT portal_id FROM changed JOIN successions USING (succession_id);
    RETURN NULL;
END $$;
CREATE TRIGGER successions_readiness_insert AFTER INSERT ON successions
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_readiness();
CREATE TRIGGER succession_withdrawals_readiness_insert AFTER INSERT ON succession_withdrawals
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_end_taken_back()
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
