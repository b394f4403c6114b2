"""The statement of a quarter, in the manner of the official bulletins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from repostwatch.base.clock import day_of
from repostwatch.base.errors import RepostwatchError
from repostwatch.judging.findings import BAD_COLUMNS
from repostwatch.model import FindingState, Language, Level, Standing, Verdict, VerdictKind
from repostwatch.reporting import appendix, blocks, overview
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.data import Attachment, Report, ReportData
from repostwatch.reporting.document import DOCX_TYPE, word_file
from repostwatch.reporting.history import PastFigure, comparable
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels, values


def build_bulletin(
    data: ReportData,
    quarter: str,
    settings: ReportingSettings,
    past: Iterable[PastFigure] = (),
    language: Language = Language.CHINESE,
) -> Report:
    """The statement of a quarter such as `2026Q3`; `data` holds that quarter's facts.

    The first attachment is the Word file. Raises RepostwatchError where `quarter` is none.
    Equal data give equal bytes.
    """
    lookup = ReportLookup(data, settings, language)
    year, number = parse_quarter(quarter)
    ordinal = lookup.label(f"quarter.{number}")
    lines = lookup.label("bulletin.title", year=str(year), quarter=ordinal)
    title = lines.replace("\n", lookup.label("sentence.join"))
    found = _blocks(lookup, quarter_days(year, number), tuple(past))
    name = f"repost-bulletin-{year}Q{number}"
    page = html_page(
        "bulletin.html",
        t=Labels(lookup.style),
        title=title,
        blocks=found,
        made_at=lookup.day(day_of(data.made_at)),
    )
    attachments = (
        Attachment(
            f"{name}.docx", DOCX_TYPE, word_file(lines, found, data.made_at, lookup.settings)
        ),
        workbook(lookup, f"{name}.xlsx"),
        verdicts_csv(lookup, f"{name}.csv"),
    )
    text = blocks.as_text(title, found)
    return Report(title, page, text, attachments, data.made_at, language)


def parse_quarter(quarter: str) -> tuple[int, int]:
    """Year and number of `2026Q3`. Raises RepostwatchError where it is no quarter."""
    if found := re.fullmatch(r"(\d{4})Q([1-4])", quarter.strip().upper()):
        return int(found[1]), int(found[2])
    raise RepostwatchError(f"{quarter!r} is not a quarter, e.g. 2026Q3")


def quarter_days(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    first = date(year, 3 * number - 2, 1)
    last = date(year, 12, 31) if number == 4 else date(year, 3 * number + 1, 1)
    return first, last if number == 4 else date.fromordinal(last.toordinal() - 1)


def _blocks(
    lookup: ReportLookup, days: tuple[date, date], past: tuple[PastFigure, ...]
) -> list[Block]:
    chapters = (
        ("bulletin.overall", _overall(lookup, days)),
        ("bulletin.problems", _problems(lookup)),
        ("bulletin.rectified", _rectified(lookup)),
        ("bulletin.compared", _compared(lookup, past)),
    )
    found: list[Block] = []
    there = [(key, chapter) for key, chapter in chapters if chapter]
    for number, (key, chapter) in enumerate(there, start=1):
        ordinal = lookup.label(f"quarter.{number}")
        heading = lookup.label("bulletin.chapter", number=ordinal, name=lookup.label(key))
        found += [blocks.heading(heading), *chapter]
    method = [blocks.note(line) for line in appendix.method(lookup)]
    return [*found, blocks.heading(lookup.label("bulletin.method")), *method]


def _overall(lookup: ReportLookup, days: tuple[date, date]) -> list[Block]:
    data = lookup.data
    levels = Counter(portal.level for portal in data.portals)
    sites = lookup.join(
        lookup.label(f"bulletin.sites.{level.value}", count=levels[level])
        for level in Level
        if levels[level]
    )
    first, last = days
    scope = lookup.label(
        "bulletin.scope",
        first=lookup.day(first),
        last=values.day_of_year(last, lookup.style),
        sites=sites or lookup.label("bulletin.sites.none"),
        releases=len(data.releases),
        duties=len(data.verdicts),
        made_at=lookup.minute(data.made_at),
    )
    found = overview.headlines(lookup)
    rows = [
        (headline.name if line is headline.total else "", *line.cells)
        for headline in found
        for line in headline.lines
    ]
    header = overview.figure_header(lookup)
    counts = overview.counted(lookup, Counter(verdict.kind for verdict in lookup.verdicts))
    lines = [blocks.paragraph(scope)]
    if rows:
        lines += [blocks.paragraph(overview.summary(lookup)[1]), blocks.table(header, rows)]
    if counts:
        lines.append(blocks.paragraph(lookup.label("bulletin.counts", counts=counts)))
    return lines


def _problems(lookup: ReportLookup) -> list[Block]:
    found = [
        *_column_problems(lookup),
        *_named(lookup, "bulletin.missing", lookup.of(VerdictKind.MISSING)),
        *_named(lookup, "bulletin.late", lookup.of(VerdictKind.LATE)),
        *_named(lookup, "bulletin.backdated", [v for v in lookup.verdicts if v.backdated]),
    ]
    unsure = [
        *_named(lookup, "bulletin.unknown", lookup.of(VerdictKind.UNKNOWN)),
        *_named(lookup, "bulletin.review", lookup.of(VerdictKind.REVIEW)),
    ]
    if not found:
        found = [blocks.paragraph(lookup.label("bulletin.none"))]
    if unsure:
        unsure.append(blocks.note(lookup.label("bulletin.open_note")))
    return [*found, *unsure]


def _column_problems(lookup: ReportLookup) -> list[Block]:
    by_standing: dict[Standing, list[str]] = defaultdict(list)
    for column in sorted(lookup.data.columns, key=lambda c: lookup.portal(c.portal_id).place):
        by_standing[column.standing].append(lookup.portal(column.portal_id).name)
    lines = [
        lookup.label(f"bulletin.column.{kind.value}", count=len(names), names=lookup.join(names))
        for kind in (*BAD_COLUMNS, Standing.REVIEW, Standing.UNKNOWN)
        if (names := by_standing[kind])
    ]
    return [blocks.paragraph(line) for line in lines]


def _named(lookup: ReportLookup, key: str, verdicts: Sequence[Verdict]) -> list[Block]:
    """The sites by name, those with most first."""
    if not verdicts:
        return []
    counts = Counter(verdict.portal_id for verdict in verdicts)
    ranked = sorted(
        counts, key=lambda portal_id: (-counts[portal_id], lookup.portal(portal_id).place)
    )
    names = lookup.join(
        lookup.label("bulletin.name_count", name=lookup.portal(portal_id).name, count=count)
        if (count := counts[portal_id]) > 1
        else lookup.portal(portal_id).name
        for portal_id in ranked
    )
    what, total = lookup.label(key), len(verdicts)
    shown = lookup.label("bulletin.named", what=what, portals=len(ranked), count=total, names=names)
    return [blocks.paragraph(shown)]


def _rectified(lookup: ReportLookup) -> list[Block]:
    findings = lookup.data.findings
    if not findings:
        return []
    states = Counter(finding.state for finding in findings)
    each = lookup.label("list.comma").join(
        lookup.label("count.items", name=state, count=states[state]) for state in FindingState
    )
    still = [f for f in findings if f.state in (FindingState.OPEN, FindingState.NOTIFIED)]
    first = lookup.label("bulletin.findings", count=len(findings), states=each)
    lines = [blocks.paragraph(first)]
    if still:
        oldest = min(still, key=lambda f: (f.opened_at, f.portal_id, f.release_id or ""))
        name = lookup.portal(oldest.portal_id).name
        age = lookup.age(oldest.opened_at)
        longest = lookup.label("bulletin.oldest", name=name, kind=oldest.kind, age=age)
        lines.append(blocks.paragraph(longest))
    return lines


def _compared(lookup: ReportLookup, past: tuple[PastFigure, ...]) -> list[Block]:
    same, other = comparable(past, lookup.data.portals)
    if not same and not other:
        return []
    lines: list[Block] = []
    if same:
        unsaid = lookup.label("bulletin.not_published")
        figures = [lookup.label(key) for key in ("figure.column", "figure.repost")]
        rows = [
            (p.period, p.document, p.column_rate or unsaid, p.repost_rate or unsaid) for p in same
        ]
        ours = {headline.name: headline.total.share for headline in overview.headlines(lookup)}
        column, repost = (ours.get(name, "—") for name in figures)
        rows.append((lookup.label("bulletin.ours"), lookup.label("bulletin.this"), column, repost))
        header = (lookup.label("bulletin.period"), lookup.label("bulletin.document"), *figures)
        lines.append(blocks.table(header, rows))
        lines.append(blocks.note(lookup.label("bulletin.same_scope")))
    if other:
        periods = lookup.join(figure.period for figure in other)
        lines.append(blocks.note(lookup.label("bulletin.other_scope", periods=periods)))
    return lines
