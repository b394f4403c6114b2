"""What an evidence page shows: a duty, its verdict, and the fetches that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.model import Duty, Outcome, Portal, Reason, Release, Sighting, StillPage, Verdict
from repostwatch.model.decisions import HumanDecision

# Where bytes lie in the archive: file and offset.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot as JPEG, or None. `reason`: why it is missing or partial."""

    body: bytes | None
    reason: Reason | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply before the page itself, stored at `place`."""

    status: int
    url: str
    place: Place


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One fetch of a page. `page` and `headers` come from the archive; if they are missing, `lost`
    says why. `picture` is None if none was wanted."""

    role: str
    url: str
    final_url: str
    outcome: Outcome
    status: int | None
    size: int
    fetched_at: datetime
    reason: Reason | None = None
    digest: str = ""
    place: Place | None = None
    headers: tuple[tuple[str, str], ...] = ()
    page: StillPage | None = None
    lost: Reason | None = None
    picture: Picture | None = None
    captured: str = ""  # the real clock's moment, ISO; `fetched_at` is the one that was asked for
    reader: str = ""  # digest of the program that read it
    browser: str = ""  # which drew it, with its version
    answers: tuple[Answer, ...] = ()  # what came on the way


@dataclass(frozen=True, slots=True)
class Evidence:
    """A duty, its verdict and its evidence. `visits` is the number of fetches, `exhibits` are
    those to show; `refuted`: links whose own page showed that they are something else."""

    release: Release
    portal: Portal
    duty: Duty
    verdict: Verdict | None
    sightings: Sequence[Sighting]
    decisions: Sequence[HumanDecision]
    exhibits: Sequence[Exhibit]
    visits: int
    refuted: Sequence[Sighting] = ()


def link_addresses(sightings: Sequence[Sighting], verdict: Verdict | None) -> frozenset[str]:
    """The addresses of the links that evidence is about."""
    found = {one.url for one in sightings}
    if verdict and verdict.link_url:
        found.add(verdict.link_url)
    return frozenset(found)
