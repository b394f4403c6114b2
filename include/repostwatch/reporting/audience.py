"""A report cut to what one audience gets: a pure function of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from repostwatch.judging.figures import figures_of
from repostwatch.model import Frequency, Portal
from repostwatch.model.mails import Audience
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.monitored import monitored
from repostwatch.reporting.section_keys import SECTIONS
from repostwatch.settings import JudgingSettings


def cut_to(audience: Audience, data: ReportData, settings: JudgingSettings) -> ReportData:
    """The data of the audience's portals, with figures of their own; findings of its sections.

    Which releases nobody can assign is a question to who has the whole.
    """
    kinds = {kind for key in audience.sections or SECTIONS for kind in SECTIONS[key]}
    findings = tuple(one for one in data.findings if one.kind in kinds)
    if audience.of_everything:
        return replace(data, findings=findings)
    portals = portals_of(audience, data.portals)
    own = {portal.portal_id for portal in portals}
    verdicts = tuple(one for one in data.verdicts if one.portal_id in own)
    columns = tuple(one for one in data.columns if one.portal_id in own)
    duties = tuple(one for one in data.duties if one.portal_id in own)
    about = {duty.release_id for duty in duties}
    return replace(
        data,
        # Without a duty of theirs the whole list: an empty one would read as a silent source.
        releases=tuple(one for one in data.releases if not about or one.release_id in about),
        portals=portals,
        duties=duties,
        verdicts=verdicts,
        columns=columns,
        scans=tuple(one for one in data.scans if one.portal_id in own),
        figures=figures_of(portals, verdicts, columns, settings),
        findings=tuple(one for one in findings if one.portal_id in own),
        notes=(),
        monitored=data.monitored or monitored(data.portals, data.scans),
        last_whole={name: at for name, at in data.last_whole.items() if name in own},
        visited={name: pages for name, pages in data.visited.items() if name in own},
    )


def portals_of(audience: Audience, portals: Iterable[Portal]) -> tuple[Portal, ...]:
    """The portals that an audience is about, in their order."""
    return tuple(
        portal
        for portal in portals
        if audience.of_everything
        or portal.portal_id in audience.portals
        or portal.level in audience.levels
        or portal.authority in audience.authorities
    )


def is_due(frequency: Frequency, day: date, *, mailed: Sequence[date], news: bool) -> bool:
    """Whether a recipient gets the report of a day.

    `mailed` are the days of which they have a report, or will have; `news`: it holds a finding
    that none of these held. Who has a report gets its corrections, however seldom they get any.
    """
    if frequency is Frequency.DAILY or day in mailed:
        return True
    if frequency is Frequency.NEWS:
        return news
    return day.isocalendar()[:2] not in {one.isocalendar()[:2] for one in mailed}
