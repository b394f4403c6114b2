"""What a session with a server means for a delivery: its state, why, when to try again."""

from __future__ import annotations

from datetime import datetime, timedelta

from repostwatch.model import DeliveryState, Reason, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import Delivery
from repostwatch.reporting.smtp import Limits, SendError
from repostwatch.settings import ReportingSettings
from repostwatch.store.deliveries import Mark


def next_try(delivery: Delivery, now: datetime, settings: ReportingSettings) -> datetime | None:
    """When a further try follows the coming one; None where it is the last."""
    longest = timedelta(hours=settings.longest_retry_hours)
    # Beyond these doublings any number of minutes is the longest.
    wait = timedelta(minutes=settings.retry_minutes) * 2 ** min(delivery.tries, 20)
    then = now + min(wait, longest)
    until = delivery.posted_at + timedelta(hours=settings.give_up_hours)
    return then if then <= until else None


def became(
    error: SendError,
    delivery: Delivery,
    where: str,
    limits: Limits,
    settings: ReportingSettings,
    then: datetime | None,
) -> Mark:
    """What a failed session means for a delivery. One that may have arrived before stays unknown
    whatever a server says later; `where` is the server."""
    reason = _reason(error, where, limits)
    if error.handed_over and error.code is None:
        return Mark(
            DeliveryState.UNKNOWN, reason, None if last_unsure(delivery, settings) else then
        )
    state = DeliveryState.REFUSED if error.code else DeliveryState.WAITING
    retry_at = None if error.final else then
    if retry_at is None and not error.final:
        state = DeliveryState.REFUSED
        reason = because(MailCode.GIVEN_UP, hours=settings.give_up_hours, why=reason)
    if delivery.unsure:
        state = DeliveryState.UNKNOWN
    return Mark(state, reason, retry_at, sure=error.handed_over)


def _reason(error: SendError, where: str, limits: Limits) -> Reason:
    if error.reason is not None:
        return error.reason
    if error.most:
        return because(MailCode.TOO_LARGE, server=where, size=error.size, most=error.most)
    if error.handed_over and error.code is None:
        problem = error.words or f"more than {limits.total:g} s"
        return because(MailCode.ANSWER_LOST, server=where, problem=problem)
    if error.slow:
        return because(MailCode.TOO_SLOW, server=where, step=error.step, seconds=limits.total)
    if error.code:
        return because(MailCode.REFUSED, server=where, step=error.step, answer=error.words)
    return because(MailCode.FAILED, server=where, step=error.step, problem=error.words)


def last_unsure(delivery: Delivery, settings: ReportingSettings) -> bool:
    """Whether handing it over once more without an answer is the last time."""
    return delivery.unsure + 1 >= settings.unsure_tries


def given_up(delivery: Delivery, settings: ReportingSettings) -> Mark:
    """One that is too old to be tried."""
    state = DeliveryState.UNKNOWN if delivery.unsure else DeliveryState.REFUSED
    why = because(MailCode.GIVEN_UP, hours=settings.give_up_hours, why=delivery.reason)
    return Mark(state, why)
