"""The decision about one pair of titles, and the comparison of both sides' evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from repostwatch.matching.title.issuers import bodies, overlap, same_bodies
from repostwatch.matching.title.numbers import Number, numbers_of
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import Decision, Reason, Release


@dataclass(frozen=True, slots=True)
class Outcome:
    """`decision` is None where the link is not the release; the reason then says why not.

    `if_alone`: a review that is a match where no other release's title begins like the link's.
    """

    decision: Decision | None
    score: float
    reason: Reason
    if_alone: bool = False


@dataclass(frozen=True)
class KnownRelease:
    """A release prepared for matching: its parsed title, all numbers, its issuers."""

    release: Release
    title: Title
    numbers: frozenset[Number]
    issuers: frozenset[str]


def known_release(release: Release) -> KnownRelease:
    title = read_title(release.title)
    numbers = title.numbers | numbers_of(release.doc_number)
    return KnownRelease(release, title, numbers, title.head.issuers or bodies(release.issuer))


class Agreement(StrEnum):
    """How two sides' evidence of one kind compares."""

    SAME = "same"
    OTHER = "other"
    SILENT = "silent"
    PART = "part"


def match(score: float, reason: Reason) -> Outcome:
    return Outcome(Decision.MATCH, score, reason)


def review(score: float, reason: Reason) -> Outcome:
    return Outcome(Decision.REVIEW, score, reason)


def no(reason: Reason, score: float = 0.0) -> Outcome:
    return Outcome(None, score, reason)


def compare_numbers(ours: frozenset[Number], theirs: frozenset[Number]) -> Agreement:
    if any(one.agrees(other) for one in ours for other in theirs):
        return Agreement.SAME
    if any(one.comparable(other) for one in ours for other in theirs):
        return Agreement.OTHER
    return Agreement.SILENT


def compare_issuers(ours: frozenset[str], theirs: frozenset[str]) -> Agreement:
    if not ours or not theirs:
        return Agreement.SILENT
    if same_bodies(ours, theirs):
        return Agreement.SAME
    return Agreement.PART if overlap(ours, theirs) else Agreement.OTHER


def any_central(issuers: frozenset[str]) -> bool:
    """Whether a body of the centre is among them."""
    return any(name.startswith(("国务院", "中共中央", "中央")) for name in issuers)
