"""Why a list reaches no further: the reasons of its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repostwatch.model import Link, Reason, Region, Unread, Visit, because
from repostwatch.model.codes import ListCode, ScanCode
from repostwatch.model.reasons import quoted


def list_failed(visit: Visit) -> Reason:
    """A page of the list could not be fetched or read."""
    return because(ScanCode.LIST_FAILED, url=visit.url, outcome=visit.outcome, reason=visit.reason)


def of_list(code: ScanCode, region: Region, where: str, why: Reason) -> Reason:
    """What is the matter with a region of the list, and why."""
    return because(code, url=where, name=heading_of(region), why=why)


def rows_unread(region: Region, where: str, holes: list[Unread]) -> Reason:
    """How many rows of a list could not be read, and the first of them."""
    rows = tuple(
        because(ListCode.ROW, words=quoted(hole.text, 24), why=hole.reason) for hole in holes[:3]
    )
    return because(
        ScanCode.LIST_ROWS_UNREAD, url=where, name=heading_of(region), count=len(holes), rows=rows
    )


def too_long(links: Iterable[Link], most: int) -> Iterator[Unread]:
    """Links longer than a link may be: their rows count as unread."""
    for link in links:
        if max(len(link.title), len(link.url)) > most:
            why = because(ListCode.ROW_TOO_LONG, most=most)
            yield Unread(link.title[:60], why, link.date)


def heading_of(region: Region) -> str | None:
    """What a list is called on its page."""
    return quoted(region.heading) or None
