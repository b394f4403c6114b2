"""The report in a few numbers: subject, summary, figures, counts, releases, scans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch.base.clock import day_of
from repostwatch.judging.figures import Figure
from repostwatch.model import Level, Standing, VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.reporting.coverage import alert, coverage
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.wording import name
from repostwatch.wording.values import percent

# Nothing can be said of the duties that stand there.
UNDECIDED = {VerdictKind.UNKNOWN, VerdictKind.REVIEW}
UNDECIDED_COLUMNS = {Standing.UNKNOWN, Standing.REVIEW}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One line of a headline figure; `level` names that of all of them, too."""

    level: str
    share: str
    numerator: int
    denominator: int
    unknown: int
    bounds: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row of a table."""
        counted = (str(self.numerator), str(self.denominator), str(self.unknown))
        return (self.level, self.share, *counted, self.bounds)


@dataclass(frozen=True, slots=True)
class Headline:
    name: str
    total: FigureWords
    levels: tuple[FigureWords, ...]

    @property
    def lines(self) -> tuple[FigureWords, ...]:
        return (self.total, *self.levels)


def subject(lookup: ReportLookup, new: int = 0) -> str:
    """The subject: how much is new, the day and the counts; an alert goes before what is new."""
    short = alert(lookup)
    late = made_later(lookup)
    made_at = lookup.minute(lookup.data.made_at)
    columns = len(lookup.failed_columns)
    return lookup.label(
        "subject",
        new=lookup.label("subject.new", count=new) if new and not short else "",
        alert=lookup.label("subject.alert", text=short) if short else "",
        day=lookup.day(lookup.data.day),
        belated=lookup.label("subject.belated", made_at=made_at) if late else "",
        counts=_subject_counts(lookup),
        columns=lookup.label("subject.columns", count=columns) if columns else "",
    )


def _subject_counts(lookup: ReportLookup) -> str:
    counts = Counter(verdict.kind for verdict in lookup.verdicts)
    if not counts:
        return lookup.label("subject.no_duties")
    parts = {
        "subject.late": counts[VerdictKind.LATE],
        "subject.missing": counts[VerdictKind.MISSING],
        "subject.backdated": _backdated(lookup),
        "subject.review": counts[VerdictKind.REVIEW],
        "subject.unknown": counts[VerdictKind.UNKNOWN],
    }
    shown = lookup.join(lookup.label(key, count=count) for key, count in parts.items() if count)
    nothing = lookup.label("subject.nothing")
    return lookup.label("subject.total", counts=shown or nothing, total=counts.total())


def _backdated(lookup: ReportLookup) -> int:
    return sum(verdict.backdated is not None for verdict in lookup.verdicts)


def summary(lookup: ReportLookup) -> tuple[str, str]:
    """The day in two sentences."""
    counts = Counter(verdict.kind for verdict in lookup.verdicts)
    scope = lookup.label(
        "summary.scope", portals=len(lookup.data.portals), releases=len(lookup.data.releases)
    )
    if not counts:
        return lookup.label("summary.no_duties", scope=scope), _of_figures(lookup)
    each = (
        lookup.label("count.items", name=kind, count=counts[kind])
        for kind in VerdictKind
        if counts[kind]
    )
    forged = _backdated(lookup)
    first = lookup.label(
        "summary.duties",
        scope=scope,
        total=counts.total(),
        counts=lookup.label("list.comma").join(each),
        backdated=lookup.label("summary.backdated", count=forged) if forged else "",
    )
    return first, _of_figures(lookup)


def made_later(lookup: ReportLookup) -> str:
    """A note that the report of a past day has today's state, not that of the day."""
    if day_of(lookup.data.made_at) == lookup.data.day:
        return ""
    made, day = lookup.minute(lookup.data.made_at), lookup.day(lookup.data.day)
    return lookup.label("summary.belated", made_at=made, day=day)


def correction(lookup: ReportLookup) -> str:
    """That the report stands in another's place, for its heading; empty where it is the first."""
    edition = lookup.data.edition
    if edition == 1:
        return ""
    return lookup.label("correction", edition=edition, replaced=edition - 1)


def absent_problems(lookup: ReportLookup) -> str:
    """Kinds of problems that did not occur, stated explicitly.

    Only as far as portals were read: nothing during an outage or where no duty at all could be
    judged, and with a limit otherwise.
    """
    if alert(lookup):
        return ""
    kinds = {verdict.kind for verdict in lookup.verdicts}
    none = [
        name(kind, lookup.style.language)
        for kind in (VerdictKind.LATE, VerdictKind.MISSING)
        if kind not in kinds
    ]
    if not any(verdict.backdated for verdict in lookup.verdicts):
        none.append(lookup.label("summary.kind_backdated"))
    due = kinds - {VerdictKind.PENDING}
    if not none or not kinds or (due and not due - UNDECIDED):
        return ""
    in_part = undecided(lookup) or lookup.incomplete or coverage(lookup)
    key = "summary.none_in_part" if in_part else "summary.none"
    return lookup.label(key, kinds=lookup.join(none))


def undecided(lookup: ReportLookup) -> bool:
    """Whether any duty or column is undecided: then no fault can be said to be absent as such."""
    columns = {column.standing for column in lookup.data.columns}
    kinds = {verdict.kind for verdict in lookup.verdicts}
    return bool(kinds & UNDECIDED or columns & UNDECIDED_COLUMNS)


def headlines(lookup: ReportLookup) -> list[Headline]:
    keys = list(dict.fromkeys(figure.name for figure in lookup.data.figures))
    found = []
    for key in keys:
        lines = {f.level: _figure_words(lookup, f) for f in lookup.data.figures if f.name == key}
        if None in lines:
            levels = tuple(lines[level] for level in Level if level in lines)
            found.append(Headline(lookup.label(f"figure.{key}"), lines[None], levels))
    return found


def figure_header(lookup: ReportLookup) -> tuple[str, ...]:
    """Over rows of a figure's name and the cells of its lines."""
    keys = ("figure", "level", "share", "numerator", "denominator", "open", "worst_best")
    return tuple(lookup.label(f"table.{key}") for key in keys)


def _of_figures(lookup: ReportLookup) -> str:
    each = [_of_figure(lookup, headline) for headline in headlines(lookup)]
    if not each:
        return lookup.label("summary.no_figures")
    return lookup.label("sentence.end", text=lookup.label("list.clause").join(each))


def _of_figure(lookup: ReportLookup, headline: Headline) -> str:
    total = headline.total
    if not total.denominator:
        return lookup.label("summary.figure_none", name=headline.name)
    facts: dict[str, Fact] = {
        "name": headline.name,
        "share": total.share,
        "numerator": total.numerator,
        "denominator": total.denominator,
    }
    if not total.unknown:
        return lookup.label("summary.figure", **facts)
    return lookup.label("summary.figure_open", **facts, unknown=total.unknown)


def _figure_words(lookup: ReportLookup, figure: Figure) -> FigureWords:
    share = figure.numerator / figure.denominator if figure.denominator else None
    low, high = percent(figure.worst), percent(figure.best)
    return FigureWords(
        level=name(figure.level, lookup.style.language)
        if figure.level
        else lookup.label("level.all"),
        share=percent(share),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        bounds=low if low == high else f"{low} – {high}",
    )


def counted(lookup: ReportLookup, count: Counter[VerdictKind]) -> str:
    """Verdicts by kind, those that occur."""
    return lookup.label("list.comma").join(
        lookup.label("count.of", name=kind, count=count[kind])
        for kind in VerdictKind
        if count[kind]
    )
