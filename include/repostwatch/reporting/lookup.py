"""Look-ups over a report's data: portals, releases, scans and times, with their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from repostwatch.base.clock import day_of
from repostwatch.judging.news import news_of
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
from repostwatch.model.words import BAD_COLUMNS
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.monitored import latest_scans, unread
from repostwatch.reporting.sanitize import host_of, sanitize, web_address
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Style, label, say, values


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A title with an optional link: `address` is None if it is not safe."""

    title: str
    address: str | None
    host: str = ""


@dataclass(frozen=True, slots=True)
class PortalText:
    name: str
    level: str
    address: str | None
    place: int  # in the registry's order


class ReportLookup:
    """Look-ups over a report's data. Unknown ids are shown as they are."""

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
        self.latest = latest_scans(data.scans)
        self.verdicts = sorted(data.verdicts, key=lambda v: (v.release_id, v.portal_id))
        self.by_duty = {(v.release_id, v.portal_id): v for v in self.verdicts}
        self.news = news_of(data.findings, data.verdicts, data.previous)
        self.columns = {column.portal_id: column for column in data.columns}
        self.failed_columns = {c.portal_id for c in data.columns if c.standing in BAD_COLUMNS}
        self._portals = {
            portal.portal_id: PortalText(
                sanitize(portal.name, settings.title_characters),
                values.name(portal.level, language),
                web_address(portal.home_url),
                place,
            )
            for place, portal in enumerate(sorted(data.portals, key=_order))
        }

    def page_at(self, path: str | None) -> str | None:
        """The address of one of the monitor's pages, where it is known where they are."""
        base = web_address(self.settings.pages_address)
        return f"{base.rstrip('/')}/{path}" if base and path else None

    @property
    def incomplete(self) -> list[str]:
        """The portals whose latest scan is incomplete or missing."""
        return unread(self.data.portals, self.latest)

    def of(self, *kinds: VerdictKind) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.kind in kinds]

    def portal(self, portal_id: str) -> PortalText:
        known = self._portals.get(portal_id)
        return known or PortalText(sanitize(portal_id), "", None, len(self._portals))

    def portals(self) -> Iterable[PortalText]:
        return self._portals.values()

    def duty(self, verdict: Verdict) -> Duty | None:
        return self.duties.get((verdict.release_id, verdict.portal_id))

    def release(self, release_id: str | None) -> ShownLink:
        known = self.releases.get(release_id or "")
        if known is None:
            return ShownLink(sanitize(release_id or ""), None)
        return self.link(known.title, known.addresses[0] if known.addresses else None)

    def link(self, title: str, address: str | None) -> ShownLink:
        safe = web_address(address)
        shown = sanitize(title, self.settings.title_characters)
        return ShownLink(shown or self.label("link.untitled"), safe, host_of(safe) if safe else "")

    def seen(self, title: str, address: str | None, release_id: str) -> ShownLink:
        """A portal's link, without its title if that is the release's own."""
        link = self.link(title, address)
        if link.address and link.title == self.release(release_id).title:
            same = self.label("link.same_title", host=link.host)
            return ShownLink(same, link.address)
        return link

    def pages(self, portal_id: str) -> tuple[ShownLink, ...]:
        """The pages of a portal's latest scan, each link with its address as text."""
        found = dict.fromkeys(self.data.visited.get(portal_id, ()))
        return tuple(self.link(address, address) for address in found)

    def label(self, key: str, **facts: Fact) -> str:
        return label(key, self.style, **facts)

    def join(self, parts: Iterable[str]) -> str:
        """The texts joined as a list."""
        return values.joined(list(parts), self.style)

    def say(self, reason: Reason | None) -> str:
        """A reason as a sentence, sanitized and cut to the length for a mail."""
        return self.text(say(reason, self.style))

    def text(self, text: str) -> str:
        return sanitize(text, 3 * self.settings.title_characters)

    def moment(self, moment: datetime) -> str:
        """A moment, with seconds unless they are 0."""
        return values.second(moment, self.style)

    def minute(self, moment: datetime) -> str:
        """A moment without seconds, for scans."""
        return values.minute(moment, self.style)

    def day(self, day: date) -> str:
        """A day with its year, for titles and subjects."""
        return values.long_day(day, self.style)

    def short_day(self, day: date) -> str:
        """A day in a sentence: with its year only where it is another one."""
        return values.day(day, self.style)

    def age(self, since: datetime) -> str:
        """The age in Beijing calendar days."""
        days = (day_of(self.data.made_at) - day_of(since)).days
        return self.label("age.days", days=days) if days > 0 else self.label("age.today")

    def interval(self, span: Interval) -> str:
        earliest, latest = self.moment(span.earliest), self.moment(span.latest)
        if earliest == latest:
            return earliest
        return self.label("moment.between", earliest=earliest, latest=latest)

    def scans_of(self, verdict: Verdict) -> list[Scan]:
        """The scans of a verdict that the data has, in order of time."""
        known = (self.scans.get(scan_id) for scan_id in dict.fromkeys(verdict.scan_ids))
        return sorted(
            (scan for scan in known if scan is not None), key=lambda s: (s.started_at, s.scan_id)
        )

    def times(self, scans: list[Scan]) -> str:
        """The times of up to three scans, otherwise the first, the last and the number."""
        if len(scans) <= 3:
            return self.join(self.minute(scan.started_at) for scan in scans)
        return self.label(
            "moment.series",
            first=self.minute(scans[0].started_at),
            last=self.minute(scans[-1].started_at),
            count=len(scans),
        )


def _order(portal: Portal) -> tuple[int, str]:
    """A sort key: departments before provinces, as in the bulletins."""
    return list(Level).index(portal.level), portal.portal_id
