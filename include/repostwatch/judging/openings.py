"""What became of findings in a quarter: registered in it, rectified in it, open at its end.

A finding is one row over all its openings; each opening has its own times, so that a fault that
came back later still counts where it was first found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    """Openings by what happened in a quarter up to its end; one may stand in several.

    `lost` counts findings with openings before this one, whose times were not kept: some of them
    may have been in the quarter.
    """

    opened: tuple[Opening, ...]
    rectified: tuple[Opening, ...]
    waived: tuple[Opening, ...]
    still: tuple[Opening, ...]
    lost: int = 0


def findings_of(openings: Iterable[Opening], span: Interval, until: datetime) -> QuarterFindings:
    """The findings of a span of time, without its last moment, that is looked at up to `until`, the
    oldest first."""
    known = sorted(openings, key=lambda one: (one.opened_at, one.portal_id, one.release_id or ""))
    here = [one for one in known if one.opened_at < until]
    ended = [one for one in here if one.closed_at is not None and _within(span, one.closed_at)]
    return QuarterFindings(
        opened=tuple(one for one in here if _within(span, one.opened_at)),
        rectified=tuple(one for one in ended if one.ended is FindingState.RECTIFIED),
        waived=tuple(one for one in ended if one.ended is FindingState.WAIVED),
        still=tuple(one for one in here if one.closed_at is None or one.closed_at >= until),
        lost=sum(one.earlier > 0 and one.opened_at >= span.earliest for one in known),
    )


def _within(span: Interval, moment: datetime) -> bool:
    return span.earliest <= moment < span.latest
