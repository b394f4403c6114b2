"""What the pages are measured over: made inside the database by lot, over the past that
`judging.fill` makes. A verdict for each duty with one before it, two lists of each portal, visits
of three pages in a scan, findings with the letters that told of them, decisions, a sample."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from judging import NOW, Past, fill
from psycopg.types.json import Jsonb

from repostwatch.base.quarters import quarter_of
from repostwatch.model import Level
from repostwatch.model.reasons import text
from repostwatch.model.recipients import ALL_COLUMNS
from repostwatch.model.samples import Sample, SampledSite, SampleOrder
from repostwatch.store import duty_counts, duty_rows, samples
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack

QUARTER = str(quarter_of(NOW))
# Letters of a day, beside the one for those who get everything; and who gets each.
AUDIENCES, READERS = 20, 3

# Of the last two months: no page reads further back, and a year of them is a disk full.
VISITS = """
INSERT INTO visits (portal_id, scan_id, role, url, outcome, fetched_at, status, size,
                    elapsed, links)
SELECT portal_id, scan_id, role, 'http://p.example/' || role, 'ok', started_at, 200, 90000, 1, 40
FROM scans, unnest(ARRAY['home', 'column', 'list']) role
WHERE started_at > %(now)s::timestamptz - interval '60 days'
"""
# Two verdicts of each duty, thirty hours apart.
FIRST = """
INSERT INTO verdicts (release_id, portal_id, kind, reason, scan_ids, rule_version, decided_at)
SELECT release_id, portal_id, 'pending', %(why)s::jsonb, '{}', '1', published_latest
FROM releases, portals WHERE published_latest <= %(now)s
"""
SECOND = """
INSERT INTO verdicts (release_id, portal_id, kind, reason, scan_ids, rule_version, decided_at)
SELECT release_id, portal_id, (
           ARRAY['on_time','on_time','on_time','on_time','late','missing','unknown','review']
       )[1 + floor(random() * 8 + 0 * length(portal_id))], %(why)s::jsonb, '{}', '1',
       published_latest + interval '30 hours'
FROM releases, portals WHERE published_latest + interval '30 hours' <= %(now)s
"""
DUTIES = """
INSERT INTO duties (release_id, portal_id, deadline, kind, before, before_since, changed_at)
SELECT v.release_id, v.portal_id, r.published_latest + interval '24 hours', v.kind,
       CASE WHEN v.kind <> 'pending' THEN 'pending' END,
       CASE WHEN v.kind <> 'pending' THEN r.published_latest END, v.decided_at
FROM verdicts v JOIN releases r USING (release_id)
WHERE v.kind <> 'pending' OR r.published_latest + interval '30 hours' > %(now)s
"""
# One portal in 20 was not wholly seen at the last scan.
UNSEEN = """
UPDATE scans SET reach = NULL, gap = %(why)s::jsonb
WHERE started_at = (SELECT max(started_at) FROM scans) AND random() < 0.05
"""
# One column in 40 waits for a person; each changed every month.
COLUMN = """
INSERT INTO column_standings (portal_id, standing, reason, decided_at)
SELECT portal_id, CASE WHEN random() < 0.025 + 0 * month THEN 'review' ELSE 'present' END,
       %(why)s::jsonb, %(now)s - month * interval '30 days'
FROM portals, generate_series(11, 0, -1) month ORDER BY month DESC
"""
# Two lists of each portal; one in 20 was proposed, the others are proven.
LISTS = """
INSERT INTO watched_lists (portal_id, url, state, origin, reason, found_at, checked_at, name,
                           releases, items)
SELECT portal_id, home_url || n, CASE WHEN lot < 0.05 THEN 'proposed' ELSE 'in_use' END,
       'discovered', %(why)s::jsonb, %(now)s, %(now)s, '国务院文件',
       CASE WHEN lot < 0.05 THEN '{}' ELSE ARRAY['r1', 'r2', 'r3'] END, 20
FROM portals, generate_series(1, 2) n,
     LATERAL (SELECT random() + 0 * length(portal_id) * n AS lot) lots
"""
SEARCHES = """
INSERT INTO discoveries (portal_id, started_at, ended_at, asked, found, pages, reason)
SELECT portal_id, %(now)s, %(now)s, 60, 40, ARRAY[home_url], %(why)s::jsonb FROM portals
"""
# One in ten of what is overdue is still open.
FINDINGS = """
INSERT INTO findings (kind, portal_id, release_id, state, reason, opened_at, notified_at, closed_at)
SELECT kind, portal_id, release_id, CASE WHEN lot < 0.1 THEN 'notified' ELSE 'rectified' END,
       %(why)s::jsonb, changed_at, changed_at + interval '1 day',
       CASE WHEN lot >= 0.1 THEN changed_at + interval '3 days' END
FROM duties, LATERAL (SELECT random() + 0 * length(portal_id) AS lot) lots
WHERE kind IN ('missing', 'late')
"""
# One letter a day to everybody who gets everything, the others each to their own.
LETTERS = """
INSERT INTO letters (kind, period, audience, edition, digest, subject, message_id, message, made_at)
SELECT 'daily', to_char(at, 'YYYY-MM-DD'), CASE n WHEN 0 THEN 'all' ELSE 'portals=p' || n END,
       1, md5(at::text || n), '转载监测日报 ' || to_char(at, 'YYYY-MM-DD'), md5(at::text || n),
       convert_to((SELECT string_agg(md5(at::text || n || i), '') FROM generate_series(1, 500) i),
                  'UTF8'), at
FROM generate_series(%(start)s, %(now)s, interval '1 day') at, generate_series(0, %(audiences)s) n
ORDER BY at
"""
# Of the last days, one delivery in 50 was refused or waits.
DELIVERIES = """
INSERT INTO deliveries (letter_id, address, state, posted_at, sent_at, retry_at, tries, reason)
SELECT letter_id, 'officer' || abs(hashtext(audience)) %% 1000 || '-' || n || '@example.gov.cn',
       CASE WHEN bad THEN 'refused' ELSE 'sent' END, made_at, CASE WHEN NOT bad THEN made_at END,
       CASE WHEN bad AND lot < 0.01 THEN %(now)s::timestamptz + interval '1 hour' END, 1,
       CASE WHEN bad THEN %(why)s::jsonb END
FROM letters, generate_series(1, %(readers)s) n,
     LATERAL (SELECT random() + 0 * letter_id * n AS lot) lots,
     LATERAL (SELECT lot < 0.02 AND made_at > %(now)s - interval '3 days' AS bad) fates
"""
REPORTED = """
INSERT INTO reported (letter_id, finding_id, opened_at, closed)
SELECT l.letter_id, f.finding_id, f.opened_at, false
FROM findings f JOIN letters l
  ON l.audience = 'all' AND l.period = to_char(f.opened_at + interval '1 day', 'YYYY-MM-DD')
"""
DECISIONS = """
INSERT INTO decisions (release_id, portal_id, kind, decided_by, reason, decided_at)
SELECT release_id, portal_id, 'late', '张三', '电话核实', changed_at
FROM duties WHERE kind = 'late' AND random() < 0.05
"""
ALARMS = """
INSERT INTO alarms (alarm_id, reason, about, opened_at, seen_at, mails, mailed_about, closed)
SELECT 'sources.' || n, %(why)s::jsonb, '{}', %(now)s - n * interval '2 days',
       %(now)s - n * interval '2 days', 1, '{}', n > 2
FROM generate_series(1, 180) n
"""
RECIPIENTS = """
INSERT INTO recipient_changes (recipient_id, before, after, decided_by, reason, at)
SELECT n, NULL, %(cells)s::jsonb || jsonb_build_object('address', n || '@example.gov.cn'),
       '李四', '新名单', %(start)s
FROM generate_series(1, 200) n
"""
# What triggers keep, which were silent.
LATEST = """
SELECT latest_scans_again(array_agg(portal_id)), latest_standings_again(array_agg(portal_id))
FROM portals
"""
BEATS = """
INSERT INTO heartbeats (step, at) VALUES ('watch', %(now)s), ('ingest', %(now)s),
       ('judge', %(now)s), ('report', %(now)s)
"""
SLOWING = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename IN ('scans', 'links', 'matches', 'claims', 'visits', 'verdicts', 'duties')
  AND indexdef NOT LIKE '%UNIQUE%'
"""
MADE = (
    UNSEEN, VISITS, FIRST, SECOND, DUTIES, COLUMN, LISTS, SEARCHES, FINDINGS, LETTERS, DELIVERIES,
    REPORTED, DECISIONS, ALARMS, RECIPIENTS, BEATS, LATEST,
)  # fmt: skip
# What docs say of the size: the tables that a year fills.
COUNTED = (
    "scans", "visits", "links", "matches", "duties", "verdicts", "findings", "letters", "deliveries"
)  # fmt: skip


def fill_pages(conn: Connection, portals: int, past: Past) -> None:
    given = {"why": pack(text("截止后完整采集未见")), "now": NOW, "audiences": AUDIENCES}
    given |= {"readers": READERS, "start": NOW - timedelta(days=past.days)}
    given["cells"] = Jsonb(dict.fromkeys(ALL_COLUMNS, ""))
    # Millions of rows: their indexes are made afterwards, and nobody is told of each.
    conn.execute("SET session_replication_role = replica")
    indexes = conn.execute(SLOWING).fetchall()
    for row in indexes:
        conn.execute(f"DROP INDEX {row['indexname']}")
    fill(conn, portals, past)
    for statement in MADE:
        conn.execute(statement, given)
    for row in indexes:
        conn.execute(row["indexdef"])
    _sample(conn, portals)
    some = [f"r{number}" for number in range(1, past.releases + 1)]
    all_ = [f"p{number}" for number in range(1, portals + 1)]
    duty_counts.count_again(conn, some, all_, duty_rows.observed(NOW, 30))


def _sample(conn: Connection, portals: int) -> None:
    """A tenth of the portals, drawn and not inspected yet; p7 is one of them."""
    sites = tuple(
        SampledSite(f"p{number}", Level.DEPARTMENT, "", drawn=True, again=False)
        for number in range(7, portals + 1, 10)
    )
    order = SampleOrder(QUARTER, "7", {Level.DEPARTMENT: Decimal(10)})
    samples.keep(conn, Sample(1, order, "", (), sites), NOW)


def counted(conn: Connection) -> dict[str, int]:
    """How many rows each table holds that grows with time."""
    rows = {}
    for name in COUNTED:
        row = conn.execute(f"SELECT count(*) AS n FROM {name}").fetchone()
        rows[name] = row["n"] if row else 0
    return rows
