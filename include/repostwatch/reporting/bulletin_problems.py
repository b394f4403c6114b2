"""The chapters of a bulletin on what was found faulty, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from repostwatch.base.clock import day_of
from repostwatch.model import FindingKind, Standing, Verdict, VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.model.words import BAD_COLUMNS
from repostwatch.reporting import blocks, overview
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.bulletin_data import BulletinData, SpotFindings
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.wording import values


def problems(lookup: ReportLookup) -> list[Block]:
    """What is faulty, then what could not be known, each with the portals by name."""
    found = [
        *_columns(lookup, BAD_COLUMNS),
        *_named(lookup, "bulletin.missing", lookup.of(VerdictKind.MISSING)),
        *_named(lookup, "bulletin.late", lookup.of(VerdictKind.LATE)),
        *_named(lookup, "bulletin.backdated", [v for v in lookup.verdicts if v.backdated]),
    ]
    unsure = [
        *_columns(lookup, (Standing.REVIEW, Standing.UNKNOWN)),
        *_named(lookup, "bulletin.unknown", lookup.of(VerdictKind.UNKNOWN)),
        *_named(lookup, "bulletin.review", lookup.of(VerdictKind.REVIEW)),
    ]
    if not found:
        key = "bulletin.none_in_part" if overview.undecided(lookup) else "bulletin.none"
        found = [blocks.paragraph(lookup.label(key))]
    if unsure:
        unsure.append(blocks.note(lookup.label("bulletin.open_note")))
    return [*found, *unsure]


def _columns(lookup: ReportLookup, kinds: Sequence[Standing]) -> list[Block]:
    by_standing: dict[Standing, list[str]] = defaultdict(list)
    for column in sorted(lookup.data.columns, key=lambda c: lookup.portal(c.portal_id).place):
        by_standing[column.standing].append(lookup.portal(column.portal_id).name)
    lines = [
        lookup.label(f"bulletin.column.{kind.value}", count=len(names), names=lookup.join(names))
        for kind in kinds
        if (names := by_standing[kind])
    ]
    return [blocks.paragraph(line) for line in lines]


def _named(lookup: ReportLookup, key: str, verdicts: Sequence[Verdict]) -> list[Block]:
    if not verdicts:
        return []
    counts = Counter(verdict.portal_id for verdict in verdicts)
    what, names = lookup.label(key), _names(lookup, counts)
    shown = lookup.label(
        "bulletin.named", what=what, portals=len(counts), count=len(verdicts), names=names
    )
    return [blocks.paragraph(shown)]


def _names(lookup: ReportLookup, counts: Counter[str]) -> str:
    """Portals by name, those with most first."""
    ranked = sorted(
        counts, key=lambda portal_id: (-counts[portal_id], lookup.portal(portal_id).place)
    )
    return lookup.join(
        lookup.label("bulletin.name_count", name=lookup.portal(portal_id).name, count=count)
        if (count := counts[portal_id]) > 1
        else lookup.portal(portal_id).name
        for portal_id in ranked
    )


def rectified(lookup: ReportLookup, data: BulletinData) -> list[Block]:
    """The findings of the quarter: those that were opened, settled, and open at its end."""
    known = data.findings
    last = min(data.facts.quarter.last, day_of(data.facts.until))
    days: dict[str, Fact] = {
        "first": lookup.day(data.facts.quarter.first),
        "last": values.day_of_year(last, lookup.style),
    }
    if not (known.opened or known.rectified or known.waived or known.still):
        lines = [blocks.paragraph(lookup.label("bulletin.findings.none", **days))]
    else:
        first = lookup.label(
            "bulletin.findings",
            opened=len(known.opened),
            rectified=len(known.rectified),
            waived=len(known.waived),
            still=len(known.still),
            **days,
        )
        lines = [blocks.paragraph(first), *_kinds(lookup, (one.kind for one in known.opened))]
    if known.still:
        counts = Counter(one.portal_id for one in known.still)
        oldest = known.still[0]
        named = lookup.label(
            "bulletin.findings.still",
            portals=len(counts),
            count=len(known.still),
            names=_names(lookup, counts),
        )
        longest = lookup.label(
            "bulletin.oldest",
            name=lookup.portal(oldest.portal_id).name,
            kind=oldest.kind,
            opened=lookup.day(day_of(oldest.opened_at)),
        )
        lines += [blocks.paragraph(named), blocks.paragraph(longest)]
    if known.lost:
        lines.append(blocks.note(lookup.label("bulletin.findings.lost", count=known.lost)))
    if data.spot_check is not None and data.spot_check.findings is not None:
        lines += _spot_findings(lookup, data.spot_check.findings)
    return lines


def _spot_findings(lookup: ReportLookup, own: SpotFindings) -> list[Block]:
    """Whole sites: they are counted apart from the findings about reposts."""
    first = lookup.label(
        "bulletin.spot_findings",
        until=lookup.day(day_of(own.until)),
        opened=len(own.found.opened),
        rectified=len(own.found.rectified),
        waived=len(own.found.waived),
        still=len(own.found.still),
    )
    lines = [blocks.paragraph(first)]
    if own.names:
        names = lookup.join(own.names.values())
        lines.append(blocks.paragraph(lookup.label("bulletin.spot_findings.still", names=names)))
    return lines


def _kinds(lookup: ReportLookup, kinds: Iterable[FindingKind]) -> list[Block]:
    counts = Counter(kinds)
    each = lookup.label("list.comma").join(
        lookup.label("count.items", name=kind, count=counts[kind])
        for kind in FindingKind
        if counts[kind]
    )
    return [blocks.paragraph(lookup.label("bulletin.findings.kinds", kinds=each))] if each else []
