"""The sites that a quarter's spot check looks at, with all that is needed to draw them again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from repostwatch.model.words import Level


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """What was asked for. `quarter` is `2026Q4`; `shares` are percent of a level's sites, up to
    100; `failed` are the ids of the sites that failed in the quarter before, and of those
    that failed earlier and are in no sample since."""

    quarter: str
    seed: str
    shares: dict[Level, Decimal]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """The sites of one level and place: how many there are, how many of them were drawn.

    `place` is the name of a province, empty for departments and where it is not known.
    """

    level: Level
    place: str
    sites: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SampledSite:
    """`drawn`: by lot, so that it stands for its level. `again`: because it failed before; a site
    that is in for that alone says nothing about its level."""

    portal_id: str
    level: Level
    place: str
    drawn: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """`rule` is the version of the rule by which it was drawn, `registry` the digest (sha256, hex)
    of the sites that could be drawn. `absent` failed before and exist no longer."""

    rule: int
    order: SampleOrder
    registry: str
    strata: tuple[Stratum, ...]
    sites: tuple[SampledSite, ...]
    absent: tuple[str, ...] = ()
