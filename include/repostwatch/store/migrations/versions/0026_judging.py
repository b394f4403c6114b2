"""What changed since the last judging, so that not every duty is judged each time.

The database itself notes it, in the transaction of the change: whoever writes cannot forget it.
"""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STATE = """
-- What a verdict rests on, as `judging/settled.py` says; NULL: it is judged each time. `cited` are
-- the scans that it rests on, `until` is when a person's decision about it ends.
ALTER TABLE duties ADD basis text, ADD cited bigint[] NOT NULL DEFAULT '{}',
    ADD until timestamptz, ADD waived boolean NOT NULL DEFAULT false;
CREATE INDEX duties_gone ON duties (release_id, portal_id) WHERE basis = 'vanished';
-- Scans are read from a moment on, and those of the push feed by themselves.
CREATE INDEX scans_portal_ended ON scans (portal_id, ended_at);
CREATE INDEX scans_embedded ON scans (portal_id, started_at) WHERE embedded;

-- A scan of a portal; else a duty, all duties of a release, or all of a portal.
CREATE TABLE judging_due (
    due_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id  text,
    release_id text,
    scan_id    bigint
);
-- The last judging of everything: when, under which settings and rules; no row: judge everything.
CREATE TABLE judging_state (
    only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    judged_at timestamptz NOT NULL,
    rules     text NOT NULL
);
-- What was known of a portal's lists then.
CREATE TABLE judging_lists (
    portal_id text PRIMARY KEY REFERENCES portals ON DELETE CASCADE,
    lists     text NOT NULL
);

CREATE FUNCTION forget_judging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM judging_state; RETURN NULL; END $$;
"""
# A row of `new` or `old` that the other has not; of an insert or a deletion one of them is empty.
DIFFERENT = {
    "insert": "SELECT * FROM new_rows",
    "update": "(SELECT * FROM new_rows EXCEPT SELECT * FROM old_rows) "
    "UNION (SELECT * FROM old_rows EXCEPT SELECT * FROM new_rows)",
    "delete": "SELECT * FROM old_rows",
}
TABLES = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}
FUNCTION = """
CREATE FUNCTION judging_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO judging_due (portal_id, release_id, scan_id)
    {select};
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER {table}_judging_{event} AFTER {event} ON {table}
    REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION judging_{name}()
"""
OF_LINKS = """
    SELECT DISTINCT l.portal_id, m.release_id, NULL::bigint
    FROM ({different}) c JOIN links l USING (link_id) JOIN matches m USING (link_id)
"""
OF_MATCHES = """
    SELECT DISTINCT l.portal_id, c.release_id, NULL::bigint
    FROM ({different}) c JOIN links l USING (link_id)
"""
OF_DUTIES = "SELECT DISTINCT c.portal_id, c.release_id, NULL::bigint FROM ({different}) c"
OF_RELEASES = "SELECT DISTINCT NULL, c.release_id, NULL::bigint FROM ({different}) c"
OF_PORTALS = "SELECT DISTINCT c.portal_id, NULL, NULL::bigint FROM ({different}) c"
CHANGES = {
    "claims": OF_LINKS,
    "articles": OF_LINKS,
    "matches": OF_MATCHES,
    "decisions": OF_DUTIES,
    "wider_looks": OF_DUTIES,
    # A mail makes a finding notified; of one that was late nothing is left to mend then.
    "findings": OF_DUTIES,
    "duty_overrides": OF_RELEASES,
    "releases": OF_RELEASES,
    "column_decisions": OF_PORTALS,
    "successions": OF_PORTALS,
}
# A new scan counts by itself; one that is another than it was, or is gone, by its whole portal.
SCANS = {
    "insert": "SELECT portal_id, NULL, scan_id FROM new_rows",
    "update": OF_PORTALS.format(different=DIFFERENT["update"]),
    "delete": OF_PORTALS.format(different=DIFFERENT["delete"]),
}
# Every reading of the registry writes every portal, unlisted at first.
PORTALS = """
    SELECT n.portal_id, NULL, NULL::bigint FROM new_rows n JOIN old_rows o USING (portal_id)
    WHERE to_jsonb(n) - 'listed' <> to_jsonb(o) - 'listed'
"""
# An address that was there before under another title says since when it may have been a repost.
NEW_LINKS = """
    SELECT DISTINCT o.portal_id, m.release_id, NULL::bigint FROM new_rows n
    JOIN links o ON o.portal_id = n.portal_id AND md5(o.url) = md5(n.url)
        AND o.first_seen > n.first_seen
    JOIN matches m ON m.link_id = o.link_id
"""
# That a link was seen again matters only where it counted as gone.
CHANGED_LINKS = """
    WITH changed AS (
        SELECT n.*, to_jsonb(n) - ARRAY['last_seen', 'matched'] <>
                    to_jsonb(o) - ARRAY['last_seen', 'matched'] AS otherwise
        FROM new_rows n JOIN old_rows o USING (link_id) WHERE n IS DISTINCT FROM o
    )
    SELECT l.portal_id, m.release_id, NULL::bigint FROM changed c
    JOIN links l ON l.portal_id = c.portal_id AND md5(l.url) = md5(c.url)
    JOIN matches m ON m.link_id = l.link_id WHERE c.otherwise
    UNION
    SELECT c.portal_id, m.release_id, NULL::bigint FROM changed c JOIN matches m USING (link_id)
    JOIN duties d ON d.release_id = m.release_id AND d.portal_id = c.portal_id
        AND d.basis = 'vanished'
"""
# What was judged is gone, as where somebody has it judged anew.
VERDICTS = OF_DUTIES.format(different=DIFFERENT["delete"])
EMPTIED = ("verdicts", "column_standings", "matches", "findings", "duties", "links", "scans")


def upgrade() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(STATE)
    for table, select in CHANGES.items():
        for event, different in DIFFERENT.items():
            _noted(f"{table}_{event}", table, event, select.format(different=different))
    for event, select in SCANS.items():
        _noted(f"scans_{event}", "scans", event, select)
    _noted("portals_update", "portals", "update", PORTALS)
    _noted("links_insert", "links", "insert", NEW_LINKS)
    _noted("links_update", "links", "update", CHANGED_LINKS)
    _noted("verdicts_delete", "verdicts", "delete", VERDICTS)
    for table in EMPTIED:
        bind.exec_driver_sql(
            f"CREATE TRIGGER {table}_judging_truncate AFTER TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION forget_judging()"
        )


def _noted(name: str, table: str, event: str, select: str) -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(FUNCTION.format(name=name, select=select))
    bind.exec_driver_sql(TRIGGER.format(name=name, table=table, event=event, tables=TABLES[event]))
