"""The end of the operator's mail: which portals cannot be judged, and what to do about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.judging.readiness import readiness_figure
from repostwatch.model import Portal
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.reporting.sanitize import sanitize
from repostwatch.wording import Style, name, say

# Of a reason, an address in it included.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class UnreadyPortal:
    name: str
    state: str
    reason: str
    action: str


@dataclass(frozen=True, slots=True)
class ReadinessText:
    """`figure` is of all portals; `more` do not stand among the `portals` that need somebody."""

    figure: str
    portals: tuple[UnreadyPortal, ...]
    more: int


def readiness_text(
    portals: Sequence[Portal], found: Sequence[Readiness], style: Style, most: int
) -> ReadinessText:
    """Those that wait for a person first, then those that cannot be judged; at most `most`."""
    names = {portal.portal_id: portal.name for portal in portals}
    unready = [one for one in found if not one.ready.judged]
    unready.sort(key=lambda one: one.ready is Ready.CANNOT)
    return ReadinessText(
        figure=say(readiness_figure(Counter(one.ready for one in found)), style),
        portals=tuple(
            UnreadyPortal(
                sanitize(names[one.portal_id], LONGEST),
                name(one.ready, style.language),
                sanitize(say(one.reason, style), LONGEST),
                sanitize(say(one.action, style), LONGEST),
            )
            for one in unready[:most]
        ),
        more=max(0, len(unready) - most),
    )
