"""What was published, who is watched, and who has to repost what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.model.reasons import Reason
from repostwatch.model.times import Interval
from repostwatch.model.words import Level

DutyKey = tuple[str, str]  # the ids of its release and of its portal


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
    limit_hours: float | None = None  # of its own; None: its level's, or everybody's
    site_code: str | None = None
    short_name: str | None = None
    authority: str | None = None  # the office that supervises it (主管单位)
    parent: str | None = None  # the portal_id of the site that this one belongs to
    selector: str | None = None  # CSS of the list items, where reading needs a hint
    ignore_robots_reason: str | None = None  # set: robots.txt is not obeyed, for this reason
    legacy_tls_reason: str | None = None  # set: old TLS is accepted, for this reason
    request_headers: str | None = None  # sent with every request, as `headers.read_headers` reads
    request_headers_reason: str | None = None
    proxy: str | None = None  # reached by way of it
    proxy_reason: str | None = None
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
    reason: Reason
    waiver: Reason | None = None  # why a person waived it, with name and expiry

    @property
    def key(self) -> DutyKey:
        return self.release_id, self.portal_id

    @property
    def deadline(self) -> Interval:
        """A moment, unless the release's own time of day is not known."""
        return Interval(self.published.earliest + self.limit, self.published.latest + self.limit)
