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
    render: bool = False
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    seen_whole_at: datetime | None = None


DEFAULT = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch. `body` is decompressed; None where there is none to read or to show.

    A body may stand beside an outcome other than `ok` (a challenge page, an error page): it is
    evidence of that outcome, and no page of the portal. `headers` are those of the last reply,
    `redirects` the addresses that led to it, the first asked for first. `screen` is what stood
    where, of a page that was drawn, and `picture` how it looked, where one was wanted.
    """

    visit: Visit
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    screen: Screen | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """How a drawn page looked, as JPEG; None where that is not known. `reason` is why not, or
    why only in part."""

    body: bytes | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page became: markup (UTF-8 with its mark), address, and what stood where."""

    body: bytes
    url: str
    screen: Screen
    picture: Picture | None = None
