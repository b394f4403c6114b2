"""The sections of the mail: one for each kind of problem, grouped by portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from repostwatch.judging.searched import list_in_doubt
from repostwatch.model import (
    FindingState,
    Reason,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.reporting import rows
from repostwatch.reporting.alike import Outline, earliest, outline
from repostwatch.reporting.appendix import NAMES_SHOWN
from repostwatch.reporting.due_soon import due_rows
from repostwatch.reporting.lookup import PortalText, ReportLookup
from repostwatch.reporting.news_rows import ended_rows, new_rows
from repostwatch.reporting.open_findings import standing_rows
from repostwatch.reporting.rows import ProblemRow
from repostwatch.reporting.standings import column_row


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one portal."""

    portal: PortalText
    rows: tuple[ProblemRow, ...]
    hidden: int = 0  # rows that only the attachment has


@dataclass(frozen=True, slots=True)
class Section:
    """`tone` is the colour of its leads; `total_words` says what `total` counts."""

    key: str
    heading: str
    tone: str
    total: int
    total_words: str
    note: str
    groups: tuple[Group, ...]
    hidden: int = 0  # rows of portals that are not shown at all
    address: str | None = None  # of the monitor's page where a person settles them


def sections(lookup: ReportLookup, only: Sequence[str] = ()) -> list[Section]:
    """The sections with rows, those that need action first; `only` those of these keys, where
    there are some. The keys, in their order, are those of `section_keys`."""
    every = [
        _section(lookup, "new", "bad", new_rows(lookup)),
        _section(lookup, "due", "warn", due_rows(lookup), unit=RELEASES),
        _section(lookup, "ended", "good", ended_rows(lookup, FindingState.RECTIFIED)),
        _section(lookup, "withdrawn", "calm", ended_rows(lookup, FindingState.WAIVED)),
        _section(lookup, "findings", "calm", standing_rows(lookup), len(lookup.news.standing)),
        _unknown(lookup),
        _columns(lookup, "unsure", UNSURE_COLUMNS),
        _reviews(lookup),
        _decided(lookup),
    ]
    wanted = (*only, *OF_FINDINGS)
    return [one for one in every if one.total and (not only or one.key in wanted)]


# What tells of findings is there for everybody: the findings themselves are chosen by their kind.
OF_FINDINGS = ("new", "ended", "withdrawn", "findings")
COMPARED = ("new", "ended", "withdrawn")
# Pages of the monitor, for sections that wait for a person.
PAGES = {"review": "review", "unsure": "portals"}
UNSURE_COLUMNS = (Standing.REVIEW, Standing.UNKNOWN)
ITEMS, PORTALS = "section.total.items", "section.total.portals"
RELEASES = "section.total.releases"


def _section(
    lookup: ReportLookup,
    key: str,
    tone: str,
    found: Sequence[tuple[str, ProblemRow]],
    total: int | None = None,
    unit: str = ITEMS,
) -> Section:
    """Group rows by portal, highest weight first, and cut to the limits of a mail."""
    total = len(found) if total is None else total
    by_portal: dict[str, list[ProblemRow]] = defaultdict(list)
    for portal_id, row in found:
        by_portal[portal_id].append(row)
    groups, hidden = [], 0
    left = lookup.settings.rows_per_section
    for portal_id, own in sorted(
        by_portal.items(),
        key=lambda item: (-max(row.weight for row in item[1]), lookup.portal(item[0]).place),
    ):
        shown = sorted(own, key=lambda row: -row.weight)[
            : min(left, lookup.settings.rows_per_portal)
        ]
        left -= len(shown)
        if shown:
            more = len(own) - len(shown)
            groups.append(Group(lookup.portal(portal_id), tuple(shown), more))
        else:
            hidden += len(own)
    return Section(
        key,
        lookup.label(f"section.{key}"),
        tone,
        total,
        lookup.label(unit, total=total),
        _note(lookup, key),
        tuple(groups),
        hidden,
        _page_of(lookup, key),
    )


def _page_of(lookup: ReportLookup, key: str) -> str | None:
    """Where the monitor's pages are known: its page for what waits for a person."""
    return lookup.page_at(PAGES.get(key))


def _note(lookup: ReportLookup, key: str) -> str:
    """What a section is about; where it compares, with which report."""
    previous = lookup.data.previous
    if key in COMPARED and previous.since:
        since = lookup.minute(previous.since)
        return lookup.label(f"section.{key}.note", since=since, edition=previous.edition)
    if key in COMPARED:
        return lookup.label("section.new.first")
    if key == "due":
        return lookup.label(
            "section.due.note", hours=timedelta(hours=lookup.settings.due_soon_hours)
        )
    return lookup.label(f"section.{key}.note")


def _reviews(lookup: ReportLookup) -> Section:
    """Duties in review, a row for each; those that wait for one decision about a portal's lists are
    one row."""
    verdicts = lookup.of(VerdictKind.REVIEW)
    shown: list[tuple[str, ProblemRow]] = []
    waiting: dict[tuple[str, Reason], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        doubt = list_in_doubt(verdict)
        if doubt is None:
            shown.append((verdict.portal_id, rows.review(lookup, verdict)))
        else:
            waiting[verdict.portal_id, doubt].append(verdict)
    for (portal_id, doubt), own in waiting.items():
        lead = lookup.label("lead.list_in_doubt", count=len(own), reason=lookup.say(doubt))
        facts = rows.scan_times(lookup, own[0])
        shown.append((portal_id, ProblemRow(None, lead, rows.lines(facts), None, len(own))))
    return _section(lookup, "review", "warn", shown, len(verdicts))


def _unknown(lookup: ReportLookup) -> Section:
    """Unknown duties: one row for each portal and reason.

    Reasons that differ only in moments and addresses are one, shown by the earliest. A reason
    that many portals share, such as a firewall product or our own network, is one row, too.
    """
    groups: dict[Outline, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    verdicts = lookup.of(VerdictKind.UNKNOWN)
    for verdict in verdicts:
        groups[outline(verdict.reason)][verdict.portal_id].append(verdict)
    shown = []
    for by_portal in groups.values():
        if len(by_portal) >= lookup.settings.alike_portals:
            shown.append(_shared(lookup, by_portal))
        else:
            shown += [(portal_id, _blocked(lookup, own)) for portal_id, own in by_portal.items()]
    return _section(lookup, "unknown", "warn", shown, len(verdicts))


def _blocked(lookup: ReportLookup, found: Sequence[Verdict]) -> ProblemRow:
    latest = lookup.latest.get(found[0].portal_id)
    never = lookup.label("fact.never_scanned")
    when = lookup.minute(latest.started_at) if latest else never
    scanned = ((lookup.label("fact.last_scan"), when),)
    if len(found) == 1:
        lead = _because(lookup, "lead.unknown_one", found)
        return ProblemRow(lookup.release(found[0].release_id), lead, (scanned,), None, 1)
    return ProblemRow(None, _because(lookup, "lead.unknown", found), (scanned,), None, len(found))


def _shared(
    lookup: ReportLookup, by_portal: Mapping[str, Sequence[Verdict]]
) -> tuple[str, ProblemRow]:
    """A row under the number of its portals, which names them in the registry's order."""
    found = [verdict for own in by_portal.values() for verdict in own]
    named = sorted((lookup.portal(portal_id) for portal_id in by_portal), key=lambda p: p.place)
    names = lookup.join(portal.name for portal in named[:NAMES_SHOWN])
    if len(named) > NAMES_SHOWN:
        names = lookup.label("portals.and_others", names=names, count=len(named))
    lead = _because(lookup, "lead.unknown_shared", found)
    row = ProblemRow(None, lead, (((lookup.label("fact.portals"), names),),), None, len(found))
    return lookup.label("portals.count", count=len(named)), row


def _because(lookup: ReportLookup, key: str, found: Sequence[Verdict]) -> str:
    reasons = [verdict.reason for verdict in found]
    differ = ""
    if len({outline(reason, places=True) for reason in reasons}) > 1:
        differ = lookup.label("lead.places_differ")
    elif len(set(reasons)) > 1:
        differ = lookup.label("lead.moments_differ")
    reason = lookup.say(earliest(reasons))
    facts = {} if key == "lead.unknown_one" else {"count": len(found)}
    return lookup.label(key, reason=reason, differ=differ, **facts)


def _columns(lookup: ReportLookup, key: str, kinds: Sequence[Standing]) -> Section:
    shown = [
        (column.portal_id, column_row(lookup, column))
        for column in sorted(lookup.data.columns, key=lambda column: column.portal_id)
        if column.standing in kinds
    ]
    return _section(lookup, key, "warn", shown, len(shown), PORTALS)


def _decided(lookup: ReportLookup) -> Section:
    """What people decided: about duties, then about columns."""
    shown = [
        (verdict.portal_id, rows.decided(lookup, verdict))
        for verdict in lookup.verdicts
        if verdict.machine or verdict.kind is VerdictKind.WAIVED
    ]
    for column in sorted(lookup.data.columns, key=lambda column: column.portal_id):
        if column.machine:
            lead = lookup.label("lead.column_decided", kind=column.standing, machine=column.machine)
            shown.append((column.portal_id, replace(column_row(lookup, column), lead=lead)))
    return _section(lookup, "decided", "calm", shown, len(shown))
