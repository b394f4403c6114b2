"""When a portal is searched for its lists: never yet, a list in use that fails or falls silent,
a homepage that could not be read, and once a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.model import Outcome, Reason, VerdictKind, because
from repostwatch.model.codes import DiscoveryCode, ScanCode
from repostwatch.model.watched_lists import Discovery
from repostwatch.settings import DiscoverySettings

# What a scan says of a list that is no longer the one it was.
_LOST = (
    ScanCode.LIST_MOVED,
    ScanCode.LIST_SHOWS_HOME,
    ScanCode.LIST_SHOWS_OTHER,
    ScanCode.LIST_NOT_FOUND,
    ScanCode.LIST_STALE,
    ScanCode.LIST_BEHIND_HOME,
)
# Fetches that fail so do not heal by themselves.
_LASTING = frozenset((Outcome.HTTP_ERROR, Outcome.SOFT_404, Outcome.EMPTY, Outcome.NOT_HTML))
_SHOWN = frozenset((VerdictKind.ON_TIME, VerdictKind.LATE))


@dataclass(frozen=True, slots=True)
class PastDuty:
    """A duty whose deadline is over: when its release came out, and what became of it."""

    published: datetime
    verdict: VerdictKind


def due_for_discovery(
    last: Discovery | None,
    gap: Reason | None,
    duties: Sequence[PastDuty],
    now: datetime,
    settings: DiscoverySettings,
    *,
    in_use: bool = True,
) -> Reason | None:
    """Why a portal should be searched now, or None.

    `last` is its latest search, `gap` what its latest scan says of what it could not see, `duties`
    those whose deadline is over, `in_use` says that it has a list in use. A search that just was is
    not repeated for the same fault.
    """
    if last is None:
        return because(DiscoveryCode.NEVER_SEARCHED)
    if now - last.ended_at < timedelta(hours=settings.resume_hours):
        return None
    if last.reason.code in (DiscoveryCode.HOME_FAILED, DiscoveryCode.BROKEN_OFF):
        return because(DiscoveryCode.LIST_FAILS, why=last.reason)
    if (why := _lost(gap)) is not None:
        return because(DiscoveryCode.LIST_FAILS, why=why)
    if _silent(duties, last.ended_at, settings.silent_releases):
        return because(DiscoveryCode.LIST_SILENT, releases=settings.silent_releases)
    days = (now - last.ended_at).days
    if days >= (settings.again_days if in_use else settings.without_list_days):
        return because(DiscoveryCode.MONTH_OVER, days=days)
    return None


def _lost(gap: Reason | None) -> Reason | None:
    """The part of a gap that says that a list is lost."""
    for one in gap.walk() if gap is not None else ():
        if one.code in _LOST:
            return one
        if one.code is ScanCode.LIST_FAILED and one["outcome"] in _LASTING:
            return one
    return None


def _silent(duties: Sequence[PastDuty], since: datetime, count: int) -> bool:
    """Whether none of the last releases, all published since, was seen, and all before them."""
    known = sorted(duties, key=lambda duty: duty.published, reverse=True)
    latest, before = known[:count], known[count : 2 * count]
    if len(before) < count or any(duty.published < since for duty in latest):
        return False
    return not any(duty.verdict in _SHOWN for duty in latest) and all(
        duty.verdict in _SHOWN for duty in before
    )
