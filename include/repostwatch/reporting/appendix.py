"""What a report rests on: releases and deadlines, scans, exceptions, and the method."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch.model import Release, VerdictKind
from repostwatch.reporting.book import Book, PortalWords, ShownLink
from repostwatch.reporting.overview import counted

NAMES_SHOWN = 30  # of portals in one line: more are no reading
# Fields of a portal that say why it is asked in a special way, in the order of the report.
EXCEPTIONS = (
    "ignore_robots_reason",
    "legacy_tls_reason",
    "request_headers_reason",
    "proxy_reason",
)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    release: ShownLink
    number: str
    published: str
    deadline: str
    counts: str


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
    """Which portals are reached under an exception, each with its reason."""
    alike: dict[tuple[str, str], list[PortalWords]] = {}
    for portal in sorted(book.data.portals, key=lambda p: book.portal(p.portal_id).place):
        for key in EXCEPTIONS:
            reason = getattr(portal, key)
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
                exception=book.label(f"exception.{key}"),
                names=names,
                reason=reason or book.label("exception.no_reason"),
            )
        )
    lines += [
        book.label(
            "exception.all", exception=book.label(f"exception.{key}"), reason=book.text(reason)
        )
        for key, reason in book.data.exceptions.items()
    ]
    return lines


def method(book: Book) -> list[str]:
    """How verdicts and figures come about."""
    return [book.label(f"method.{number}", limit=book.data.usual_limit) for number in range(1, 7)]


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
