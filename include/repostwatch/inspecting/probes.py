"""Which probes of a site count, chosen before anybody looks how they ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.model.spot_checks import Probe


def made_by(probes: Iterable[Probe], now: datetime) -> list[Probe]:
    """Those that were made until then: what is judged as of a moment knows nothing later."""
    return [probe for probe in probes if probe.at <= now]


def spaced(probes: Iterable[Probe], gap: timedelta) -> list[Probe]:
    """Those that are apart, in order of time."""
    kept: list[Probe] = []
    for probe in sorted(probes, key=lambda probe: probe.at):
        if not kept or probe.at - kept[-1].at >= gap:
            kept.append(probe)
    return kept
