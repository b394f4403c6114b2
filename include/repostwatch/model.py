"""The words of the product. One thing, one word; everything here is a value.

Every datetime is aware. Identifiers are strings that survive a restart: `release_id`
and `portal_id` come from the registry and the release source, `link_id` from the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum

# China has had one zone and no summer time since 1991; a fixed offset needs no database.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


class Level(StrEnum):
    DEPARTMENT = "department"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Outcome(StrEnum):
    """How one fetch ended. `passing` ones may heal by themselves and are tried again."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    DNS_ERROR = "dns_error"
    REFUSED = "refused"
    RESET = "reset"
    TLS_ERROR = "tls_error"
    TIMEOUT = "timeout"
    HTTP_ERROR = "http_error"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    BLOCKED = "blocked"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    SOFT_404 = "soft_404"
    UNDECODABLE = "undecodable"

    @property
    def usable(self) -> bool:
        return self in (Outcome.OK, Outcome.NOT_MODIFIED)


class VerdictKind(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    PENDING = "pending"
    UNKNOWN = "unknown"
    REVIEW = "review"
    WAIVED = "waived"


class Standing(StrEnum):
    PRESENT = "present"
    EMBEDDED = "embedded"
    NOT_PROMINENT = "not_prominent"
    STALE = "stale"
    BLANK = "blank"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    REVIEW = "review"


class Decision(StrEnum):
    MATCH = "match"
    REVIEW = "review"


class ColumnForm(StrEnum):
    """How a homepage shows its policy column."""

    BLOCK = "block"  # a heading with items of its own
    SCRIPT = "script"  # the gov.cn push feed drawn by its script or JSONP
    IFRAME = "iframe"  # a frame of the gov.cn push feed
    CHANNEL = "channel"  # a heading that only leads to a channel page

    @property
    def embedded(self) -> bool:
        return self in (ColumnForm.SCRIPT, ColumnForm.IFRAME)


class PageKind(StrEnum):
    """What a page is. Anything but CONTENT leads to `unknown`, never to `missing`."""

    CONTENT = "content"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    SHELL = "shell"  # drawn by JavaScript: no content in the bytes
    LOGIN = "login"
    PARKED = "parked"  # an address that once was a government's and now is not
    EMPTY = "empty"
    NOT_HTML = "not_html"
    UNDECODABLE = "undecodable"

    @property
    def outcome(self) -> Outcome:
        return {
            PageKind.CONTENT: Outcome.OK,
            PageKind.CHALLENGE: Outcome.BLOCKED,
            PageKind.LOGIN: Outcome.BLOCKED,
            PageKind.SOFT_404: Outcome.SOFT_404,
            PageKind.PARKED: Outcome.SOFT_404,
            PageKind.SHELL: Outcome.EMPTY,
            PageKind.EMPTY: Outcome.EMPTY,
            PageKind.NOT_HTML: Outcome.NOT_HTML,
            PageKind.UNDECODABLE: Outcome.UNDECODABLE,
        }[self]


class FindingKind(StrEnum):
    LATE = "late"
    MISSING = "missing"
    BACKDATED = "backdated"
    COLUMN = "column"
    MOVED = "moved"  # closed, moved or taken over: the registry needs an edit


class FindingState(StrEnum):
    OPEN = "open"
    NOTIFIED = "notified"
    RECTIFIED = "rectified"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed span of time, both ends aware; `earliest == latest` is a moment."""

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        if self.earliest.tzinfo is None or self.latest.tzinfo is None:
            raise ValueError(f"naive time in {self.earliest} … {self.latest}")
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} is after {self.latest}")

    @classmethod
    def at(cls, moment: datetime) -> Interval:
        return cls(moment, moment)

    def meet(self, other: Interval) -> Interval | None:
        """The span that both share, or None where they are disjoint."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Interval(earliest, latest) if earliest <= latest else None


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as a page states it. `value` is the first moment of what was stated.

    A stated minute counts as that moment (the reading most favourable to the portal);
    seconds are kept in `value` where the page had them. A day is 24 hours, a month the
    whole month, both in Beijing time.
    """

    value: datetime
    precision: Precision

    @property
    def interval(self) -> Interval:
        if self.precision is Precision.MINUTE:
            return Interval.at(self.value)
        start = self.value.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        if self.precision is Precision.DAY:
            return Interval(start, start + timedelta(days=1))
        start = start.replace(day=1)
        return Interval(start, (start + timedelta(days=32)).replace(day=1))

    def __str__(self) -> str:
        """ISO 8601 to its precision, Beijing time."""
        local = self.value.astimezone(BEIJING)
        if self.precision is Precision.MINUTE:
            return local.isoformat(timespec="minutes")
        return local.strftime("%Y-%m-%d" if self.precision is Precision.DAY else "%Y-%m")


@dataclass(frozen=True, slots=True)
class Release:
    """A policy that gov.cn published.

    `published` is a moment where the source had the time of day, else a whole Beijing day.
    `addresses` are every gov.cn address it is known under, the first is the main one.
    `duty` is the source's own word on who must repost (`all`, `none`, ids and levels
    separated by `;`), or None where the product's rules decide.
    """

    release_id: str
    title: str
    published: Interval
    addresses: tuple[str, ...] = ()
    doc_number: str | None = None
    duty: str | None = None
    issuer: str | None = None
    kind: str | None = None  # the source's own category, e.g. 国务院文件, 解读


@dataclass(frozen=True, slots=True)
class Portal:
    portal_id: str
    name: str
    level: Level
    home_url: str
    column_urls: tuple[str, ...] = ()
    limit_hours: float = 24.0
    site_code: str | None = None
    short_name: str | None = None
    selector: str | None = None  # CSS of the list items, where reading needs a hint
    ignore_robots_reason: str | None = None  # set: robots.txt is not obeyed, for this reason
    legacy_tls_reason: str | None = None  # set: old TLS is accepted, for this reason
    render: bool = False  # draw the page in a browser before reading
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    successor: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """That a portal has to repost a release. `limit` runs from the release's publication."""

    release_id: str
    portal_id: str
    published: Interval
    limit: timedelta
    reason: str
    waiver: str | None = None  # why a person waived it, with name and expiry

    @property
    def deadline(self) -> Interval:
        """A moment, unless the release's own time of day is not known."""
        return Interval(self.published.earliest + self.limit, self.published.latest + self.limit)


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch of a page, with its typed outcome. `reason` is Chinese, for the officer."""

    url: str
    outcome: Outcome
    fetched_at: datetime
    final_url: str | None = None
    status: int | None = None
    size: int = 0  # bytes of the body, decompressed
    elapsed: float = 0.0  # seconds
    reason: str = ""
    digest: str | None = None  # sha256 of the decompressed body, hex
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An item on a page. Links of one list share `block` (counted in page order)."""

    title: str
    url: str
    date: PageDate | None = None
    truncated: bool = False
    block: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    title: str | None = None
    published: PageDate | None = None
    source: str | None = None
    doc_number: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A featured policy column as found on a homepage. `reason` says why (not) prominent."""

    name: str
    form: ColumnForm
    prominent: bool
    items: int
    url: str | None = None
    newest: PageDate | None = None
    reason: str = ""
    block: int | None = None  # the Link.block of its items, where it has some


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    kind: PageKind
    charset: str | None = None
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    article: Article | None = None
    links: tuple[Link, ...] = ()
    columns: tuple[Column, ...] = ()
    next_url: str | None = None
    reason: str = ""  # what marked it, where kind is not CONTENT


@dataclass(frozen=True, slots=True)
class Match:
    """That a link is a release. `score` is 0…100; `reason` is Chinese, for the officer."""

    link_id: str
    release_id: str
    decision: Decision
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """One look at everything a portal's duties depend on.

    `reach` is the moment back to which every watched list was seen without a gap, or None
    where a watched page failed; `gap` then says why, in Chinese. `embedded` is whether the
    homepage carried the gov.cn push feed, None where the homepage was not read.
    """

    scan_id: str
    portal_id: str
    started_at: datetime
    ended_at: datetime
    reach: datetime | None
    gap: str = ""
    embedded: bool | None = None

    def complete_for(self, moment: datetime) -> bool:
        return self.reach is not None and self.reach <= moment


@dataclass(frozen=True, slots=True)
class Sighting:
    """A link that matches a release, as observed.

    `claims` are the dates the link's list, address and article state, the finest first.
    `direct` marks a link to the release's own gov.cn address. `address_seen` is when its address
    was first listed, under another title, where that was before `first_seen`.
    """

    match: Match
    title: str
    url: str
    first_seen: datetime
    last_seen: datetime
    claims: tuple[PageDate, ...] = ()
    direct: bool = False
    address_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a duty. `reposted` is the repost interval where one is known."""

    release_id: str
    portal_id: str
    kind: VerdictKind
    reason: str
    reposted: Interval | None = None
    link_title: str | None = None
    link_url: str | None = None
    link_id: str | None = None
    decision: Decision | None = None
    scan_ids: tuple[str, ...] = ()  # the scans that it rests on
    backdated: str | None = None  # both facts, where the claim contradicts the observation
    machine: VerdictKind | None = None  # the machine's own result, where a person overruled it


@dataclass(frozen=True, slots=True)
class ColumnStanding:
    portal_id: str
    standing: Standing
    reason: str
    name: str | None = None
    url: str | None = None
