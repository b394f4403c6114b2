"""What the store holds of a quarter: by its history, not by what stands there today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import Quarter
from repostwatch.judging.bulletins import past_bulletins
from repostwatch.judging.figures import figures_of
from repostwatch.judging.openings import findings_of
from repostwatch.judging.quarters import (
    QuarterFacts,
    portals_of,
    refusal_of,
    standings_of,
    still_open,
    verdicts_of,
)
from repostwatch.model import ColumnStanding, Interval, Reason, Verdict
from repostwatch.pipeline.scope import Scope, Selection, load_scope
from repostwatch.pipeline.spot_check import spot_check_of
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.data import ReportData
from repostwatch.settings import Settings
from repostwatch.store import findings, matches, releases, scans, verdicts
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class _State:
    """A quarter as loaded: its releases, portals and duties with what was decided of them."""

    scope: Scope
    verdicts: tuple[Verdict, ...]
    standings: tuple[ColumnStanding, ...]
    facts: QuarterFacts


def bulletin_data(
    conn: Connection, settings: Settings, quarter: Quarter, *, so_far: bool = False
) -> BulletinData | Reason:
    """Everything a bulletin shows, or the reason why the quarter has none."""
    now = settings.now()
    if refusal := refusal_of(quarter, now, True, so_far=so_far):
        return refusal
    state = _state(conn, settings, quarter, now)
    spot_check = spot_check_of(conn, settings, quarter)
    observed = bool(state.facts.observed) or spot_check is not None
    refusal = refusal_of(quarter, now, observed, so_far=so_far)
    if refusal := refusal or still_open(quarter, state.scope.duties, now):
        return refusal
    wanted = state.scope
    openings = findings.openings(conn, wanted.portal_ids)
    series = [state.facts]
    for _ in range(max(1, settings.bulletin.series_quarters - 1)):
        series.append(_state(conn, settings, series[-1].quarter.before, now).facts)
    return BulletinData(
        report=_report(conn, settings, state, now),
        facts=state.facts,
        before=series[1],
        series=tuple(reversed(series[: settings.bulletin.series_quarters])),
        findings=findings_of(openings, quarter.span, state.facts.until),
        past=past_bulletins(),
        spot_check=spot_check,
    )


def _state(conn: Connection, settings: Settings, quarter: Quarter, now: datetime) -> _State:
    span = quarter.span
    until = min(span.latest, now)
    published = [
        one.release_id
        for one in releases.load(conn)
        if span.earliest <= one.published.earliest < span.latest
    ]
    loaded = load_scope(conn, settings, Selection(release_ids=published))
    # A quarter's last moment is still in it, the first of the next is not.
    portals = portals_of(loaded.portals, until - timedelta(microseconds=1))
    ids = {portal.portal_id for portal in portals}
    duties = tuple(duty for duty in loaded.duties if duty.portal_id in ids)
    scope = Scope(loaded.releases, portals, duties)
    judged = verdicts_of(duties, verdicts.load(conn, scope.release_ids, scope.portal_ids), now)
    seen = scans.scanned_in(conn, scope.portal_ids, Interval(span.earliest, until))
    before = verdicts.columns_before(conn, scope.portal_ids, until)
    standings = standings_of(portals, before, seen, quarter)
    figures = figures_of(portals, judged, standings, settings.judging)
    facts = QuarterFacts(quarter, until, frozenset(ids), seen, figures)
    return _State(scope, judged, standings, facts)


def _report(conn: Connection, settings: Settings, state: _State, now: datetime) -> ReportData:
    """The quarter as the tables show it, with the last scan of each portal in it."""
    wanted, until = state.scope, state.facts.until
    cited = {scan_id for verdict in state.verdicts for scan_id in verdict.scan_ids}
    return ReportData(
        day=min(state.facts.quarter.last, day_of(until)),
        made_at=now,
        usual_limit=timedelta(hours=settings.duties.limit_hours),
        releases=wanted.releases,
        portals=wanted.portals,
        duties=wanted.duties,
        verdicts=state.verdicts,
        columns=state.standings,
        scans=tuple(scans.shown(conn, wanted.portal_ids, cited, until)),
        figures=state.facts.figures,
        findings=(),
        matched=matches.reasons(conn, {v.link_id for v in state.verdicts if v.link_id}),
    )
