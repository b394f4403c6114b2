"""What people decide without the user interface: about duties, and about who has them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.clock import beijing, iso
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table, write_text
from repostwatch.model import DecisionKind, Level, Portal, Reason
from repostwatch.model.decisions import Action, DutyOverride, HumanDecision
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import Selection, load_scope
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.duty_decisions import check_waiver, save_duty_decision
from repostwatch.releases.duties import undecided_releases, why_nobody
from repostwatch.settings import Settings
from repostwatch.store import decisions
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

PAIRS = ("release_title", "doc_number", "portal_title", "label")


@dataclass(frozen=True, slots=True)
class Person:
    """Who says so, why, and until when it holds (for good where None)."""

    by: str
    reason: str
    until: datetime | None = None


def decide(
    conn: Connection,
    settings: Settings,
    kind: DecisionKind,
    duty: tuple[str, str],
    person: Person,
    link_id: str | None = None,
) -> str:
    """Keep a decision about (release, portal) and judge the duty anew; the new verdict.

    Raises RepostwatchError where there is no such duty or link.
    """
    release_id, portal_id = duty
    decision = HumanDecision(
        kind=kind,
        link_id=link_id,
        by=person.by,
        reason=person.reason,
        at=settings.now(),
        expires=checked_expiry(person.until, settings.now()),
    )
    known = duty_evidence(conn, settings, release_id, portal_id)
    before = known.state.verdict
    save_duty_decision(conn, settings, release_id, portal_id, decision, known.seen)
    after = duty_evidence(conn, settings, release_id, portal_id).state.verdict
    why = say(after.reason, Style(settings.language)) if after else ""
    return f"{before.kind if before else '—'} → {after.kind.value if after else '—'}  {why}"


def change_duty(
    conn: Connection,
    settings: Settings,
    action: Action,
    duty: tuple[str, str],
    person: Person,
    hours: float | None = None,
) -> str:
    """Widen, narrow, limit or waive the duties of (release, target), or take that back; what came
    of it.

    Raises RepostwatchError where the release or the target is not known.
    """
    release_id, target = duty
    if not release_table.load(conn, [release_id]):
        raise RepostwatchError(f"no release {release_id!r}: see `repostwatch duty list`")
    portals = portal_table.load(conn)
    if target not in {"all", *Level, *(portal.portal_id for portal in portals)}:
        raise RepostwatchError(
            f"{target!r} is neither all, nor a level ({', '.join(Level)}), nor a portal that is "
            "watched: see `repostwatch portals list`"
        )
    now = settings.now()
    if action == "waive":
        check_waiver(settings, person.until, now)
    try:
        change = DutyOverride(
            release_id, target, action, person.by, person.reason, now,
            checked_expiry(person.until, now), hours,
        )  # fmt: skip
    except ValueError as error:
        raise RepostwatchError(f"--hours: {error}") from error
    only = Selection([release_id])
    before = len(load_scope(conn, settings, only).duties)
    decisions.save_override(conn, change)
    after = load_scope(conn, settings, only).duties
    waived = sum(duty.waiver is not None for duty in after)
    judged = judge_reposts(conn, settings, only)
    return (
        f"{counted(before, 'duty', 'duties')} before, {len(after)} now ({waived} waived); "
        f"{judged.line}"
    )


def list_duties(conn: Connection, settings: Settings, out: Terminal) -> None:
    """Every release with who has to repost it and why."""
    wanted, style = load_scope(conn, settings), Style(settings.language)
    names = {portal.portal_id: portal for portal in wanted.portals}
    open_questions = _undecided(conn, settings)
    table = Table("release", "published", "who", "why", "title", box=None)
    for release in wanted.releases:
        duties = [duty for duty in wanted.duties if duty.release_id == release.release_id]
        reasons = Counter(duty.reason for duty in duties)
        why = reasons.most_common(1)[0][0] if reasons else why_nobody(release)
        table.add_row(
            release.release_id,
            f"{beijing(release.published.earliest):%Y-%m-%d %H:%M}",
            _who([names[duty.portal_id] for duty in duties], wanted.portals),
            escape(say(why, style)) + (f" (+{len(reasons) - 1})" if len(reasons) > 1 else ""),
            escape(release.title),
        )
    print_table(out, table)
    since = settings.duties.since
    if since is not None and (left := len(release_table.load(conn)) - len(wanted.releases)):
        earlier = f"{counted(left, 'release')} came out before {iso(since)}, owed by nobody"
        out.print(earlier, style="dim")
    for question in open_questions:
        out.print(f"? {say(question, style)}", style="yellow", markup=False)


def export_pairs(conn: Connection, path: Path | None, out: Terminal) -> int:
    """People's decisions about links as labelled pairs; to `path`, or to standard output."""
    pairs = decisions.labelled(conn)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(PAIRS)
    table.writerows(pairs)
    if path is None:
        out.write_text(text.getvalue())
    else:
        write_text(path, text.getvalue())
    return len(pairs)


def _undecided(conn: Connection, settings: Settings) -> tuple[Reason, ...]:
    wanted = load_scope(conn, settings)
    changes = decisions.load_overrides(conn, wanted.release_ids)
    return undecided_releases(wanted.releases, wanted.portals, changes)


def _who(duty_bound: list[Portal], portals: tuple[Portal, ...]) -> str:
    if len(duty_bound) == len(portals):
        return f"all {len(portals)}"
    if len(duty_bound) > 3:
        return f"{len(duty_bound)} of {len(portals)}"
    return ", ".join(portal.portal_id for portal in duty_bound) or "nobody"


def checked_expiry(until: datetime | None, now: datetime) -> datetime | None:
    """The expiry that was asked for. Raises RepostwatchError where it has passed."""
    if until is not None and until <= now:
        raise RepostwatchError(f"--until {beijing(until):%Y-%m-%d %H:%M} is over already")
    return until
