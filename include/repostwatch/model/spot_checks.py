"""What the quarter's spot check asks of a site, what was seen for it, and how a question ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from repostwatch.model.outcomes import Outcome, PageKind
from repostwatch.model.reasons import Reason
from repostwatch.model.samples import SampledSite
from repostwatch.model.times import PageDate


class CheckResult(StrEnum):
    """Of one indicator, or of a whole site."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # it could not be seen; the reason says why
    WAITING = "waiting"  # only a person can see it, and none has said so yet
    GONE = "gone"  # the registry ended the site before it was looked at


class VetoIndicator(StrEnum):
    """One that fails is enough for a site to fail (单项否决)."""

    UNREACHABLE = "unreachable"
    STALE_HOMEPAGE = "stale_homepage"
    STALE_COLUMNS = "stale_columns"
    SERIOUS_ERRORS = "serious_errors"
    NO_RESPONSE = "no_response"
    UNUSABLE_SERVICE = "unusable_service"


class ProbeState(StrEnum):
    """What a probe says of a site."""

    OPENED = "opened"
    FAILED = "failed"
    OURS = "ours"  # our own network was down, or nothing shows that it was not
    AS_ONE = "as_one"  # no answer since many others had none: their common host, or our own line
    UNDECIDED = "undecided"  # it answered, but what came is neither its page nor an outage


@dataclass(frozen=True, slots=True)
class Probe:
    """One try to open a homepage. `seconds` until it was open, or until the try ended."""

    portal_id: str
    at: datetime
    outcome: Outcome
    seconds: float
    status: int | None = None


class LinkState(StrEnum):
    """What became of an address to which a homepage links."""

    OPENED = "opened"
    DEAD = "dead"  # no such name, nobody answers, no such page
    PARKED = "parked"  # the name is for sale, or a parking service shows its page
    SELLING = "selling"  # it offers goods, games of chance, or what is forbidden
    OURS = "ours"  # our own network was down, or nothing shows that it was not
    UNDECIDED = "undecided"  # it may pass, is for others, or could not be read


@dataclass(frozen=True, slots=True)
class HomeLink:
    """An address to which a homepage links, with the words of the link."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class PageDates:
    """The newest date that a page shows, and whether all that it shows was read."""

    newest: PageDate | None
    whole: bool


@dataclass(frozen=True, slots=True)
class LinkLook:
    """A look at where a link of a homepage leads. `kind` is what its page is, None where none could
    be read; `reason` says why the outcome or the kind is what it is. `led_to` is the address after
    redirects, `evidence` where the archive keeps what came. `dates` are those of a second-level
    page, None where nobody asked for them."""

    portal_id: str
    link: HomeLink
    at: datetime
    outcome: Outcome
    status: int | None = None
    kind: PageKind | None = None
    reason: Reason | None = None
    led_to: str | None = None
    evidence: Mapping[str, Any] | None = None
    dates: PageDates | None = None


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """What a person saw of one indicator of a site: passed or failed, with what shows it."""

    portal_id: str
    indicator: VetoIndicator
    result: CheckResult
    by: str
    at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That somebody took back what was said."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptWord:
    """An entry as it is kept; `withdrawn` ones count no more."""

    entry_id: int
    entry: ChecklistEntry
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """`machine` is the program's own result, where a person said otherwise or the same."""

    portal_id: str
    indicator: VetoIndicator
    result: CheckResult
    reason: Reason
    machine: CheckResult | None = None


@dataclass(frozen=True, slots=True)
class SiteResult:
    """Of a whole site, with that of every indicator, in their order."""

    site: SampledSite
    result: CheckResult
    indicators: tuple[IndicatorResult, ...]
