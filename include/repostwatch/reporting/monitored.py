"""How many of the portals were read at their latest scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from repostwatch.model import Portal, Scan


@dataclass(frozen=True, slots=True)
class Monitored:
    """All portals that we watch, whoever gets the mail: only these tell whether the fault is ours.
    `incomplete` are those that were not read whole."""

    portals: int
    incomplete: int

    @property
    def share(self) -> float:
        return self.incomplete / self.portals if self.portals else 0.0


def monitored(portals: Iterable[Portal], scans: Iterable[Scan]) -> Monitored:
    known = tuple(portals)
    return Monitored(len(known), len(unread(known, latest_scans(scans))))


def latest_scans(scans: Iterable[Scan]) -> dict[str, Scan]:
    """The latest scan of each portal, by its id."""
    ordered = sorted(scans, key=lambda scan: (scan.started_at, scan.scan_id))
    return {scan.portal_id: scan for scan in ordered}


def unread(portals: Iterable[Portal], latest: Mapping[str, Scan]) -> list[str]:
    """The portals whose latest scan is incomplete or missing."""
    return [
        portal.portal_id
        for portal in portals
        if (scan := latest.get(portal.portal_id)) is None or scan.reach is None
    ]
