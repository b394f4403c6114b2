"""Everything of a report's data within reach: who, which, when, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from repostwatch.clock import day_of
from repostwatch.judging.findings import BAD_COLUMNS
from repostwatch.model import (
    Duty,
    Interval,
    Language,
    Level,
    Portal,
    Reason,
    Release,
    Scan,
    Verdict,
    VerdictKind,
)
from repostwatch.model.reasons import Fact
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.safe import clean, host_of, web_address
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Style, label, say, values

# The standings that are a portal's fault, the worst first.


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A title that may lead somewhere: `address` is None where it must not be clicked."""

    title: str
    address: str | None
    host: str = ""


@dataclass(frozen=True, slots=True)
class PortalWords:
    name: str
    level: str
    address: str | None
    place: int  # in the registry's order


class Book:
    """Look-ups over a report's data. Ids that the data does not explain stand for themselves."""

    def __init__(
        self,
        data: ReportData,
        settings: ReportingSettings,
        language: Language = Language.CHINESE,
    ) -> None:
        self.data, self.settings = data, settings
        self.style = Style(language, data.day.year)
        self.releases: dict[str, Release] = {r.release_id: r for r in data.releases}
        self.duties: dict[tuple[str, str], Duty] = {
            (duty.release_id, duty.portal_id): duty for duty in data.duties
        }
        self.scans: dict[str, Scan] = {scan.scan_id: scan for scan in data.scans}
        self.latest: dict[str, Scan] = {}
        for scan in sorted(data.scans, key=lambda scan: (scan.started_at, scan.scan_id)):
            self.latest[scan.portal_id] = scan
        self.verdicts = sorted(data.verdicts, key=lambda v: (v.release_id, v.portal_id))
        self.by_duty = {(v.release_id, v.portal_id): v for v in self.verdicts}
        self.failed_columns = {c.portal_id for c in data.columns if c.standing in BAD_COLUMNS}
        self._portals = {
            portal.portal_id: PortalWords(
                clean(portal.name, settings.title_characters),
                values.name(portal.level, language),
                web_address(portal.home_url),
                place,
            )
            for place, portal in enumerate(sorted(data.portals, key=_order))
        }

    @property
    def incomplete(self) -> list[str]:
        """The portals whose latest scan did not see everything, or that had none."""
        return [
            portal.portal_id
            for portal in self.data.portals
            if (scan := self.latest.get(portal.portal_id)) is None or scan.reach is None
        ]

    def of(self, *kinds: VerdictKind) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.kind in kinds]

    def portal(self, portal_id: str) -> PortalWords:
        known = self._portals.get(portal_id)
        return known or PortalWords(clean(portal_id), "", None, len(self._portals))

    def portals(self) -> Iterable[PortalWords]:
        return self._portals.values()

    def duty(self, verdict: Verdict) -> Duty | None:
        return self.duties.get((verdict.release_id, verdict.portal_id))

    def release(self, release_id: str | None) -> ShownLink:
        known = self.releases.get(release_id or "")
        if known is None:
            return ShownLink(clean(release_id or ""), None)
        return self.link(known.title, known.addresses[0] if known.addresses else None)

    def link(self, title: str, address: str | None) -> ShownLink:
        safe = web_address(address)
        shown = clean(title, self.settings.title_characters)
        return ShownLink(shown or self.label("link.untitled"), safe, host_of(safe) if safe else "")

    def seen(self, title: str, address: str | None, release_id: str) -> ShownLink:
        """A portal's link; one that bears the release's own title is not said twice."""
        link = self.link(title, address)
        if link.address and link.title == self.release(release_id).title:
            same = self.label("link.same_title", host=link.host)
            return ShownLink(same, link.address)
        return link

    def pages(self, portal_id: str) -> tuple[ShownLink, ...]:
        """Where a portal was looked at last, each address as the text of its link."""
        found = dict.fromkeys(self.data.visited.get(portal_id, ()))
        return tuple(self.link(address, address) for address in found)

    def label(self, key: str, **facts: Fact) -> str:
        return label(key, self.style, **facts)

    def join(self, parts: Iterable[str]) -> str:
        """The members of a list."""
        return values.joined(list(parts), self.style)

    def say(self, reason: Reason | None) -> str:
        """A reason, harmless and no longer than a mail bears."""
        return self.text(say(reason, self.style))

    def text(self, text: str) -> str:
        return clean(text, 3 * self.settings.title_characters)

    def moment(self, moment: datetime) -> str:
        """With seconds where there are some."""
        return values.second(moment, self.style)

    def minute(self, moment: datetime) -> str:
        """For our own scans, where seconds say nothing."""
        return values.minute(moment, self.style)

    def day(self, day: date) -> str:
        """With its year: for titles and subjects."""
        return values.long_day(day, self.style)

    def age(self, since: datetime) -> str:
        """How many Beijing calendar days old: an age as an officer counts it."""
        days = (day_of(self.data.made_at) - day_of(since)).days
        return self.label("age.days", days=days) if days > 0 else self.label("age.today")

    def interval(self, span: Interval) -> str:
        if span.earliest == span.latest:
            return self.moment(span.earliest)
        ends = {"earliest": self.moment(span.earliest), "latest": self.moment(span.latest)}
        return self.label("moment.between", **ends)

    def scans_of(self, verdict: Verdict) -> list[Scan]:
        """The scans that a verdict rests on, as far as the data has them, in order of time."""
        known = (self.scans.get(scan_id) for scan_id in dict.fromkeys(verdict.scan_ids))
        return sorted(
            (scan for scan in known if scan is not None), key=lambda s: (s.started_at, s.scan_id)
        )

    def times(self, scans: list[Scan]) -> str:
        """When scans were made: each of up to three, else the first, the last and how many."""
        if len(scans) <= 3:
            return self.join(self.minute(scan.started_at) for scan in scans)
        return self.label(
            "moment.series",
            first=self.minute(scans[0].started_at),
            last=self.minute(scans[-1].started_at),
            count=len(scans),
        )


def _order(portal: Portal) -> tuple[int, str]:
    """Departments before places, as the bulletins have it."""
    return list(Level).index(portal.level), portal.portal_id
