"""What we can say of a duty that nobody has seen done: whether its portal could be read at all."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from repostwatch.model import Duty
from repostwatch.reporting.lookup import ReportLookup


class Sight(StrEnum):
    """WHOLE: read back to before the release, and not seen. The others say nothing about it:
    TOO_SHORT, the lists do not reach back to it; UNREAD, the latest scan failed, an earlier one did
    not; NEVER, no scan was complete yet."""

    WHOLE = "whole"
    TOO_SHORT = "too_short"
    UNREAD = "unread"
    NEVER = "never"


def sight(lookup: ReportLookup, duty: Duty) -> tuple[Sight, datetime | None]:
    """How the duty's portal was seen, and when its latest complete scan began."""
    scan = lookup.latest.get(duty.portal_id)
    if scan is not None and scan.reach is not None:
        whole = scan.complete_for(duty.published.earliest)
        return (Sight.WHOLE if whole else Sight.TOO_SHORT), scan.started_at
    last = lookup.data.last_whole.get(duty.portal_id)
    return (Sight.UNREAD if last else Sight.NEVER), last
