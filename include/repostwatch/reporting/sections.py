"""What an officer has to act on: one section per kind of problem, grouped by portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from repostwatch.judging.findings import BAD_COLUMNS
from repostwatch.model import (
    ColumnStanding,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.reporting import rows
from repostwatch.reporting.alike import Outline, earliest, outline
from repostwatch.reporting.appendix import NAMES_SHOWN
from repostwatch.reporting.book import Book, PortalWords, ShownLink
from repostwatch.reporting.open_findings import open_findings
from repostwatch.reporting.rows import Row
from repostwatch.wording import name


@dataclass(frozen=True, slots=True)
class Group:
    """`pages` is where the portal was looked at, where that proves something."""

    portal: PortalWords
    rows: tuple[Row, ...]
    hidden: int = 0  # rows that only the attachment has
    pages: tuple[ShownLink, ...] = ()


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


def sections(book: Book) -> list[Section]:
    """The sections that have something to show, what needs action first."""
    backdated = [verdict for verdict in book.verdicts if verdict.backdated]
    every = [
        _of_verdicts(book, "late", "bad", book.of(VerdictKind.LATE), rows.late),
        _of_verdicts(book, "missing", "bad", book.of(VerdictKind.MISSING), rows.missing),
        _of_verdicts(book, "backdated", "bad", backdated, rows.backdated),
        _columns(book, "columns", BAD_COLUMNS),
        _of_verdicts(book, "review", "warn", book.of(VerdictKind.REVIEW), rows.review),
        _unknown(book),
        _columns(book, "unsure", UNSURE_COLUMNS),
        _section(book, "findings", "calm", *open_findings(book)),
        _decided(book),
    ]
    return [section for section in every if section.total]


UNSURE_COLUMNS = (Standing.REVIEW, Standing.UNKNOWN)
ITEMS, PORTALS = "section.total.items", "section.total.portals"


def _of_verdicts(
    book: Book,
    key: str,
    tone: str,
    verdicts: Iterable[Verdict],
    show: Callable[[Book, Verdict], Row],
) -> Section:
    shown = [(verdict.portal_id, show(book, verdict)) for verdict in verdicts]
    return _section(book, key, tone, shown, len(shown))


def _section(
    book: Book,
    key: str,
    tone: str,
    found: Iterable[tuple[str, Row]],
    total: int,
    unit: str = ITEMS,
) -> Section:
    """Group rows by portal, heaviest first, and cut to what a mail's body can carry."""
    by_portal: dict[str, list[Row]] = defaultdict(list)
    for portal_id, row in found:
        by_portal[portal_id].append(row)
    groups, hidden = [], 0
    left = book.settings.rows_per_section
    for portal_id, own in sorted(
        by_portal.items(),
        key=lambda item: (-max(row.weight for row in item[1]), book.portal(item[0]).place),
    ):
        shown = sorted(own, key=lambda row: -row.weight)[: min(left, book.settings.rows_per_portal)]
        left -= len(shown)
        if shown:
            more = len(own) - len(shown)
            pages = book.pages(portal_id) if key == "missing" else ()
            groups.append(Group(book.portal(portal_id), tuple(shown), more, pages))
        else:
            hidden += len(own)
    return Section(
        key,
        book.label(f"section.{key}"),
        tone,
        total,
        book.label(unit, total=total),
        book.label(f"section.{key}.note"),
        tuple(groups),
        hidden,
    )


def _unknown(book: Book) -> Section:
    """A portal that is unknown for a reason is one row, however many duties it has.

    Reasons that differ by nothing but moments and addresses are one reason, shown by the
    earliest. One that many portals share is one row, too: a firewall's product, or our own network.
    """
    groups: dict[Outline, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    verdicts = book.of(VerdictKind.UNKNOWN)
    for verdict in verdicts:
        groups[outline(verdict.reason)][verdict.portal_id].append(verdict)
    shown = []
    for by_portal in groups.values():
        if len(by_portal) >= book.settings.alike_portals:
            shown.append(_shared(book, by_portal))
        else:
            shown += [(portal_id, _blocked(book, own)) for portal_id, own in by_portal.items()]
    return _section(book, "unknown", "warn", shown, len(verdicts))


def _blocked(book: Book, found: Sequence[Verdict]) -> Row:
    latest = book.latest.get(found[0].portal_id)
    never = book.label("fact.never_scanned")
    when = book.minute(latest.started_at) if latest else never
    looked = ((book.label("fact.last_scan"), when),)
    if len(found) == 1:
        lead = _because(book, "lead.unknown_one", found)
        return Row(book.release(found[0].release_id), lead, (looked,), None, 1)
    return Row(None, _because(book, "lead.unknown", found), (looked,), None, len(found))


def _shared(book: Book, by_portal: Mapping[str, Sequence[Verdict]]) -> tuple[str, Row]:
    """A row under the number of its portals, which names them in the registry's order."""
    found = [verdict for own in by_portal.values() for verdict in own]
    named = sorted((book.portal(portal_id) for portal_id in by_portal), key=lambda p: p.place)
    names = book.join(portal.name for portal in named[:NAMES_SHOWN])
    if len(named) > NAMES_SHOWN:
        names = book.label("portals.and_others", names=names, count=len(named))
    lead = _because(book, "lead.unknown_shared", found)
    row = Row(None, lead, (((book.label("fact.portals"), names),),), None, len(found))
    return book.label("portals.count", count=len(named)), row


def _because(book: Book, key: str, found: Sequence[Verdict]) -> str:
    reasons = [verdict.reason for verdict in found]
    differ = ""
    if len({outline(reason, places=True) for reason in reasons}) > 1:
        differ = book.label("lead.places_differ")
    elif len(set(reasons)) > 1:
        differ = book.label("lead.moments_differ")
    reason = book.say(earliest(reasons))
    facts = {} if key == "lead.unknown_one" else {"count": len(found)}
    return book.label(key, reason=reason, differ=differ, **facts)


def _columns(book: Book, key: str, kinds: Sequence[Standing]) -> Section:
    shown = [
        (column.portal_id, _column(book, column, -float(kinds.index(column.standing))))
        for column in sorted(book.data.columns, key=lambda column: column.portal_id)
        if column.standing in kinds
    ]
    return _section(book, key, "warn", shown, len(shown), PORTALS)


def _column(book: Book, column: ColumnStanding, weight: float) -> Row:
    latest = book.latest.get(column.portal_id)
    reason = book.say(column.reason)
    why = ((book.label("fact.explanation"), reason),) if reason else ()
    looked = ((book.label("fact.last_scan"), book.minute(latest.started_at)),) if latest else ()
    seen = book.link(column.name, column.url) if column.name else None
    lead = name(column.standing, book.style.language)
    return Row(None, lead, rows.lines(why, looked), seen, weight)


def _decided(book: Book) -> Section:
    """What people decided: about duties, then about columns."""
    shown = [
        (verdict.portal_id, rows.decided(book, verdict))
        for verdict in book.verdicts
        if verdict.machine or verdict.kind is VerdictKind.WAIVED
    ]
    for column in sorted(book.data.columns, key=lambda column: column.portal_id):
        if column.machine:
            lead = book.label("lead.column_decided", kind=column.standing, machine=column.machine)
            shown.append((column.portal_id, replace(_column(book, column, 0.0), lead=lead)))
    return _section(book, "decided", "calm", shown, len(shown))
