"""Every setting, typed, with its default and the reason for it.

Set by environment: `REPOSTWATCH_DB`, `REPOSTWATCH_ALLOW_LOOPBACK=1`, and for a room's own
number `REPOSTWATCH_CRAWL__TOTAL_SECONDS=20`. Pure rooms take their section as a value.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from pydantic_settings import BaseSettings, SettingsConfigDict

from repostwatch import clock
from repostwatch.model import Standing


class Section(BaseModel):
    """A room's settings: immutable, and a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReleaseSettings(Section):
    same_title_days: float = 1.0
    """Two items of one title, at most one of them with a number, are one release if published
    within a day: gov.cn lists a document in two channels within minutes. Longer would join
    what recurs under one title, e.g. the weekly reports of the executive meeting."""

    gazette_days: float = 90.0
    """The gazette reprints a document up to two months after its publication, sometimes
    without its number."""


class CrawlSettings(Section):
    contact: str = ""
    """Who runs this monitor: a mail or web address. It stands in the User-Agent, so that a
    portal's administrator who sees us in the logs can ask. Set it before the first real scan."""

    total_seconds: float = 45.0
    """The national spot check calls a page unreachable after 15 s; three times that leaves
    room for a slow but living site, so that we never call one dead that inspectors can open.
    One attempt, all redirects and the whole body; waiting for our own turn does not count."""

    dns_seconds: float = 15.0
    """Not less than the spot check's 15 s for any single step of a fetch."""

    connect_seconds: float = 15.0
    """TCP and TLS together. The same 15 s."""

    read_seconds: float = 20.0
    """Silence between two pieces of an answer. Some portals build their homepage in 15 s."""

    attempts: int = 2
    """Within a run, for outcomes that may pass. A third try seldom heals what two did not, and
    the next scan comes within the hour."""

    retry_seconds: float = 3.0
    """Pause before the second try, with jitter of a half either way: long enough for a worker
    behind a balancer to restart, short enough to end a scan in its slot."""

    max_redirects: int = 10
    """Portals need up to four (http, https, www, index); browsers stop at 20."""

    max_bytes: int = 8 * 1024 * 1024
    """Of a body, as received and as decompressed. The largest homepage at hand has 0.4 MB; a
    full list of 1,000 policies 1 MB. Sixteen at once stay far below a small machine's memory."""

    max_header_bytes: int = 32 * 1024
    """Of one header line. Security headers of real sites reach 8 KB."""

    max_headers: int = 128
    """Lines of headers. Real sites send 10 to 40."""

    max_address: int = 4096
    """Characters of an address. Longer ones are session dumps or attacks."""

    ports: tuple[int, ...] = (80, 81, 443, 8000, 8080, 8081, 8088, 8443, 8888)
    """Where government sites serve pages. Other ports are other services, which a redirect must
    not make us talk to."""

    connections: int = 64
    """Open at once, all hosts together."""

    connections_per_host: int = 2
    """A browser opens six; a monitor has no hurry."""

    gap_seconds: float = 1.0
    """Between the starts of two requests to one host. A portal's scan needs 3 to 15 requests."""

    polite_to_loopback: bool = False
    """Gaps, places and back-off protect strangers' servers. What runs on this machine is our own
    (a sandbox, a test web), and one of its addresses often plays many portals at once."""

    crawl_delay_max_seconds: float = 10.0
    """A robots.txt may ask for a longer gap than ours, up to this; more would be a closed door
    that should say Disallow."""

    robots_bytes: int = 500 * 1024
    """RFC 9309 asks crawlers to read at least 500 KiB of a robots.txt; we read no more."""

    robots_hours: float = 24.0
    """RFC 9309: a cached robots.txt should not be used for longer."""

    backoff_after: int = 2
    """Fetches of one host that failed in a row before it is left alone for a while. One slow
    page must not cost the portal its other pages."""

    backoff_seconds: float = 60.0
    """The first such pause; it doubles with every further failure, with jitter of a fifth."""

    backoff_max_seconds: float = 1800.0
    """Half an hour: a portal that comes back is seen by the next hourly scan."""

    retry_after_wait_seconds: float = 10.0
    """A Retry-After up to this is waited for within the run; a longer one outlives it."""

    retry_after_max_seconds: float = 24 * 3600.0
    """A server that says "come back in ten years" is asked again after a day."""

    recheck_hours: float = 6.0
    """How long a 304 is believed without seeing the whole page again. A validator that never
    changes while the content does would otherwise hide a repost for ever; six hours keep it
    well within a duty's 24."""

    chromium: str = "/usr/bin/chromium"
    """Debian's browser, for portals marked `render`."""

    chromium_sandbox: bool = False
    """Chromium's own sandbox, around pages that may be hostile. It needs user namespaces, which
    root and most containers do not have. Switch it on where the machine has them."""

    render_seconds: float = 40.0
    """From opening the page to its final markup; about twice what a slow script page needs."""

    render_requests: int = 200
    """Scripts, styles and data that one rendered page may ask for. Portals need 20 to 120."""

    render_bytes: int = 32 * 1024 * 1024
    """All that a rendered page may load."""


class ScanSettings(Section):
    portals_at_once: int = 16
    """Most of a scan is waiting; 16 keep two cores busy reading while the rest is on the wire."""

    slot_seconds: float = 0.0
    """A scan of many portals may start them over this time, each at its own moment of it, the
    same in every scan. 0: as soon as there is a place, which is right where tasks come one by
    one from a scheduler whose pool bounds them."""

    reuse_unchanged: bool = True
    """Whether pages that did not change are neither sent nor read again. Verdicts are the same
    either way; off, every scan sees every byte."""

    next_pages: int = 10
    """How far a list is followed to reach back before the oldest open duty. Ten pages of 20
    items are months on most portals; beyond that the duty is `unknown`, not a burden on them."""

    links_per_page: int = 10_000
    """The fullest page at hand has 1,000. Reading costs 0.2 ms a link, and a page of 8 MB that
    is nothing but links would keep every other portal waiting."""

    link_chars: int = 4096
    """Of a link's title or address, as `crawl.max_address`. The longest title at hand has 117;
    what is longer is no title, and is not kept."""

    articles_per_portal: int = 20
    """Article pages read per run to settle cut titles and straddling dates. A portal that
    needs more gets the rest at the next run."""

    column_articles: int = 3
    """Articles read to date a column whose items and channel page bear no dates. Three, so that
    a pinned old item standing first does not make the column look stale."""

    watch_days: int | None = 30
    """A duty still open this long after its deadline is no reason to read deeper lists."""


class ReadingSettings(Section):
    decodable_sense: float = -0.35
    """Share of familiar characters less three times that of broken ones. Real pages lie above
    0.1 even with a few broken bytes; text decoded with a wrong table lies near -1."""

    max_depth: int = 512
    """Tags nested deeper are left out before parsing, their text and links stay. Browsers stop
    at 512 too; the parser's time grows with the square of the depth (3.6 s at 50,000)."""

    row_chars: int = 400
    """A list item with its summary is shorter than this; a longer text around a single link is
    an article or a whole section, whose dates do not belong to the link."""

    title_chars: int = 8
    """An undated link with an article-like address and a title of this length is an item
    wherever it stands in the page's content. Navigation entries are mostly 2 to 6 characters
    long; the shortest titles seen in real news blocks have 8."""

    long_title_chars: int = 14
    """The same inside a header, footer or menu, where years of notices (网站声明, 年度报表) are
    linked by article-like addresses too; and for links whose address says nothing."""

    prominent_share: float = 0.6
    """国办发〔2014〕57号 wants the column 首页显著位置 but defines it nowhere. Here: its block
    begins within the first 60% of the homepage's content items in reading order, so that the
    second of two equal blocks still counts and the last of three does not."""

    shell_chars: int = 300
    """A page that shows less text than this, has scripts and no items is drawn by script."""

    notice_chars: int = 1500
    """Error, challenge and login pages show less text than this and no list of items; an
    article about firewalls is longer."""


class MatchingSettings(Section):
    batch: int = 8_192
    """Links decided together: enough for numpy to pay, small enough to stay in the cache."""

    candidate_share: float = 0.5
    """A release is looked at closely if it shares this much of the weight of either title. A
    repost that drops the issuer, or is cut in half, still has more."""

    candidates: int = 12
    """Releases looked at closely per link; the right one is first or second unless a dozen
    differ in a place only."""

    reviews: int = 3
    """Releases that one doubtful link is put to review for. More is noise to an officer."""

    remembered: int = 100_000
    """Titles whose decision is remembered, as 103 portals post the same ones: about 30 MB."""


class JudgingSettings(Section):
    limit_hours: float = 24.0
    """国办函〔2016〕68号 measures reposting within 24 hours; a portal may have its own limit."""

    early_claim_hours: float = 24.0
    """A department may show its own policy a few hours before gov.cn does. A date that lies
    further before the release is more often an older document of the same title, the day of
    signing (a median of 20 days earlier) or a forgery: a person looks."""

    backdating_grace_minutes: float = 10.0
    """An honest article can carry a minute at which it was saved, and appear once its static
    list was written and cached: minutes, not hours. Within this the observation still decides
    the time, but nobody is said to have forged a date, which fails a site outright."""

    column_confirmations: int = Field(default=2, ge=1)
    """Looks in a row that must agree before a standing changes: with two, one odd visit (a
    half-loaded homepage, a holiday skin) changes nothing, and a real change shows a scan later."""

    column_stale_days: int = 184
    """The national spot check calls policy columns stale after 6 months (国办秘函〔2019〕19号
    keeps it); 184 days are the longest six months, so that we are never stricter than the rule."""

    channel_standing: Standing = Standing.REVIEW
    """A heading in a prominent place that only leads to a channel page, without items of its
    own. The bulletins do not say whether that is a column (专栏): until the authority says so, a
    person looks. `present` counts it, `absent` does not."""

    column_counts: tuple[Standing, ...] = (Standing.PRESENT, Standing.EMBEDDED)
    """Standings that fulfil 「在首页显著位置开设了国务院重要政策信息专栏」. The check asks whether
    the column was opened, so an operator may add `stale`."""

    timely_share: float = Field(default=1.0, gt=0, le=1)
    """The share of its duties that a portal must have done on time to count in the second
    headline figure. The bulletins publish no rule per portal; all of them is the plain reading
    of 「在国务院重要信息发布后24小时内进行转载」."""


class ReportingSettings(Section):
    sender: str = "repostwatch@localhost"
    """Whom the mail is from. Many servers refuse a sender that they do not know."""

    recipients: tuple[str, ...] = ()
    """Who gets the mail, e.g. `["officer@example.gov.cn"]`. There is no sensible default."""

    message_domain: str = "repostwatch.localhost"
    """The right-hand side of Message-ID, which names day and edition on the left."""

    rows_per_section: int = 40
    """Rows of a section in the mail's body. Forty rows are some four pages; more than that is
    worked through in the attached workbook, which has all of them."""

    rows_per_portal: int = 5
    """Rows of one portal in a section, so that a portal that failed everywhere does not push
    all the others out of the body."""

    unseen_share: float = Field(default=0.1, gt=0, le=1)
    """From this share of the portals, or of the duties that are due, on, the mail's first line
    tells what could not be checked. A tenth left open can carry a headline figure across the
    lines of the 2016 check (90 % and 80 %)."""

    outage_share: float = Field(default=0.5, gt=0, le=1)
    """From this share of the portals on, the mail asks to look at our own network first, also
    in its subject: half of all portals do not fail in the same hour by themselves."""

    silent_hours: float = 6.0
    """After so long without a scan the mail says that looking has stopped. Scans are hourly;
    six in a row are not missed by a restart."""

    alike_portals: int = 5
    """From so many portals on that cannot be judged for one and the same reason, they are one
    row of the mail: it is one cause to look into, and often our own."""

    title_characters: int = 160
    """The longest title shown. The longest real title at hand has 117 characters."""

    letterhead: Path | None = None
    """A .docx whose margins, header and footer the quarterly bulletin keeps. Unset, the page
    is that of GB/T 9704, the form of official documents."""

    smtp_seconds: float = 30.0
    """How long the mail server may be silent. RFC 5321 allows minutes; a mail that waits in
    the outbox is lost to nobody, a task that hangs holds a worker."""


class WatchSettings(Section):
    operators: tuple[str, ...] = ()
    """Who hears of alarms about the monitor itself. Unset, the report's recipients do: an alarm
    that reaches the wrong desk is better than one that reaches nobody."""

    source_hours: float = 3.0
    """A source that cannot be read for three hourly runs is no passing fault."""

    ingest_hours: float = 3.0
    """The same for runs that did not happen."""

    silent_days: float = 10.0
    """The State Council publishes on most working days. The longest holiday, Spring Festival,
    has nine days; a source that is silent for longer is more likely stuck."""

    scan_hours: float = 2.0
    """Scans run every hour; two missed ones already widen every repost interval."""

    unseen_share: float = Field(default=0.3, ge=0, le=1)
    """Of the portals. Some 5% of sites fail on any day; a third at once is our own network."""

    many_links: float = 10.0
    """A page that typically has fewer links may honestly be empty for an hour."""

    typical_scans: int = 20
    """Scans whose median tells how many links a portal typically has: most of a day."""

    remind_hours: float = 24.0
    """While an alarm lasts, once a day: more often is deleted unread."""

    resolve_hours: float = 1.0
    """Gone for an hour before it counts as over, so that what flickers is one alarm."""


class ScheduleSettings(Section):
    timed: bool = True
    """Whether DAGs start by the clock. Off where somebody else steps through simulated days;
    assets and the trigger button work either way."""

    retries: int = 2
    """Further tries of a portal whose failure may pass. Three looks within a quarter of an hour
    outlast a restart; a longer outage belongs into the report."""

    retry_seconds: float = 300.0
    """Between two tries of a task, doubling. Sites restart within minutes."""

    tasks_per_scan: int = 300
    """Beyond so many portals, one task takes several: Airflow spends about a second on each
    task, and nobody reads a grid of thousands."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="REPOSTWATCH_", env_nested_delimiter="__", extra="ignore", frozen=True
    )

    db: str | None = None
    """PostgreSQL address; unset, an embedded server under `var_dir` is used."""

    smtp: str | None = None
    """smtp://user:password@host:port of the mail server; unset, mail stays in the outbox."""

    allow_loopback: bool = False
    """Only the sandbox and tests live on loopback; a portal's address never does."""

    var_dir: Path = Path("var")
    """Everything the product writes that is not in the database."""

    clock_file: Path | None = None
    """A file with an ISO moment that stands in for the clock: the sandbox lets hours pass in
    seconds. Only honoured together with `allow_loopback`, so that no real scan can be dated
    by hand."""

    schedule: ScheduleSettings = Field(default_factory=ScheduleSettings)
    releases: ReleaseSettings = Field(default_factory=ReleaseSettings)
    scan: ScanSettings = Field(default_factory=ScanSettings)
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    reading: ReadingSettings = Field(default_factory=ReadingSettings)
    matching: MatchingSettings = Field(default_factory=MatchingSettings)
    judging: JudgingSettings = Field(default_factory=JudgingSettings)
    reporting: ReportingSettings = Field(default_factory=ReportingSettings)
    watch: WatchSettings = Field(default_factory=WatchSettings)

    portals: Path | None = None
    """The registry of portals, as CSV; unset, the present-day edition that comes along."""

    sources: tuple[str, ...] = (
        "https://www.gov.cn/pushinfo/v150203/pushinfo.json",
        "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json",
    )
    """The push feed made for portals to embed, and the list of the newest policies, which
    reaches further back. A policy in both is one release."""

    _as_of: datetime | None = PrivateAttr(default=None)

    @classmethod
    def connected(cls, **uris: str | None) -> Settings:
        """The environment's settings, with the addresses of Airflow's connections where given.

        Airflow writes a blank in a parameter as forms do; libpq reads only %20 as one.
        """
        told: dict[str, Any] = {}
        for name, uri in uris.items():
            if uri:
                base, mark, query = uri.partition("?")
                told[name] = base + mark + query.replace("+", "%20")
        return cls(**told)

    def as_of(self, moment: datetime) -> Settings:
        """The same settings with the clock standing at `moment`: a pass said to be made then."""
        copy = self.model_copy()
        copy._as_of = moment.astimezone(UTC)
        return copy

    def now(self) -> datetime:
        """The present moment in UTC, the moment of `as_of`, or the sandbox's."""
        if self._as_of is not None:
            return self._as_of
        return clock.now(self.clock_file if self.allow_loopback else None)
