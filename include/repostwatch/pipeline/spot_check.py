"""The quarter's spot check: draw its sample, say what becomes of each site, keep both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from repostwatch.base.clock import day_of, last_quarter, whole_day
from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.inspecting.availability import judge_availability
from repostwatch.inspecting.links import hints_of, link_figures
from repostwatch.inspecting.rates import pass_rates
from repostwatch.inspecting.results import About, ended_results, has_failed, site_results, with_word
from repostwatch.inspecting.sampling import is_seed, share_of
from repostwatch.model import Reason, because
from repostwatch.model.codes import RunCode, SpotCheckCode
from repostwatch.model.samples import Sample, SampleOrder
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    KeptWord,
    SiteResult,
    Withdrawal,
)
from repostwatch.pipeline.checklist_words import check_days, check_words, machine_results
from repostwatch.pipeline.closures import closures_known, taken_over_in
from repostwatch.pipeline.failed_before import failed_earlier, failed_since_drawn
from repostwatch.pipeline.kept_freshness import kept_freshness
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.kept_probes import kept_week
from repostwatch.pipeline.sample import drawn_sample, keep_sample
from repostwatch.pipeline.spot_findings import follow_up, spot_findings
from repostwatch.portals.editions import spot_check_registry
from repostwatch.portals.validity import ended_by
from repostwatch.reporting.bulletin_data import SpotCheck
from repostwatch.settings import Settings
from repostwatch.store import decisions, samples, spot_results, successions
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class SpotCheckSummary:
    """How many sites have a result, and what a log says of it."""

    sites: int
    line: str


def quarter_asked(settings: Settings, asked: str | None) -> Quarter:
    """The one that was asked for, else the last that has ended."""
    return parse_quarter(asked or last_quarter(settings.now()))


def draw_quarter(
    conn: Connection, settings: Settings, quarter: Quarter, seed: str, shares: Sequence[str]
) -> Sample:
    """Draw and keep the sample of a quarter; `shares` are like `county=5%`. What failed in the
    spot check of the quarter before is in it, and what failed earlier and is in no sample since.

    Raises RefusedError where another sample is kept, InputError for shares that are none or of a
    level without sites.
    """
    try:
        wanted = dict(map(share_of, shares))
    except ValueError as error:
        raise InputError("shares", str(error)) from error
    if not seed or not wanted:
        raise InputError("shares", "a sample needs a seed and a share of at least one level")
    if not is_seed(seed):
        raise InputError("seed", "has blanks around it, or signs that nobody sees")
    failed = (*(failed_in(conn, quarter.before) or ()), *failed_earlier(conn, settings, quarter))
    order = SampleOrder(str(quarter), seed, wanted, failed)
    sample = drawn_sample(spot_check_registry(settings), order)
    keep_sample(conn, settings, sample)
    return sample


def failed_in(conn: Connection, quarter: Quarter) -> tuple[str, ...] | None:
    """The sites that failed in a quarter's spot check, or before it without having passed in it;
    None where it was not inspected."""
    results = results_of(conn, quarter)
    if not results:
        return None
    return tuple(o.site.portal_id for o in results if has_failed(o.result, again=o.site.again))


def last_days(settings: Settings, quarter: Quarter) -> date:
    """The first of the rule's days of probes: the last whole ones of the quarter that are over."""
    last = min(quarter.last, day_of(settings.now()) - timedelta(days=1))
    return last - timedelta(days=settings.spot_check.probe_days - 1)


def inspect_quarter(
    conn: Connection,
    settings: Settings,
    quarter: Quarter,
    first: date | None = None,
    entries: Iterable[ChecklistEntry] = (),
) -> SpotCheckSummary:
    """What the probes from `first` on (by default `last_days`), the kept homepages and people say
    of every site of the quarter's sample, and the findings of those that failed. `entries` are kept
    besides. Without a sample nothing."""
    sample, style = samples.load(conn, str(quarter)), Style(settings.language)
    if sample is None:
        return SpotCheckSummary(0, say(because(RunCode.NO_SAMPLE, quarter=str(quarter)), style))
    if first is not None:
        check_days(quarter, first, settings.spot_check.probe_days)
    known = {site.portal_id for site in sample.sites}
    said = list(entries)
    for one in said:
        if one.portal_id not in known:
            raise InputError("checklist", f"{one.portal_id!r} is no site of the sample")
    now = settings.now()
    with conn.transaction():
        seen = _seen(conn, settings, quarter, sample, first or last_days(settings, quarter))
        before = spot_results.entries_of(conn, str(quarter))
        check_words(quarter, now, said, before, machine_results(seen))
        spot_results.add_entries(conn, str(quarter), said, now)
        people = spot_results.entries_of(conn, str(quarter))
        results = site_results(sample, seen, people)
        spot_results.save(conn, str(quarter), results)
        follow_up(conn, sample, results, now)
        samples.note_inspected(conn, str(quarter), now)
    counts = Counter(one.result for one in results)
    numbers = {one.value: counts[one] for one in CheckResult}
    line = because(RunCode.INSPECTED, quarter=str(quarter), sites=len(results), **numbers)
    return SpotCheckSummary(len(results), say(line, style))


def _seen(
    conn: Connection, settings: Settings, quarter: Quarter, sample: Sample, first: date
) -> list[IndicatorResult]:
    rules = settings.spot_check
    over = whole_day(first + timedelta(days=rules.probe_days - 1)).latest
    ended = ended_by(successions.applied(conn, spot_check_registry(settings)), over)
    ids = [site.portal_id for site in sample.sites if site.portal_id not in ended]
    week = kept_week(conn, settings, ids, first)
    reached = [judge_availability(portal_id, one, rules) for portal_id, one in week]
    links = kept_links(conn, settings, quarter)
    fresh = kept_freshness(conn, settings, ids, settings.now(), (quarter, links))
    in_quarter = taken_over_in(conn, settings, quarter)
    taken_over = {name: why for name, why in in_quarter.items() if name in ids}
    hints = hints_of((site for site in links if site.portal_id in ids), taken_over)
    return [*reached, *fresh, *hints, *ended_results(ended)]


def keep_words(
    conn: Connection, settings: Settings, quarter: Quarter, said: Sequence[ChecklistEntry]
) -> list[int]:
    """What people saw of indicators: all of it is kept, or nothing; the numbers of what is new.
    Where the quarter was inspected, results and findings of these sites are what they come to with
    it. Raises InputError for a word that makes no sense."""
    key, now = str(quarter), settings.now()
    with words_one_at_a_time(conn, quarter):
        kept = spot_results.load(conn, key)
        before = spot_results.entries_of(conn, key)
        names = {one.portal_id: one.name for one in spot_check_registry(settings)}
        check_words(quarter, now, said, before, machine_results(kept), names)
        new = spot_results.add_entries(conn, key, said, now)
        _count_again(conn, settings, key, {(one.portal_id, one.indicator) for one in said})
        return new


def take_back_word(
    conn: Connection, settings: Settings, quarter: Quarter, word: KeptWord, by: str
) -> None:
    """From now on the word before it counts, or what the program itself came to; both the word and
    that it was taken back stay on record."""
    with words_one_at_a_time(conn, quarter):
        now = settings.now()
        spot_results.take_back(conn, word.entry_id, Withdrawal(by, now))
        about = {(word.entry.portal_id, word.entry.indicator)}
        taken = because(SpotCheckCode.WORD_WITHDRAWN, by=by, at=now)
        _count_again(conn, settings, str(quarter), about, taken)


def words_one_at_a_time(conn: Connection, quarter: Quarter) -> AbstractContextManager[None]:
    """A transaction in which nobody else says anything about a site of the quarter's sample."""
    return decisions.one_at_a_time(conn, "checklist", str(quarter))


def _count_again(
    conn: Connection,
    settings: Settings,
    quarter: str,
    asked: set[About],
    taken: Reason | None = None,
) -> None:
    """Results and findings as they are with what people say of these now; `taken` as in
    `follow_up`."""
    sample, kept = samples.load(conn, quarter), spot_results.load(conn, quarter)
    if sample is None or not kept:
        return
    # In order of time: of each the last one counts, whenever it was entered.
    people = {(one.portal_id, one.indicator): one for one in spot_results.entries_of(conn, quarter)}
    for one in kept:
        about = one.portal_id, one.indicator
        if about in asked:
            spot_results.replace(conn, quarter, with_word(one, people.get(about)))
    ids = {portal_id for portal_id, _ in asked}
    sites = tuple(site for site in sample.sites if site.portal_id in ids)
    own = replace(sample, sites=sites, absent=())
    after = site_results(own, spot_results.load(conn, quarter), ())
    follow_up(conn, own, after, settings.now(), taken)


def results_of(conn: Connection, quarter: Quarter) -> tuple[SiteResult, ...]:
    """As the quarter was inspected last; none where it was not."""
    sample, kept = samples.load(conn, str(quarter)), spot_results.load(conn, str(quarter))
    return site_results(sample, kept, ()) if sample and kept else ()


def spot_check_of(conn: Connection, settings: Settings, quarter: Quarter) -> SpotCheck | None:
    """What a bulletin says of the quarter's spot check; None where there was none."""
    results, before = results_of(conn, quarter), results_of(conn, quarter.before)
    gone = {one.site.portal_id for one in results if one.result is CheckResult.GONE}
    links = (one for one in kept_links(conn, settings, quarter) if one.portal_id not in gone)
    sample, earlier = (samples.load(conn, str(one)) for one in (quarter, quarter.before))
    if sample is None or not results:
        return None
    _, closures = closures_known(conn, settings, quarter)
    return SpotCheck(
        results,
        pass_rates(sample.order.shares, results),
        pass_rates(earlier.order.shares, before) if earlier and before else None,
        closures,
        spot_findings(conn, settings, quarter),
        link_figures(links),
        tuple(failed_since_drawn(conn, settings, quarter)),
    )
