"""The report in a few numbers: subject, summary, figures, counts, releases, scans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch.clock import day_of
from repostwatch.judging import Figure
from repostwatch.model import Level, Release, VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.reporting.book import Book, PortalWords, ShownLink
from repostwatch.reporting.coverage import alert, coverage
from repostwatch.wording import name
from repostwatch.wording.values import percent

NAMES_SHOWN = 30  # of portals in one line: more are no reading
EXCEPTIONS = ("exception.robots", "exception.tls")


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


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    release: ShownLink
    number: str
    published: str
    deadline: str
    counts: str


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


def release_rows(book: Book) -> list[ReleaseRow]:
    """The releases, newest first, with when they appeared and until when they were due."""
    by_release: dict[str, Counter[VerdictKind]] = {}
    for verdict in book.verdicts:
        by_release.setdefault(verdict.release_id, Counter())[verdict.kind] += 1
    releases = sorted(book.data.releases, key=lambda r: (r.published, r.release_id), reverse=True)
    return [_release_row(book, r, by_release.get(r.release_id, Counter())) for r in releases]


def scan_lines(book: Book) -> list[str]:
    """When we looked, how much of it was complete, and whom we did not look at."""
    latest = [book.latest[p.portal_id] for p in book.data.portals if p.portal_id in book.latest]
    if not latest:
        return [book.label("scans.none")]
    first = min(scan.started_at for scan in latest)
    last = max(scan.ended_at for scan in latest)
    whole = sum(scan.reach is not None for scan in latest)
    ends = {"earliest": book.minute(first), "latest": book.minute(last)}
    lines = [
        book.label(
            "scans.lately",
            when=book.label("moment.between", **ends) if first < last else ends["earliest"],
            scanned=len(latest),
            whole=whole,
            partial=len(latest) - whole,
        )
    ]
    never = [
        book.portal(portal.portal_id).name
        for portal in sorted(book.data.portals, key=lambda p: book.portal(p.portal_id).place)
        if portal.portal_id not in book.latest
    ]
    if never:
        names = book.join(never[:10])
        lines.append(
            book.label("scans.never_more", names=names, count=len(never))
            if len(never) > 10
            else book.label("scans.never", names=names)
        )
    return lines


def exception_lines(book: Book) -> list[str]:
    """Which portals are reached under an exception of the registry, each with its reason."""
    alike: dict[tuple[str, str], list[PortalWords]] = {}
    for portal in sorted(book.data.portals, key=lambda p: book.portal(p.portal_id).place):
        for key, reason in zip(
            EXCEPTIONS, (portal.ignore_robots_reason, portal.legacy_tls_reason), strict=True
        ):
            if reason is not None:
                alike.setdefault((key, book.text(reason)), []).append(book.portal(portal.portal_id))
    lines = []
    for (key, reason), own in sorted(alike.items(), key=lambda item: item[0]):
        names = book.join(portal.name for portal in own[:NAMES_SHOWN])
        if len(own) > NAMES_SHOWN:
            names = book.label("exception.portals", names=names, count=len(own))
        lines.append(
            book.label(
                "exception.line",
                exception=book.label(key),
                names=names,
                reason=reason or book.label("exception.no_reason"),
            )
        )
    return lines


def figure_header(book: Book) -> tuple[str, ...]:
    """Over rows of a figure's name and the cells of its lines."""
    keys = ("figure", "level", "share", "numerator", "denominator", "open", "worst_best")
    return tuple(book.label(f"table.{key}") for key in keys)


def method(book: Book) -> list[str]:
    """How verdicts and figures come about."""
    return [book.label(f"method.{number}") for number in range(1, 7)]


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


def _release_row(book: Book, release: Release, count: Counter[VerdictKind]) -> ReleaseRow:
    deadlines = sorted({d.deadline for d in book.data.duties if d.release_id == release.release_id})
    deadline = book.interval(deadlines[-1]) if deadlines else book.label("release.no_duty")
    if len(deadlines) > 1:
        shortest = book.interval(deadlines[0])
        deadline = book.label("release.shorter", deadline=deadline, shortest=shortest)
    return ReleaseRow(
        release=book.release(release.release_id),
        number=_number(book, release),
        published=book.interval(release.published),
        deadline=deadline,
        counts=counted(book, count) or book.label("release.nothing"),
    )


def _number(book: Book, release: Release) -> str:
    """The document's number, unless the title has it already."""
    number = book.text(release.doc_number or "")
    return "" if number in release.title else number


def counted(book: Book, count: Counter[VerdictKind]) -> str:
    """Verdicts by kind, those that occur."""
    return book.label("list.comma").join(
        book.label("count.of", name=kind, count=count[kind]) for kind in VerdictKind if count[kind]
    )
