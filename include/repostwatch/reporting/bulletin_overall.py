"""The first chapter of a bulletin: what was watched, the sentence, the figures by level."""

from __future__ import annotations

from collections import Counter

from repostwatch.base.clock import day_of
from repostwatch.judging.changes import Change, change_of, comparison_refused
from repostwatch.judging.figures import COLUMN, REPOST, Figure
from repostwatch.judging.shares import ShareClaim, ShareForm, claim_of
from repostwatch.model import Level
from repostwatch.model.reasons import Fact
from repostwatch.reporting import blocks, overview
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.settings import BulletinSettings
from repostwatch.wording import name, values
from repostwatch.wording.values import percent

# The forms in which the bulletin of 2016 gave each of them: 90%以上, 超过80%.
FORMS = {COLUMN: ShareForm.AT_LEAST, REPOST: ShareForm.OVER}
HEAD = ("table.figure", "bulletin.head.scope", "table.share", "bulletin.head.met",
        "bulletin.head.counted", "bulletin.head.open", "bulletin.head.bounds",
        "bulletin.head.change")  # fmt: skip


def overall(lookup: ReportLookup, data: BulletinData, settings: BulletinSettings) -> list[Block]:
    """The chapter's blocks."""
    lines = [blocks.paragraph(_scope(lookup, data))]
    figures = {figure.name: figure for figure in data.facts.figures if figure.level is None}
    if figures:
        parts = {key: _claim(lookup, key, figures.get(key), settings) for key in FORMS}
        sentence = lookup.label("bulletin.sentence", column=parts[COLUMN], repost=parts[REPOST])
        lines.append(blocks.paragraph(sentence))
        lines += _by_level(lookup, data)
    counts = overview.counted(lookup, Counter(verdict.kind for verdict in lookup.verdicts))
    if counts:
        lines.append(blocks.paragraph(lookup.label("bulletin.counts", counts=counts)))
    return lines


def unobserved(lookup: ReportLookup, data: BulletinData) -> list[Block]:
    """The chapter where no portal was scanned: there is no figure, nor anybody who is at fault."""
    quarter = values.quarter(str(data.facts.quarter), lookup.style)
    return [blocks.paragraph(lookup.label("bulletin.unobserved", quarter=quarter))]


def _scope(lookup: ReportLookup, data: BulletinData) -> str:
    report, facts = data.report, data.facts
    levels = Counter(portal.level for portal in report.portals)
    sites = lookup.join(
        lookup.label(f"bulletin.sites.{level.value}", count=levels[level])
        for level in Level
        if levels[level]
    )
    last = min(facts.quarter.last, day_of(facts.until))
    return lookup.label(
        "bulletin.scope",
        first=lookup.day(facts.quarter.first),
        last=values.day_of_year(last, lookup.style),
        sites=sites or lookup.label("bulletin.sites.none"),
        releases=len(report.releases),
        duties=len(report.verdicts),
        observed=len(facts.observed),
        made_at=lookup.minute(report.made_at),
    )


def _claim(
    lookup: ReportLookup, key: str, figure: Figure | None, settings: BulletinSettings
) -> str:
    """One half of the sentence; it says so where nothing can be claimed."""
    shown = figure or Figure(key, None, 0, 0, 0)
    claim = claim_of(shown, settings, FORMS[key])
    facts: dict[str, Fact] = {"counts": _counts(lookup, shown)}
    if key == REPOST:
        facts["limit"] = lookup.data.usual_limit
    if isinstance(claim, ShareClaim):
        share = lookup.label(f"share.{claim.form.value}", percent=claim.percent)
        return lookup.label(f"bulletin.{key}.claim", share=share, **facts)
    return lookup.label(f"bulletin.{key}.unclaimed", why=claim, **facts)


def _counts(lookup: ReportLookup, figure: Figure) -> str:
    facts: dict[str, Fact] = {"numerator": figure.numerator, "denominator": figure.denominator}
    if not figure.unknown:
        return lookup.label("bulletin.of", **facts)
    low, high = percent(figure.worst), percent(figure.best)
    if low == high:
        return lookup.label("bulletin.of_few_open", unknown=figure.unknown, share=low, **facts)
    return lookup.label("bulletin.of_open", unknown=figure.unknown, low=low, high=high, **facts)


def _by_level(lookup: ReportLookup, data: BulletinData) -> list[Block]:
    """The table of both figures, and what its last column is, or why it is empty."""
    refused = comparison_refused(data.facts, data.before)
    rows, before = [], ""
    for figure in data.facts.figures:
        change = None
        if refused is None:
            change = change_of(data.facts, data.before, figure.name, figure.level)
        rows.append(_row(lookup, figure, change, first=figure.name != before))
        before = figure.name
    table = blocks.table([lookup.label(key) for key in HEAD], rows)
    if refused is not None:
        return [table, blocks.note(lookup.label("sentence.end", text=lookup.say(refused)))]
    quarter = values.quarter(str(data.before.quarter), lookup.style)
    return [table, blocks.note(lookup.label("bulletin.change", quarter=quarter))]


def _row(
    lookup: ReportLookup, figure: Figure, change: Change | None, *, first: bool
) -> tuple[str, ...]:
    low, high = percent(figure.worst), percent(figure.best)
    level = figure.level
    return (
        lookup.label(f"figure.{figure.name}") if first else "",
        name(level, lookup.style.language) if level else lookup.label("level.all"),
        # With undecided portals there is no one share, only its bounds.
        low if not figure.unknown else "—",
        str(figure.numerator),
        str(figure.denominator),
        str(figure.unknown),
        low if low == high else f"{low}–{high}",
        _change(lookup, change),
    )


def _change(lookup: ReportLookup, change: Change | None) -> str:
    if change is None:
        return "—"
    low, high = _signed(change.low), _signed(change.high)
    return low if low == high else lookup.label("bulletin.change.between", low=low, high=high)


def _signed(points: float) -> str:
    """Percentage points with their sign, and without one where there are none."""
    rounded = round(points, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"
