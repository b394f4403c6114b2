"""The report in a few numbers: subject, summary, figures, counts, releases, scans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch.clock import day_of
from repostwatch.judging import Figure
from repostwatch.model import Level, VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.reporting.book import Book
from repostwatch.reporting.coverage import alert, coverage
from repostwatch.wording import name
from repostwatch.wording.values import percent


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


@dataclass(frozen=True, slots=True)
class CountRow:
    """Verdicts of one level (or all), in the order of VerdictKind, and their sum."""

    level: str
    counts: tuple[int, ...]
    total: int


def subject(book: Book) -> str:
    """The day and the counts: what stands in the inbox. Before them, that we saw nothing."""
    short = alert(book)
    late = belated(book)
    made_at = book.minute(book.data.made_at)
    columns = len(book.failed_columns)
    return book.label(
        "subject",
        alert=book.label("subject.alert", text=short) if short else "",
        day=book.day(book.data.day),
        belated=book.label("subject.belated", made_at=made_at) if late else "",
        counts=_subject_counts(book),
        columns=book.label("subject.columns", count=columns) if columns else "",
    )


def _subject_counts(book: Book) -> str:
    counts = Counter(verdict.kind for verdict in book.verdicts)
    if not counts:
        return book.label("subject.no_duties")
    parts = {
        "subject.late": counts[VerdictKind.LATE],
        "subject.missing": counts[VerdictKind.MISSING],
        "subject.backdated": _backdated(book),
        "subject.review": counts[VerdictKind.REVIEW],
        "subject.unknown": counts[VerdictKind.UNKNOWN],
    }
    shown = book.join(book.label(key, count=count) for key, count in parts.items() if count)
    nothing = book.label("subject.nothing")
    return book.label("subject.total", counts=shown or nothing, total=counts.total())


def _backdated(book: Book) -> int:
    return sum(verdict.backdated is not None for verdict in book.verdicts)


def summary(book: Book) -> tuple[str, str]:
    """The day in two sentences."""
    counts = Counter(verdict.kind for verdict in book.verdicts)
    scope = book.label(
        "summary.scope", portals=len(book.data.portals), releases=len(book.data.releases)
    )
    if not counts:
        return book.label("summary.no_duties", scope=scope), _of_figures(book)
    each = (
        book.label("count.items", name=kind, count=counts[kind])
        for kind in VerdictKind
        if counts[kind]
    )
    forged = _backdated(book)
    first = book.label(
        "summary.duties",
        scope=scope,
        total=counts.total(),
        counts=book.label("list.comma").join(each),
        backdated=book.label("summary.backdated", count=forged) if forged else "",
    )
    return first, _of_figures(book)


def belated(book: Book) -> str:
    """That a report of a past day shows what is known by now, not what was known that day."""
    if day_of(book.data.made_at) == book.data.day:
        return ""
    made, day = book.minute(book.data.made_at), book.day(book.data.day)
    return book.label("summary.belated", made_at=made, day=day)


def absent_problems(book: Book) -> str:
    """What there is none of, said outright: an officer must not have to infer it.

    Never more than was seen: nothing of an outage, and of a partial view as much.
    """
    if alert(book):
        return ""
    kinds = {verdict.kind for verdict in book.verdicts}
    none = [
        name(kind, book.style.language)
        for kind in (VerdictKind.LATE, VerdictKind.MISSING)
        if kind not in kinds
    ]
    if not any(verdict.backdated for verdict in book.verdicts):
        none.append(book.label("summary.kind_backdated"))
    if not none or not book.verdicts:
        return ""
    key = "summary.none_in_part" if coverage(book) else "summary.none"
    return book.label(key, kinds=book.join(none))


def headlines(book: Book) -> list[Headline]:
    keys = list(dict.fromkeys(figure.name for figure in book.data.figures))
    found = []
    for key in keys:
        lines = {f.level: _figure_words(book, f) for f in book.data.figures if f.name == key}
        if None in lines:
            levels = tuple(lines[level] for level in Level if level in lines)
            found.append(Headline(book.label(f"figure.{key}"), lines[None], levels))
    return found


def counts(book: Book) -> list[CountRow]:
    """Verdicts by level, all of them last."""
    by_level: dict[str, Counter[VerdictKind]] = {}
    for portal in book.portals():
        by_level.setdefault(portal.level, Counter())
    for verdict in book.verdicts:
        level = book.portal(verdict.portal_id).level or book.label("level.other")
        by_level.setdefault(level, Counter())[verdict.kind] += 1
    rows = [_count_row(level, count) for level, count in by_level.items()]
    return [*rows, _count_row(book.label("level.sum"), sum(by_level.values(), Counter()))]


def figure_header(book: Book) -> tuple[str, ...]:
    """Over rows of a figure's name and the cells of its lines."""
    keys = ("figure", "level", "share", "numerator", "denominator", "open", "worst_best")
    return tuple(book.label(f"table.{key}") for key in keys)


def _of_figures(book: Book) -> str:
    each = [_of_figure(book, headline) for headline in headlines(book)]
    if not each:
        return book.label("summary.no_figures")
    return book.label("sentence.end", text=book.label("list.clause").join(each))


def _of_figure(book: Book, headline: Headline) -> str:
    total = headline.total
    if not total.denominator:
        return book.label("summary.figure_none", name=headline.name)
    facts: dict[str, Fact] = {
        "name": headline.name,
        "share": total.share,
        "numerator": total.numerator,
        "denominator": total.denominator,
    }
    if not total.unknown:
        return book.label("summary.figure", **facts)
    return book.label("summary.figure_open", **facts, unknown=total.unknown)


def _figure_words(book: Book, figure: Figure) -> FigureWords:
    share = figure.numerator / figure.denominator if figure.denominator else None
    low, high = percent(figure.worst), percent(figure.best)
    return FigureWords(
        level=name(figure.level, book.style.language) if figure.level else book.label("level.all"),
        share=percent(share),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        bounds=low if low == high else f"{low} – {high}",
    )


def _count_row(level: str, count: Counter[VerdictKind]) -> CountRow:
    return CountRow(level, tuple(count[kind] for kind in VerdictKind), count.total())


def counted(book: Book, count: Counter[VerdictKind]) -> str:
    """Verdicts by kind, those that occur."""
    return book.label("list.comma").join(
        book.label("count.of", name=kind, count=count[kind]) for kind in VerdictKind if count[kind]
    )
