"""The latest scan and the latest column standing of each portal, so that a page about all portals
reads a row of each instead of searching years. The database itself keeps them, in the transaction
of the change: whoever writes cannot forget it. What pages count and compare besides."""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STATE = """
-- By when they began, whatever the clock says now; `whole_…`: of the latest complete one. All is
-- NULL of a portal whose scans were removed.
CREATE TABLE latest_scans (
    portal_id        text PRIMARY KEY REFERENCES portals ON DELETE CASCADE,
    scan_id          bigint,
    started_at       timestamptz,
    ended_at         timestamptz,
    reach            timestamptz,
    home_outcome     text,
    whole_started_at timestamptz,
    whole_ended_at   timestamptz
);
CREATE TABLE latest_standings (
    portal_id   text PRIMARY KEY REFERENCES portals ON DELETE CASCADE,
    standing_id bigint,
    standing    text
);
-- Of the duties in review those that a word on a list settles.
ALTER TABLE release_counts ADD by_lists integer NOT NULL DEFAULT 0;
CREATE INDEX watched_lists_waiting ON watched_lists (portal_id)
    WHERE state = 'proposed' OR (state = 'in_use' AND origin = 'discovered' AND releases = '{}');
-- Since when the verdict before this one stood; NULL: the history tells it.
ALTER TABLE duties ADD before_since timestamptz;
"""
# A portal has one scan of a moment. Of two that are written at the same time the later row waits
# for the other, and is compared with it.
NEW_SCANS = """
    INSERT INTO latest_scans AS k (portal_id, scan_id, started_at, ended_at, reach, home_outcome)
    SELECT DISTINCT ON (portal_id) portal_id, scan_id, started_at, ended_at, reach, home_outcome
    FROM changed ORDER BY portal_id, started_at DESC
    ON CONFLICT (portal_id) DO UPDATE SET
        scan_id = excluded.scan_id, started_at = excluded.started_at, ended_at = excluded.ended_at,
        reach = excluded.reach, home_outcome = excluded.home_outcome
    WHERE k.started_at IS NULL OR k.started_at < excluded.started_at;
    UPDATE latest_scans k SET whole_started_at = n.started_at, whole_ended_at = n.ended_at
    FROM (SELECT DISTINCT ON (portal_id) portal_id, started_at, ended_at
          FROM changed WHERE reach IS NOT NULL ORDER BY portal_id, started_at DESC) n
    WHERE k.portal_id = n.portal_id
      AND (k.whole_started_at IS NULL OR k.whole_started_at < n.started_at);
"""
NEW_STANDINGS = """
    INSERT INTO latest_standings AS k (portal_id, standing_id, standing)
    SELECT DISTINCT ON (portal_id) portal_id, standing_id, standing
    FROM changed ORDER BY portal_id, standing_id DESC
    ON CONFLICT (portal_id) DO UPDATE SET
        standing_id = excluded.standing_id, standing = excluded.standing
    WHERE k.standing_id IS NULL OR k.standing_id < excluded.standing_id;
"""
SCANS_AGAIN = """
    UPDATE latest_scans k SET
        (scan_id, started_at, ended_at, reach, home_outcome) = (
            SELECT scan_id, started_at, ended_at, reach, home_outcome FROM scans
            WHERE portal_id = k.portal_id ORDER BY started_at DESC LIMIT 1),
        (whole_started_at, whole_ended_at) = (
            SELECT started_at, ended_at FROM scans
            WHERE portal_id = k.portal_id AND reach IS NOT NULL ORDER BY started_at DESC LIMIT 1)
    WHERE portal_id = ANY(ids);
"""
STANDINGS_AGAIN = """
    UPDATE latest_standings k SET (standing_id, standing) = (
        SELECT standing_id, standing FROM column_standings
        WHERE portal_id = k.portal_id ORDER BY standing_id DESC LIMIT 1)
    WHERE portal_id = ANY(ids);
"""
# Who looks again locks first: what others have written meanwhile is seen by the look after that.
AGAIN = """
CREATE FUNCTION {kept}_again(ids text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {kept} (portal_id) SELECT DISTINCT id FROM unnest(ids) id ORDER BY id
    ON CONFLICT DO NOTHING;
    PERFORM FROM {kept} WHERE portal_id = ANY(ids) ORDER BY portal_id FOR UPDATE;
    {again}
END $$;
CREATE FUNCTION keep_{kept}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {new} RETURN NULL; END $$;
CREATE FUNCTION look_again_{kept}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {kept}_again(ARRAY(SELECT portal_id FROM changed));
    RETURN NULL;
END $$;
CREATE FUNCTION forget_{kept}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM {kept}; RETURN NULL; END $$;
CREATE TRIGGER {table}_latest_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_{kept}();
CREATE TRIGGER {table}_latest_update AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION look_again_{kept}();
CREATE TRIGGER {table}_latest_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION look_again_{kept}();
CREATE TRIGGER {table}_latest_truncate AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION forget_{kept}();
SELECT {kept}_again(ARRAY(SELECT portal_id FROM portals));
"""
KEPT = {
    "latest_scans": ("scans", NEW_SCANS, SCANS_AGAIN),
    "latest_standings": ("column_standings", NEW_STANDINGS, STANDINGS_AGAIN),
}
# What is taken out of a history says no more since when anything stood.
VERDICTS = """
CREATE FUNCTION forget_before_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE duties d SET before_since = NULL FROM changed c
    WHERE (d.release_id, d.portal_id) = (c.release_id, c.portal_id) AND d.before_since IS NOT NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION forget_every_before_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE duties SET before_since = NULL WHERE before_since IS NOT NULL; RETURN NULL; END $$;
CREATE TRIGGER verdicts_before_update AFTER UPDATE ON verdicts
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION forget_before_since();
CREATE TRIGGER verdicts_before_delete AFTER DELETE ON verdicts
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION forget_before_since();
CREATE TRIGGER verdicts_before_truncate AFTER TRUNCATE ON verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION forget_every_before_since();
"""
# Of what pages compare with the day before; for older duties the history tells it. `other` is the
# verdict before, `earlier` the one that it came after.
RECENTLY = """
UPDATE duties d SET before_since = (
    SELECT min(v.decided_at)
    FROM (
        SELECT verdict_id, kind FROM verdicts
        WHERE (release_id, portal_id) = (d.release_id, d.portal_id) AND kind <> d.kind
        ORDER BY verdict_id DESC LIMIT 1
    ) other
    LEFT JOIN LATERAL (
        SELECT verdict_id FROM verdicts
        WHERE (release_id, portal_id) = (d.release_id, d.portal_id) AND kind <> other.kind
          AND verdict_id < other.verdict_id
        ORDER BY verdict_id DESC LIMIT 1
    ) earlier ON true
    JOIN verdicts v ON (v.release_id, v.portal_id) = (d.release_id, d.portal_id)
        AND v.verdict_id <= other.verdict_id AND v.verdict_id > coalesce(earlier.verdict_id, 0)
    WHERE other.kind = d.before AND NOT EXISTS (
        SELECT FROM verdicts l WHERE (l.release_id, l.portal_id) = (d.release_id, d.portal_id)
          AND l.verdict_id > other.verdict_id AND l.decided_at < d.changed_at)
)
WHERE d.before IS NOT NULL
  AND d.changed_at > (SELECT max(changed_at) FROM duties) - interval '2 days'
"""
BY_LISTS = """
UPDATE release_counts c SET by_lists = n.number FROM (
    SELECT d.release_id, count(*) AS number
    FROM duties d JOIN portals p ON p.portal_id = d.portal_id AND p.listed
    WHERE d.kind = 'review' AND d.list_in_doubt GROUP BY d.release_id
) n WHERE c.release_id = n.release_id AND c.kind = 'review'
"""


def upgrade() -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(STATE)
    for kept, (table, new, again) in KEPT.items():
        bind.exec_driver_sql(AGAIN.format(kept=kept, table=table, new=new, again=again))
    bind.exec_driver_sql(VERDICTS)
    bind.exec_driver_sql(RECENTLY)
    bind.exec_driver_sql(BY_LISTS)
