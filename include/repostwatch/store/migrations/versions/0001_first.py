"""The first schema: observations, what was made of them, and what was said about it."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = """
CREATE SEQUENCE release_change;

CREATE TABLE releases (
    release_id          text PRIMARY KEY,
    title               text NOT NULL,
    published_earliest  timestamptz NOT NULL,
    published_latest    timestamptz NOT NULL,
    addresses           text[] NOT NULL DEFAULT '{}',
    doc_number          text,
    duty                text,
    issuer              text,
    kind                text,
    ingested_at         timestamptz NOT NULL,
    -- Grows with every change that matters to matching: links matched before it are matched again.
    change              bigint NOT NULL DEFAULT nextval('release_change'),
    CHECK (published_earliest <= published_latest)
);

CREATE TABLE portals (
    portal_id            text PRIMARY KEY,
    name                 text NOT NULL,
    level                text NOT NULL,
    home_url             text NOT NULL,
    column_urls          text[] NOT NULL DEFAULT '{}',
    limit_hours          double precision NOT NULL,
    site_code            text,
    short_name           text,
    selector             text,
    ignore_robots_reason text,
    legacy_tls_reason    text,
    render               boolean NOT NULL DEFAULT false,
    valid_from           timestamptz,
    valid_until          timestamptz,
    successor            text,
    note                 text,
    listed               boolean NOT NULL DEFAULT true
);

CREATE TABLE scans (
    scan_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id   text NOT NULL REFERENCES portals,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    reach       timestamptz,
    gap         text NOT NULL DEFAULT '',
    embedded    boolean,
    columns     jsonb,
    home_outcome text NOT NULL,
    home_reason text NOT NULL DEFAULT '',
    run_id      text NOT NULL DEFAULT '',
    moved       text NOT NULL DEFAULT '',
    UNIQUE (portal_id, started_at)
);

CREATE TABLE visits (
    visit_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id     text NOT NULL REFERENCES portals,
    scan_id       bigint REFERENCES scans,
    role          text NOT NULL,
    url           text NOT NULL,
    outcome       text NOT NULL,
    fetched_at    timestamptz NOT NULL,
    final_url     text,
    status        integer,
    size          bigint NOT NULL,
    elapsed       double precision NOT NULL,
    reason        text NOT NULL,
    digest        text,
    content_type  text,
    etag          text,
    last_modified text,
    links         integer NOT NULL DEFAULT 0,
    evidence      jsonb
);
CREATE UNIQUE INDEX visits_natural ON visits (portal_id, md5(url), fetched_at, role);
CREATE INDEX visits_scan ON visits (scan_id);

CREATE TABLE links (
    link_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id   text NOT NULL REFERENCES portals,
    key         text NOT NULL,
    url         text NOT NULL,
    title       text NOT NULL,
    truncated   boolean NOT NULL DEFAULT false,
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    matched     text NOT NULL DEFAULT '',
    UNIQUE (portal_id, key)
);
CREATE INDEX links_matched ON links (matched);
CREATE INDEX links_address ON links (portal_id, md5(url));

CREATE TABLE claims (
    link_id    bigint NOT NULL REFERENCES links,
    source     text NOT NULL,
    value      timestamptz NOT NULL,
    precision  text NOT NULL,
    first_seen timestamptz NOT NULL,
    PRIMARY KEY (link_id, source, value, precision)
);

CREATE TABLE articles (
    link_id    bigint PRIMARY KEY REFERENCES links,
    read_at    timestamptz NOT NULL,
    outcome    text NOT NULL,
    title      text,
    source     text,
    doc_number text
);

CREATE TABLE matches (
    link_id    bigint NOT NULL REFERENCES links,
    release_id text NOT NULL REFERENCES releases,
    decision   text NOT NULL,
    score      double precision NOT NULL,
    reason     text NOT NULL,
    direct     boolean NOT NULL DEFAULT false,
    -- What the article's page made of it: match, review or none; null while it was not read.
    settled        text,
    settled_reason text,
    PRIMARY KEY (link_id, release_id)
);
CREATE INDEX matches_release ON matches (release_id);

CREATE TABLE decisions (
    decision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    release_id  text NOT NULL,
    portal_id   text NOT NULL,
    kind        text NOT NULL,
    link_id     text,
    decided_by  text NOT NULL,
    reason      text NOT NULL,
    decided_at  timestamptz NOT NULL,
    expires_at  timestamptz
);

CREATE TABLE duty_overrides (
    override_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    release_id  text NOT NULL,
    target      text NOT NULL,
    action      text NOT NULL,
    decided_by  text NOT NULL,
    reason      text NOT NULL,
    decided_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    hours       double precision
);

CREATE TABLE verdicts (
    verdict_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    release_id   text NOT NULL REFERENCES releases,
    portal_id    text NOT NULL REFERENCES portals,
    kind         text NOT NULL,
    machine      text,
    reason       text NOT NULL,
    reposted_earliest timestamptz,
    reposted_latest   timestamptz,
    link_id      text,
    link_title   text,
    link_url     text,
    decision     text,
    scan_ids     text[] NOT NULL DEFAULT '{}',
    backdated    text,
    rule_version text NOT NULL,
    decided_at   timestamptz NOT NULL
);
CREATE INDEX verdicts_duty ON verdicts (release_id, portal_id, verdict_id DESC);

CREATE VIEW current_verdicts AS
SELECT DISTINCT ON (release_id, portal_id) * FROM verdicts
ORDER BY release_id, portal_id, verdict_id DESC;

CREATE TABLE column_standings (
    standing_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    portal_id   text NOT NULL REFERENCES portals,
    standing    text NOT NULL,
    reason      text NOT NULL,
    name        text,
    url         text,
    decided_at  timestamptz NOT NULL
);
CREATE INDEX column_standings_portal ON column_standings (portal_id, standing_id DESC);

CREATE VIEW current_columns AS
SELECT DISTINCT ON (portal_id) * FROM column_standings ORDER BY portal_id, standing_id DESC;

CREATE TABLE findings (
    finding_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind         text NOT NULL,
    portal_id    text NOT NULL REFERENCES portals,
    release_id   text,
    state        text NOT NULL,
    reason       text NOT NULL,
    opened_at    timestamptz NOT NULL,
    notified_at  timestamptz,
    closed_at    timestamptz,
    reopened     integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX findings_natural ON findings (kind, portal_id, coalesce(release_id, ''));

CREATE TABLE outbox (
    outbox_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text NOT NULL,
    period     text NOT NULL,
    edition    integer NOT NULL,
    facts      text NOT NULL,
    subject    text NOT NULL,
    message    bytea NOT NULL,
    made_at    timestamptz NOT NULL,
    sent_at    timestamptz,
    attempts   integer NOT NULL DEFAULT 0,
    last_error text,
    UNIQUE (kind, period, edition)
);

CREATE TABLE hosts (
    host  text PRIMARY KEY,
    state jsonb NOT NULL
);

CREATE TABLE sources (
    source   text PRIMARY KEY,
    tried_at timestamptz NOT NULL,
    read_at  timestamptz,
    newest   timestamptz,
    problem  text NOT NULL DEFAULT ''
);

CREATE TABLE alarms (
    alarm_id  text PRIMARY KEY,
    reason    text NOT NULL,
    about     text[] NOT NULL,
    opened_at timestamptz NOT NULL,
    seen_at   timestamptz NOT NULL,
    mailed_at timestamptz,
    mails     integer NOT NULL,
    told      text[] NOT NULL,
    closed    boolean NOT NULL
);
"""


def upgrade() -> None:
    op.execute(SCHEMA)
