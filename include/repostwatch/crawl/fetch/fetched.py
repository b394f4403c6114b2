"""The input and the result of a fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from repostwatch.model import Reason, Screen, Visit

# `page`: anything, and where it is a page that only leads on, what it leads to.
Expect = Literal["html", "feed", "any", "page"]


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """How to fetch one page, by the registry's settings of its portal.

    `within` is an address: a redirect to another site than its is refused before it is followed.
    `followed`: a stranger's page named the address, which is not asked for where that may change
    something; a redirect's address is always a stranger's.
    `etag` and `last_modified` are those of the last visit with a body, `digest` its digest and
    `seen_whole_at` its time. With them a validator that stays the same while the content changes
    is detected, and not used for that host again.
    """

    ignore_robots: bool = False
    legacy_tls: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str | None = None
    render: bool = False
    within: str | None = None
    followed: bool = False
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    seen_whole_at: datetime | None = None


DEFAULT = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply of a server, as evidence. `at` is real time, even if the pass has another `now`.
    `ip` is None behind a proxy. `certificate` is the SHA-256 of the server's certificate, hex.
    `cut`: the body is truncated."""

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
    """One fetch. `body` is decompressed; None if there is none.

    With an outcome other than `ok` the body (a challenge page, an error page) is evidence of that
    outcome, not a page of the portal. `headers` are those of the last reply, `redirects` the
    addresses before it in order. `screen` has the boxes of a rendered page, `browser` the program
    that drew it, `picture` its screenshot if one was wanted. `answers` are all replies in order,
    with robots.txt and redirects.
    """

    visit: Visit
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    screen: Screen | None = None
    picture: Screenshot | None = None
    answers: tuple[Answer, ...] = ()
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A JPEG of a rendered page, None if there is none. `reason` says why it is missing or
    partial."""

    body: bytes | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page after its scripts ran: markup (UTF-8 with BOM), address, and the boxes on screen.
    `browser` is the name and version of the program that drew it."""

    body: bytes
    url: str
    screen: Screen
    picture: Screenshot | None = None
    browser: str = ""
