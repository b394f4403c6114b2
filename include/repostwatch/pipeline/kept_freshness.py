"""What the homepages that were kept, and second-level pages, say of sites being kept up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.after_quarter import of_the_quarter
from repostwatch.inspecting.freshness import judge_columns, judge_homepage
from repostwatch.inspecting.links import SiteLinks
from repostwatch.inspecting.second_level import judge_second_level
from repostwatch.model.spot_checks import IndicatorResult
from repostwatch.pipeline.latest_homepages import latest_homepages
from repostwatch.settings import Settings
from repostwatch.store.database import Connection


def kept_freshness(
    conn: Connection,
    settings: Settings,
    portal_ids: Sequence[str],
    until: datetime,
    about: tuple[Quarter, Sequence[SiteLinks]],
) -> list[IndicatorResult]:
    """首页不更新 and 栏目不更新 of each site of which a homepage was kept. `about` is the quarter
    and what was seen of its sites' links."""
    quarter, links = about
    rules, sites = settings.spot_check, {one.portal_id: one for one in links}
    found = []
    for portal_id, look in latest_homepages(conn, settings, portal_ids, until, quarter).items():
        home, site = judge_homepage(portal_id, look, rules), sites.get(portal_id)
        columns = judge_columns(portal_id, look, rules)
        if site is not None and site.second_level is not None:
            pages = [one for one in site.states if one[0].dates is not None]
            home = judge_second_level(home, site.second_level, pages, rules, quarter.span.latest)
        found += [of_the_quarter(one, look) for one in (home, columns)]
    return found
