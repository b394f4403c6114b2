"""What became of findings in a quarter: registered in it, rectified in it, open at its end.

A finding is one row over all its openings; each opening has its own times, so that a fault that
came back later still counts where it was first found. A duty that was missing and was then posted
late has two findings, and is one problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model import FindingKind, FindingState, Interval


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch of a finding: from when it was found to when it was settled.

    `ended` is how it was settled, None while it is not. `earlier` counts the openings before the
    first on record, whose times were not kept.
    """

    kind: FindingKind
    portal_id: str
    release_id: str | None
    opened_at: datetime
    closed_at: datetime | None
    ended: FindingState | None
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class QuarterFindings:
    """Problems by what happened in a quarter up to its end; one may stand in several. A duty that
    was not done in time is one of them, by the kind of its last finding.

    `lost` counts findings with openings before this one, whose times were not kept: some of them
    may have been in the quarter.
    """

    opened: tuple[Opening, ...]
    rectified: tuple[Opening, ...]
    waived: tuple[Opening, ...]
    still: tuple[Opening, ...]
    lost: int = 0


def findings_of(openings: Iterable[Opening], span: Interval, until: datetime) -> QuarterFindings:
    """The findings of a span of time, without its last moment, that is looked at up to and with
    `until`, the oldest first. What is settled is not open besides."""

    def has_come(moment: datetime) -> bool:
        return moment <= until and moment < span.latest

    known = sorted(openings, key=_order)
    begun = [one for one in known if has_come(one.opened_at)]
    here = sorted(_problems(begun, span, has_come), key=_order)
    ended = [
        one
        for one in here
        if one.closed_at is not None and _within(span, one.closed_at) and has_come(one.closed_at)
    ]
    return QuarterFindings(
        opened=tuple(one for one in here if _within(span, one.opened_at)),
        rectified=tuple(one for one in ended if one.ended is FindingState.RECTIFIED),
        waived=tuple(one for one in ended if one.ended is FindingState.WAIVED),
        still=tuple(one for one in here if one.closed_at is None or not has_come(one.closed_at)),
        lost=sum(one.earlier > 0 and one.opened_at >= span.earliest for one in known),
    )


OF_A_DUTY = (FindingKind.MISSING, FindingKind.LATE)


def _order(one: Opening) -> tuple[datetime, str, str, str]:
    return one.opened_at, one.portal_id, one.release_id or "", one.kind


def _problems(
    here: Sequence[Opening], span: Interval, has_come: Callable[[datetime], bool]
) -> Iterator[Opening]:
    """The openings as problems: those about one duty not done in time are one, unless the one was
    over before the quarter and the other is new in it."""
    duties: dict[tuple[str, str | None], list[Opening]] = defaultdict(list)
    for one in here:
        if one.kind in OF_A_DUTY:
            duties[one.portal_id, one.release_id].append(_posted(one, span, has_come))
        else:
            yield one
    for own in duties.values():
        whole = own[0]
        for one in own[1:]:
            if whole.closed_at is None or whole.closed_at >= min(one.opened_at, span.earliest):
                whole = replace(one, opened_at=whole.opened_at)
            else:
                yield whole
                whole = one
        yield whole


def _posted(one: Opening, span: Interval, has_come: Callable[[datetime], bool]) -> Opening:
    """A late repost is rectified when it is found, since it is there by then, whether anybody was
    mailed or not; what was withdrawn within the quarter was no late repost."""
    if one.kind is not FindingKind.LATE:
        return one
    withdrawn = one.closed_at if one.ended is FindingState.WAIVED else None
    if withdrawn is not None and has_come(withdrawn) and one.opened_at >= span.earliest:
        return one
    return replace(one, closed_at=one.opened_at, ended=FindingState.RECTIFIED)


def _within(span: Interval, moment: datetime) -> bool:
    return span.earliest <= moment < span.latest
