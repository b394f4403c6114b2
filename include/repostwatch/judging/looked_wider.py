"""Before a release counts as missing, the portal was looked over once, and wider than its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.searched import found, unproven
from repostwatch.model import Duty, Reason, Verdict, VerdictKind, because, together
from repostwatch.model.codes import WiderCode
from repostwatch.model.wider import WiderLook
from repostwatch.settings import JudgingSettings

Looks = Mapping[str, WiderLook]  # of one portal, by release


def apply_looks(
    verdict: Verdict, looks: Looks, duty: Duty, now: datetime, settings: JudgingSettings
) -> Verdict:
    """The verdict after the wider look for its release: `missing` only where that was made after
    the deadline, came to its end, and saw no trace of it."""
    if verdict.kind is not VerdictKind.MISSING and not unproven(verdict):
        return verdict
    look = looks.get(verdict.release_id)
    open_ = not_whole(look, duty, now, settings)
    if look is None or open_ is not None:
        if verdict.kind is VerdictKind.REVIEW:
            return verdict
        reason = together(open_, verdict.reason)
        return replace(verdict, kind=VerdictKind.UNKNOWN, reason=reason)
    if look.hits:
        reason = together(found(look.hits), verdict.reason, result_of(look))
        return replace(verdict, kind=VerdictKind.REVIEW, reason=reason)
    return replace(verdict, reason=together(verdict.reason, result_of(look)))


def not_whole(
    look: WiderLook | None, duty: Duty, now: datetime, settings: JudgingSettings
) -> Reason | None:
    """Why a look does not count yet; None where it does.

    What fails in a way that may pass is tried again, but not for ever.
    """
    if look is None or not duty.deadline.latest < look.ended_at <= now:
        return because(WiderCode.NOT_YET)
    if look.failure is not None and look.tries < settings.wider_tries:
        return because(
            WiderCode.FAILED,
            at=look.ended_at,
            tries=look.tries,
            most=settings.wider_tries - look.tries,
            why=look.failure,
        )
    return because(WiderCode.SEARCH_DUE) if look.search is None else None


def result_of(look: WiderLook) -> Reason:
    """The reason that says how much was looked at."""
    return because(
        WiderCode.RESULT,
        at=look.ended_at,
        pages=look.pages,
        lists=look.lists,
        unread=look.unread,
        search=look.search,
        found=len(look.hits) or None,
    )
