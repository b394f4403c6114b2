"""What a caller asks for, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from repostwatch.model import Reason, Screen, Visit

Expect = Literal["html", "feed", "any"]


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """How one page is to be fetched, by its portal's registered settings.

    `etag` and `last_modified` are those of the last visit that had the body, `digest` its
    digest and `seen_whole_at` its moment: a validator that turns out to stay the same while
    the content changes is found by them, and is not used for that host again.
    """

    ignore_robots: bool = False
    legacy_tls: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str | None = None
    render: bool = False
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    seen_whole_at: datetime | None = None


DEFAULT = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server, as evidence. `at` is the real clock's moment, whatever moment a pass
    is said to be made at. `ip` is None where a proxy stood between. `certificate` is the SHA-256 of
    the server's certificate, hex. `cut`: the body is only its beginning."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    method: str = "GET"
    sent: Mapping[str, str] = field(default_factory=dict)
    ip: str | None = None
    certificate: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch. `body` is decompressed; None where there is none to read or to show.

    A body may stand beside an outcome other than `ok` (a challenge page, an error page): it is
    evidence of that outcome, and no page of the portal. `headers` are those of the last reply,
    `redirects` the addresses that led to it, the first asked for first. `screen` is what stood
    where, of a page that was drawn, and `picture` how it looked, where one was wanted. `answers`
    are all that came on the way, robots.txt and redirects included, the last of them last.
    """

    visit: Visit
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    screen: Screen | None = None
    picture: Screenshot | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Screenshot:
    """How a drawn page looked, as JPEG; None where that is not known. `reason` is why not, or
    why only in part."""

    body: bytes | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What a page became: markup (UTF-8 with its mark), address, and what stood where."""

    body: bytes
    url: str
    screen: Screen
    picture: Screenshot | None = None
