"""A look at a portal's other pages, before a release counts as missing there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.model.reasons import Reason
from repostwatch.model.regions import Hit


@dataclass(frozen=True, slots=True)
class WiderLook:
    """What was looked at for one release on one portal, over `tries` runs; the last at `ended_at`.

    `pages` were read, `lists` of them showed rows, `unread` could not be read. `search` is what
    came of the portal's own search, None where it was not asked yet. `failure` is what kept the
    last try from being whole and may pass. `hits` are traces in no item that can be read.
    `visits` are the fetches, by the store's ids.
    """

    release_id: str
    portal_id: str
    ended_at: datetime
    pages: int
    lists: int
    unread: int
    search: Reason | None = None
    failure: Reason | None = None
    tries: int = 1
    hits: tuple[Hit, ...] = ()
    visits: tuple[int, ...] = ()
