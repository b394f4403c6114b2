"""What could not be checked, when it is so much that everything else must be read with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from repostwatch.model import VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.reporting.book import Book
from repostwatch.wording.values import percent

OPEN = frozenset({VerdictKind.PENDING, VerdictKind.WAIVED})


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that could not be checked, by the key of its label. `alert`: nothing holds, and
    the subject says so, too."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    alert: bool = False


def coverage(book: Book) -> list[Shortfall]:
    """Whether our looking stopped, most portals could not be seen, or many could not."""
    return [*_stopped(book), *_unseen(book), *_sourceless(book)]


def coverage_text(book: Book) -> str:
    """All of it in one paragraph; empty where nearly everything was seen."""
    words = {one.key: book.label(one.key, **one.facts) for one in coverage(book)}
    shares = [words.pop(key) for key in (INCOMPLETE, UNKNOWN) if key in words]
    sentences = [words.pop(STOPPED)] if STOPPED in words else []
    if shares:
        text = book.label("list.comma").join(shares)
        sentences.append(book.label("sentence.end", text=text))
    return book.label("sentence.join").join([*sentences, *words.values()])


def alert(book: Book) -> str:
    """The first of it that goes into the subject; empty where something holds."""
    found = next((one for one in coverage(book) if one.alert), None)
    return book.label(f"{found.key}.short", **found.facts) if found else ""


STOPPED, INCOMPLETE, UNKNOWN = "coverage.stopped", "coverage.incomplete", "coverage.unknown"


def _stopped(book: Book) -> list[Shortfall]:
    if not book.data.portals:
        return []
    if not book.latest:
        return [Shortfall("coverage.never", alert=True)]
    ended = max(scan.ended_at for scan in book.latest.values())
    silent = book.data.made_at - ended
    if silent < timedelta(hours=book.settings.silent_hours):
        return []
    return [Shortfall(STOPPED, {"silent": silent, "ended_at": ended}, alert=True)]


def _unseen(book: Book) -> list[Shortfall]:
    portals, incomplete = len(book.data.portals), len(book.incomplete)
    due = sum(verdict.kind not in OPEN for verdict in book.verdicts)
    unknown = len(book.of(VerdictKind.UNKNOWN))
    if not book.latest or max(_share(incomplete, portals), _share(unknown, due)) < (
        book.settings.unseen_share
    ):
        return []
    found = []
    if incomplete:
        found.append(Shortfall(INCOMPLETE, {"portals": portals, "incomplete": incomplete}))
    if unknown:
        share = percent(_share(unknown, due))
        found.append(Shortfall(UNKNOWN, {"due": due, "unknown": unknown, "share": share}))
    if _share(incomplete, portals) >= book.settings.outage_share:
        found.append(Shortfall("coverage.outage", {"incomplete": incomplete}, alert=True))
    return found


def _sourceless(book: Book) -> list[Shortfall]:
    """A report is about weeks of releases: none at all is a source that cannot be read."""
    if book.data.releases or not book.data.portals:
        return []
    return [Shortfall("coverage.no_releases", alert=True)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
