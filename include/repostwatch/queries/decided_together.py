"""One person's decision about several duties: kept, and taken back, for all of them or for none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from psycopg import Rollback

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Reason, because
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import Selection
from repostwatch.queries.duty import DutyEvidence, evidence_of
from repostwatch.queries.duty_decisions import check_decision, undoing
from repostwatch.queries.states import DutyState
from repostwatch.settings import Settings
from repostwatch.store import decisions
from repostwatch.store.database import Connection

# The ids of its release and of its portal.
Duty = tuple[str, str]


class RefusedTogetherError(RepostwatchError):
    """Nothing was recorded; `reasons` says of each duty that stands in the way why it does."""

    def __init__(self, reasons: Mapping[Duty, Reason]) -> None:
        self.reasons = reasons
        self.reason = because(RefusalCode.SOME_REFUSED, count=len(reasons))
        super().__init__(f"{len(reasons)} of the duties cannot be decided so")


def save_decisions(
    conn: Connection, settings: Settings, seen: Mapping[Duty, str], decision: HumanDecision
) -> None:
    """Store the same decision about each duty of `seen`, and judge them again.

    `seen` has what the person was shown of each (`DutyEvidence.seen`). The decision's link is each
    duty's own, that of its verdict. Raises RefusedTogetherError, and RefusedError where there are
    none, or more than may be decided together.
    """

    def decide(known: DutyEvidence, shown: str) -> HumanDecision:
        verdict = known.state.verdict
        link = None if decision.withdraws or verdict is None else verdict.link_id
        own = replace(decision, link_id=link)
        check_decision(settings, known, own, shown)
        return own

    _keep_each(conn, settings, seen, decide)


def preview_decisions(
    conn: Connection, settings: Settings, seen: Mapping[Duty, str], decision: HumanDecision
) -> dict[Duty, DutyState]:
    """How each duty would stand: what is recorded and judged for that is taken back before anybody
    else sees it. Raises as `save_decisions`."""
    with conn.transaction() as trying:
        save_decisions(conn, settings, seen, decision)
        found = {one.state.key: one.state for one in evidence_of(conn, settings, sorted(seen))}
        raise Rollback(trying)
    return found


def undo_decisions(conn: Connection, settings: Settings, seen: Mapping[Duty, str], by: str) -> None:
    """Take back the latest decision about each duty. Raises as `save_decisions`."""
    _keep_each(conn, settings, seen, lambda known, shown: undoing(settings, known, by, shown))


def _keep_each(
    conn: Connection,
    settings: Settings,
    seen: Mapping[Duty, str],
    decide: Callable[[DutyEvidence, str], HumanDecision],
) -> None:
    most = settings.pages.decided_together
    if not seen:
        raise RefusedError(RefusalCode.NO_DUTIES)
    if len(seen) > most:
        raise RefusedError(RefusalCode.TOO_MANY_DUTIES, most=most)
    duties = sorted(seen)
    with _one_at_a_time(conn, duties):
        found = {one.state.key: one for one in evidence_of(conn, settings, duties)}
        made: dict[Duty, HumanDecision] = {}
        refused: dict[Duty, Reason] = {}
        for duty in duties:
            try:
                made[duty] = decide(_found(found, duty), seen[duty])
            except RefusedError as error:
                refused[duty] = error.reason
        if refused:
            raise RefusedTogetherError(refused)
        for duty, decision in made.items():
            decisions.save(conn, *duty, decision)
        judge_reposts(
            conn,
            settings,
            Selection(sorted({one for one, _ in duties}), sorted({one for _, one in duties})),
        )


def _found(found: Mapping[Duty, DutyEvidence], duty: Duty) -> DutyEvidence:
    if duty not in found:
        raise RefusedError(RefusalCode.NO_DUTY, release_id=duty[0], portal_id=duty[1])
    return found[duty]


@contextmanager
def _one_at_a_time(conn: Connection, duties: Sequence[Duty]) -> Iterator[None]:
    """A transaction with a lock on each duty, taken in one order so that nobody waits in a ring."""
    with conn.transaction(), ExitStack() as locks:
        for duty in duties:
            locks.enter_context(decisions.one_at_a_time(conn, *duty))
        yield
