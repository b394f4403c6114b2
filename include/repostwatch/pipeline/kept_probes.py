"""What the probes that were kept say of sites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from repostwatch.inspecting.availability import Availability, availability_of_sites
from repostwatch.inspecting.probes import made_by
from repostwatch.settings import Settings
from repostwatch.store import probes
from repostwatch.store.database import Connection


def kept_week_of(
    conn: Connection, settings: Settings, portal_id: str, sampled: Sequence[str], first: date
) -> Availability:
    """Of one of the sampled sites. Where it never failed, nobody asks whether others did, too."""
    ((_, alone),) = kept_week(conn, settings, [portal_id], first)
    if not alone.failed:
        return alone
    return dict(kept_week(conn, settings, sampled, first))[portal_id]


def kept_week(
    conn: Connection, settings: Settings, portal_ids: Sequence[str], first: date
) -> list[tuple[str, Availability]]:
    """Of each of these sites, by the probes of the rule's days from `first` (Beijing) on, up to
    now."""
    last = first + timedelta(days=settings.spot_check.probe_days - 1)
    # Known sites vouch across midnight, too.
    day = timedelta(days=1)
    now = settings.now()
    controls = made_by(probes.load(conn, None, first - day, last + day), now)
    made = made_by(probes.load(conn, portal_ids, first, last), now)
    return list(availability_of_sites(portal_ids, made, controls, first, settings.spot_check))
