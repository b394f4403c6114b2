"""A made-up third quarter of 2026 around the made-up day, and the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.base.quarters import Quarter
from repostwatch.judging.bulletins import PastFigure, past_bulletins
from repostwatch.judging.figures import Figure
from repostwatch.judging.openings import Opening, QuarterFindings, findings_of
from repostwatch.judging.quarters import QuarterFacts
from repostwatch.model import BEIJING, FindingKind, FindingState
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.data import ReportData
from tests.reporting import world

QUARTER = Quarter(2026, 3)
# Five days after the quarter's end.
MADE = datetime(2026, 10, 5, 9, 0, tzinfo=BEIJING)
NO_FINDINGS = QuarterFindings((), (), (), ())


def figures(column: tuple[int, int], repost: tuple[int, int], of: int = 103) -> tuple[Figure, ...]:
    """Both figures over all levels, each as (numerator, unknown)."""
    return (
        Figure("column", None, column[0], of, column[1]),
        Figure("repost", None, repost[0], of, repost[1]),
    )


def openings() -> tuple[Opening, ...]:
    def at(month: int, day: int) -> datetime:
        return datetime(2026, month, day, 9, 5, tzinfo=BEIJING)

    column, missing, rectified = FindingKind.COLUMN, FindingKind.MISSING, FindingState.RECTIFIED
    return (
        Opening(column, "bm18", None, at(5, 2), at(7, 9), rectified),
        Opening(column, "df29", None, at(6, 3), None, None),
        Opening(missing, "df08", "r00", at(8, 12), at(8, 20), rectified),
        Opening(missing, "df08", "r01", at(8, 13), at(10, 2), rectified),
        Opening(missing, "df08", "r03", at(8, 13), at(8, 14), FindingState.WAIVED),
        Opening(column, "bm05", None, at(10, 1), None, None),
    )


def quarter_facts(
    report: ReportData, quarter: Quarter, figures: tuple[Figure, ...], until: datetime | None = None
) -> QuarterFacts:
    ids = frozenset(portal.portal_id for portal in report.portals)
    return QuarterFacts(quarter, until or quarter.span.latest, ids, ids, figures)


def bulletin_data(
    found: tuple[Figure, ...] | None = None,
    before: tuple[Figure, ...] | None = None,
    report: ReportData | None = None,
    past: tuple[PastFigure, ...] | None = None,
) -> BulletinData:
    """The quarter with these figures, on the page of the made-up day."""
    report = report or replace(world.day(), day=QUARTER.last, made_at=MADE)
    facts = quarter_facts(report, QUARTER, tuple(report.figures) if found is None else found)
    earlier = quarter_facts(report, QUARTER.before, before or figures((91, 0), (80, 0)))
    report = replace(report, figures=facts.figures, findings=())
    return BulletinData(
        report=report,
        facts=facts,
        before=earlier,
        series=(earlier, facts),
        findings=findings_of(openings(), QUARTER.span, QUARTER.span.latest),
        past=past_bulletins() if past is None else past,
    )


def so_far(data: BulletinData, days: int) -> BulletinData:
    """The same, told after so many days of the quarter."""
    until = QUARTER.span.earliest + timedelta(days=days)
    report = replace(data.report, day=until.date(), made_at=until)
    return replace(data, report=report, facts=replace(data.facts, until=until))
