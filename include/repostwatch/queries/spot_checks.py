"""The quarter's spot check as its pages show it: the sample with its results, and one site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from repostwatch.base.clock import whole_day
from repostwatch.base.quarters import Quarter, parse_quarter, quarter_of
from repostwatch.inspecting.availability import Availability, strip_of
from repostwatch.inspecting.links import SiteLinks, links_reason
from repostwatch.inspecting.rates import PassRates, pass_rates
from repostwatch.model import Level, Portal, Reason
from repostwatch.model.codes import RefusalCode
from repostwatch.model.findings import Finding
from repostwatch.model.spot_checks import (
    CheckResult,
    KeptWord,
    SiteResult,
    VetoIndicator,
    Withdrawal,
)
from repostwatch.pipeline.failed_before import failed_since_drawn
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.kept_probes import kept_week_of
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.spot_check import last_days, results_of
from repostwatch.pipeline.spot_findings import findings_about
from repostwatch.portals.editions import spot_check_registry
from repostwatch.queries.asked import one_of
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Asked, Misread, Misreading
from repostwatch.settings import Settings
from repostwatch.store import samples, spot_results
from repostwatch.store.database import Connection

# When people look at sites.
OFFICE_HOUR = timedelta(hours=9, minutes=30)
NUMBERS = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class AskedSites(Asked):
    """The fields of the form as they were sent; `taken`: the sites whose words have the numbers
    from the first to the last of it, as those of one imported file have."""

    WORDS: ClassVar = {"result": CheckResult, "level": Level}

    quarter: str = ""
    result: str = ""
    level: str = ""
    q: str = ""
    taken: str = ""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        names = ("quarter", "result", "level", "q", "taken")
        return [(name, getattr(self, name)) for name in names]

    @property
    def numbers(self) -> tuple[int, int] | None:
        found = NUMBERS.fullmatch(self.taken)
        return (int(found[1]), int(found[2])) if found else None

    def _misread(self) -> Iterator[Misread]:
        yield from Asked._misread(self)
        if self.taken and not self.numbers:
            yield Misread("taken", self.taken, Misreading.WORD)


@dataclass(frozen=True, slots=True)
class SpotBoard:
    """A quarter's sample: `rows` are sites with their names. Without `inspected_at` it was only
    drawn, no site has a result, and without `quarters` nothing ever was. `changed_at`: when people
    last entered or took back a word, where that was after it. `taken`: of how many sites the words
    are that were asked for. `since` names what failed before and is not in it, because it was drawn
    earlier."""

    asked: AskedSites
    quarter: str
    quarters: Sequence[str]
    inspected_at: datetime | None
    changed_at: datetime | None
    taken: int | None
    rows: Sequence[tuple[str, SiteResult]]
    counts: Counter[CheckResult]
    rates: PassRates | None
    paging: Paging
    since: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class SpotSite:
    """One site of a sample. `hours`: of each day, a letter an hour; `words`: what people said, the
    latest first; `example`: a moment at which somebody may have seen it, of that quarter."""

    quarter: str
    portal_id: str
    portal: Portal | None
    result: SiteResult | None
    words: Sequence[KeptWord]
    hours: Sequence[tuple[date, str]]
    availability: Availability
    links: SiteLinks | None
    links_said: Reason | None
    finding: Finding | None
    example: datetime

    @property
    def seen(self) -> str:
        """What a person is shown, to be compared when they say something."""
        return seen_of(self.words)

    @property
    def counting(self) -> frozenset[int]:
        """The numbers of the words that count now: of each indicator the latest that holds."""
        held = {o.entry.indicator: o.entry_id for o in reversed(self.words) if not o.withdrawn}
        return frozenset(held.values())

    @property
    def history(self) -> list[tuple[datetime, KeptWord, Withdrawal | None]]:
        """What was said and what was taken back, each at its moment, the latest first."""
        taken = [(one.withdrawn.at, one, one.withdrawn) for one in self.words if one.withdrawn]
        said = [(one.entry.at, one, None) for one in self.words]
        return sorted([*taken, *said], key=lambda one: one[0], reverse=True)


def seen_of(words: Sequence[KeptWord]) -> str:
    """As `SpotSite.seen`: how often something was said or taken back."""
    return str(len(words) + sum(one.withdrawn is not None for one in words))


def spot_board(conn: Connection, settings: Settings, asked: AskedSites, page: int) -> SpotBoard:
    """Raises RefusedError where no such sample is kept."""
    quarters = samples.quarters(conn)
    quarter = _quarter(settings, asked.quarter, quarters)
    results = results_or_drawn(conn, quarter)
    names = {one.portal_id: one.name for one in spot_check_registry(settings)}
    named = [(names.get(one.site.portal_id, one.site.portal_id), one) for one in results]
    at = samples.inspected_at(conn, quarter)
    result, level = one_of(CheckResult, asked.result), one_of(Level, asked.level)
    taken = spot_results.sites_with(conn, quarter, *asked.numbers) if asked.numbers else None
    wanted = [
        (name, one)
        for name, one in named
        if result in (None, one.result if at else None)
        and level in (None, one.site.level)
        and asked.q.strip() in name
        and (taken is None or one.site.portal_id in taken)
    ]
    paging = Paging.of(page, len(wanted), settings.pages.rows)
    start = (paging.page - 1) * settings.pages.rows
    sample = samples.load(conn, quarter)
    return SpotBoard(
        asked,
        quarter,
        quarters,
        at,
        _changed_after(conn, quarter, at),
        None if taken is None else len(taken),
        wanted[start : start + settings.pages.rows],
        Counter(one.result for one in results if at),
        pass_rates(sample.order.shares, results) if sample and at else None,
        paging,
        failed_since_drawn(conn, settings, parse_quarter(quarter)),
    )


def _changed_after(
    conn: Connection, quarter: str, inspected_at: datetime | None
) -> datetime | None:
    """A word counts at once, so results are as at the last one where it came after the inspection;
    None where none came."""
    changed = spot_results.last_changed(conn, quarter)
    later = changed is not None and inspected_at is not None and changed > inspected_at
    return changed if later else None


def _quarter(settings: Settings, asked: str, known: Sequence[str]) -> str:
    if asked and asked not in known:
        raise RefusedError(RefusalCode.NO_SAMPLE_KEPT, quarter=asked)
    return asked or (known[0] if known else str(quarter_of(settings.now())))


def results_or_drawn(conn: Connection, quarter: str) -> tuple[SiteResult, ...]:
    """Of every site of a sample; of one that nobody has inspected everything is open."""
    if results := results_of(conn, parse_quarter(quarter)):
        return results
    sample = samples.load(conn, quarter)
    sites = sample.sites if sample else ()
    return tuple(SiteResult(site, CheckResult.UNKNOWN, ()) for site in sites)


def spot_site(conn: Connection, settings: Settings, quarter: str, portal_id: str) -> SpotSite:
    """Raises RefusedError where it is no site of a sample that is kept."""
    asked = known_site(conn, quarter, portal_id)
    results = results_of(conn, asked)
    first = last_days(settings, asked)
    sample = samples.load(conn, quarter)
    sampled = [one.portal_id for one in sample.sites] if sample else [portal_id]
    seen = kept_week_of(conn, settings, portal_id, sampled, first)
    strip = strip_of(seen, first, settings.spot_check)
    days = [(first + timedelta(n), strip[24 * n : 24 * n + 24]) for n in range(len(strip) // 24)]
    links = next((o for o in kept_links(conn, settings, asked) if o.portal_id == portal_id), None)
    portals = (one for one in spot_check_registry(settings) if one.portal_id == portal_id)
    return SpotSite(
        quarter,
        portal_id,
        next(portals, None),
        next((one for one in results if one.site.portal_id == portal_id), None),
        spot_results.words_about(conn, quarter, portal_id),
        days,
        seen,
        links,
        links_reason(links) if links else None,
        next(iter(findings_about(conn, [portal_id])), None),
        min(settings.now(), whole_day(asked.last).earliest + OFFICE_HOUR),
    )


def known_site(conn: Connection, quarter: str, portal_id: str) -> Quarter:
    """The quarter, where the site is in its sample. Raises RefusedError."""
    sample = samples.load(conn, quarter)
    if sample is None:
        raise RefusedError(RefusalCode.NO_SAMPLE_KEPT, quarter=quarter)
    if all(site.portal_id != portal_id for site in sample.sites):
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    return parse_quarter(quarter)


def open_indicators(found: SpotSite) -> list[VetoIndicator]:
    """Those that nobody has decided, first; then the others, which a person may overrule."""
    kept = found.result.indicators if found.result else ()
    waiting = [one.indicator for one in kept if one.result is CheckResult.WAITING]
    return [*waiting, *(one for one in VetoIndicator if one not in waiting)]
