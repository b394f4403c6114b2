"""Whether a link is timely by its dates: those that count, those left out, those of tags."""

from __future__ import annotations

from collections.abc import Callable

from repostwatch.judging import claims as claiming
from repostwatch.judging.timing import Timing
from repostwatch.model import (
    Duty,
    OwnPage,
    PageDate,
    Reason,
    Sighting,
    VerdictKind,
    all_of,
    because,
)
from repostwatch.model.codes import RepostCode
from repostwatch.reading.dates.written_dates import in_address

OPPOSITES = {VerdictKind.ON_TIME, VerdictKind.LATE}


def verdict_by_dates(
    duty: Duty,
    sighting: Sighting,
    own: list[PageDate],
    kinds: list[VerdictKind],
    timing_by: Callable[[PageDate | None], Timing],
) -> tuple[VerdictKind, Reason | None]:
    """The verdict on a link and what its dates add to the reason.

    `own` are its usable claims, `kinds` the verdicts by the best of them, the first one counts.
    """
    chosen = claiming.best(own)
    excluded = claiming.excluded(chosen, own)
    tags = claiming.unconfirmed(sighting, chosen)
    kind, *rivals = kinds
    against = {timing_by(claim).against(duty.deadline) for claim in (*excluded, *tags)}
    extra = _other_dates(chosen, excluded, tags)
    if set(rivals) - {kind} or {kind, *against} >= OPPOSITES:
        dates = tuple(dict.fromkeys([*chosen, *excluded, *tags]))
        return VerdictKind.REVIEW, because(RepostCode.DATES_DISAGREE, dates=dates)
    if kind is not VerdictKind.LATE:
        return kind, extra
    only_tagged = claiming.only_tagged(sighting, chosen)
    only_listed = not sighting.direct and sighting.own_page is not OwnPage.DATED
    if not (only_tagged or only_listed):
        return kind, extra
    if timing_by(None).against(duty.deadline) is VerdictKind.LATE:
        return kind, extra  # what was seen proves it without any date
    if only_tagged:
        return VerdictKind.REVIEW, because(RepostCode.ONLY_TAGGED)
    # A list shows what its system sorts by: the day of an update, or of a migration.
    return _by_list_alone(sighting, chosen, extra, timing_by, duty)


def _by_list_alone(
    sighting: Sighting,
    chosen: list[PageDate],
    extra: Reason | None,
    timing_by: Callable[[PageDate], Timing],
    duty: Duty,
) -> tuple[VerdictKind, Reason | None]:
    """The verdict on a lateness that only a list's date, or the address, states.

    The article is read first. If it has no date, the list's date counts, unless the day in the
    address contradicts it.
    """
    if sighting.own_page is OwnPage.UNREAD:
        return VerdictKind.REVIEW, all_of(extra, because(RepostCode.ONLY_LISTED))
    addressed = in_address(sighting.url)
    if addressed and timing_by(addressed).against(duty.deadline) is VerdictKind.ON_TIME:
        dates = tuple(dict.fromkeys([*chosen, addressed]))
        return VerdictKind.REVIEW, because(RepostCode.DATES_DISAGREE, dates=dates)
    return VerdictKind.LATE, extra


def _other_dates(
    chosen: list[PageDate], excluded: list[PageDate], tags: list[PageDate]
) -> Reason | None:
    """The reason if other dates of the link exclude the chosen one, or if the page's tags state
    another publication than the page shows."""
    if excluded:
        return because(RepostCode.OTHER_DATES, dates=tuple(excluded), chosen=chosen[0])
    return because(RepostCode.TAGGED_OTHERWISE, dates=tuple(tags)) if tags else None
