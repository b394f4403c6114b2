"""`repostwatch review`: what waits for a person, and what they say about a column."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table
from repostwatch.commands.people import Person, checked_expiry
from repostwatch.model import Standing
from repostwatch.model.decisions import ColumnDecision
from repostwatch.queries.column_review import (
    ColumnEvidence,
    column_evidence,
    save_column_decision,
)
from repostwatch.queries.review import review_queue
from repostwatch.reporting.sanitize import sanitize
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

# What is said instead of a standing.
WITHDRAW = "withdraw"


def list_reviews(conn: Connection, settings: Settings, out: Terminal) -> None:
    """The queue of the review page: duties first, then columns, then lists."""
    style = Style(settings.language)
    queue = review_queue(conn, settings, 1, None)
    table = Table("portal", "release", "title", "why", box=None)
    for duty in queue.duties:
        state = duty.state
        why = say(state.verdict.reason, style) if state.verdict else ""
        release = state.release
        table.add_row(
            state.portal.portal_id, release.release_id, escape(release.title), escape(why)
        )
    for column in queue.columns:
        why = say(column.standing.reason, style) if column.standing else ""
        table.add_row(column.portal.portal_id, "(column)", escape(column.portal.name), escape(why))
    for one in queue.lists:
        why = say(one.found.reason, style)
        row = one.portal.portal_id, "(list)", sanitize(one.found.url), why
        table.add_row(*map(escape, row))
    print_table(out, table)
    out.print(
        f"waiting for a person: {counted(queue.waiting.duties, 'duty', 'duties')}, "
        f"{counted(queue.waiting.columns, 'column')}, {counted(queue.waiting.lists, 'list')}"
    )


def decide_column(
    conn: Connection, settings: Settings, says: str, portal_id: str, person: Person
) -> str:
    """Keep a decision about a portal's column and judge it anew; the new standing.

    Raises RepostwatchError where there is no such portal, or it was not scanned yet.
    """
    before = column_evidence(conn, settings, portal_id)
    if before.rests_on is None:
        raise RepostwatchError(f"{portal_id} was not scanned yet: there is nothing to decide about")
    now = settings.now()
    decision = ColumnDecision(
        standing=None if says == WITHDRAW else Standing(says),
        rests_on=before.rests_on,
        by=person.by,
        reason=person.reason,
        at=now,
        expires=checked_expiry(person.until, now),
    )
    save_column_decision(conn, settings, portal_id, decision, before.seen)
    after = column_evidence(conn, settings, portal_id)
    why = say(after.standing.reason, Style(settings.language)) if after.standing else ""
    return f"{_word(before)} → {_word(after)}  {why}"


def _word(known: ColumnEvidence) -> str:
    return known.standing.standing.value if known.standing else "—"
