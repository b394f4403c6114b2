"""What failed a spot check and was not looked at again since: the sample of a quarter has it.

People enter late what they saw: a site may fail in a quarter after the sample of the next one was
drawn. That sample stays as it was drawn; what it lacks is named, and is in the next one.
"""

from __future__ import annotations

from collections import defaultdict

from repostwatch.base.quarters import Quarter
from repostwatch.model import Reason, because
from repostwatch.model.codes import SpotCheckCode
from repostwatch.portals.editions import spot_check_registry
from repostwatch.portals.validity import in_force
from repostwatch.settings import Settings
from repostwatch.store import samples, spot_results
from repostwatch.store.database import Connection


def not_seen_again(conn: Connection, settings: Settings, quarter: Quarter) -> dict[str, list[str]]:
    """By quarter, the latest first: the sites that failed in its spot check and are in no sample
    between it and `quarter`; of the last `failed_quarters`."""
    before = [quarter.before]
    while len(before) < settings.spot_check.failed_quarters:
        before.append(before[-1].before)
    earlier = [str(one) for one in before]
    last = samples.last_held(conn, earlier)
    found: dict[str, list[str]] = defaultdict(list)
    for failed_in, portal_id in spot_results.failed_in(conn, earlier):
        if last.get(portal_id) == failed_in:
            found[failed_in].append(portal_id)
    return dict(found)


def failed_earlier(conn: Connection, settings: Settings, quarter: Quarter) -> list[str]:
    """What failed before the quarter before this one, and is in no sample since."""
    found = not_seen_again(conn, settings, quarter)
    return [
        one for failed_in, ids in found.items() if failed_in < str(quarter.before) for one in ids
    ]


def failed_since_drawn(conn: Connection, settings: Settings, quarter: Quarter) -> list[Reason]:
    """Of each earlier quarter the sites that should be in this one's sample, and are not, because
    they failed once it was drawn; without a sample nothing."""
    sample = samples.load(conn, str(quarter))
    if sample is None:
        return []
    held = {site.portal_id for site in sample.sites} | {*sample.absent}
    found = not_seen_again(conn, settings, quarter)
    lacking = {key: [one for one in ids if one not in held] for key, ids in found.items()}
    if not any(lacking.values()):
        return []
    # What had ended by then could not be drawn.
    there = in_force(spot_check_registry(settings), quarter.span.earliest)
    names = {one.portal_id: one.name for one in there}
    named = {key: tuple(names[one] for one in ids if one in names) for key, ids in lacking.items()}
    return [
        because(SpotCheckCode.FAILED_SINCE, quarter=key, count=len(some), names=some)
        for key, some in named.items()
        if some
    ]
