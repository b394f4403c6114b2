"""A portal that reposts nothing, as far as a search of its whole site shows: one finding, and no
accusation for each release."""

from __future__ import annotations

from repostwatch.model import Portal, Reason, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import Discovery
from repostwatch.settings import JudgingSettings

# A search that ended so looked at all that there was, or at as much as it may.
WHOLE = (DiscoveryCode.ALL_READ, DiscoveryCode.PAGES_SPENT)
_SHOWN = 5  # addresses that the reason names; the visits of the search have all


def no_reposts(
    portal: Portal, search: Discovery | None, days: int, settings: JudgingSettings
) -> Reason | None:
    """The reason that a portal reposts nothing; None where its latest search does not show that.

    `days` is the age of the releases that were asked for. Where the registry names lists, these
    prove each absence by themselves.
    """
    if (
        search is None
        or portal.column_urls
        or search.found
        or search.asked < settings.no_reposts_asked
        or search.reason.code not in WHOLE
    ):
        return None
    return because(
        DiscoveryCode.NO_REPOSTS,
        at=search.ended_at,
        pages=len(search.pages),
        asked=search.asked,
        days=days,
        urls=search.pages[:_SHOWN],
    )
