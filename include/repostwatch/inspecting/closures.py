"""What the scans of a homepage say of closing or moving → when, how long announced, where to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from repostwatch.base.sites import other_site
from repostwatch.model import Portal
from repostwatch.model.closures import Closure, MoveLook, NoticePeriod
from repostwatch.model.codes import PortalCode

# The surer first: a name that is parked, or sells something, may have been taken over.
AWAY = (PortalCode.ELSEWHERE, PortalCode.PARKED)
NOTICES = ((PortalCode.ANNOUNCED, "title"), (PortalCode.NOTICE, "words"))
_NEW_ADDRESS = re.compile(
    r"新(?:的)?(?:网址|域名|地址|网站|站点|版)|(?:网址|域名|地址)(?:已|将|正式)?(?:更换|变更|更改|调整|启用|切换|迁移)"
)


def closure_of(
    portal: Portal,
    looks: Sequence[MoveLook],
    known: Mapping[str, Portal],
    *,
    closing_days: int,
    confirmations: int,
) -> Closure | None:
    """The closure that the latest looks show, or None: a site that shows no sign of one, or fewer
    signs in a row than confirm it. `looks` may come in any order; `known` are the portals by id.
    """
    ordered = sorted(looks, key=lambda look: look.at)
    begin = len(ordered)
    while begin and ordered[begin - 1].moved is not None:
        begin -= 1
    before, run = ordered[:begin], ordered[begin:]
    if len(run) < confirmations:
        return None
    # Once it led to another site it had moved, whoever has its name before and behind that.
    ends = [look for code in AWAY for look in run if _says(look, code)]
    gone = ends[0] if ends else None
    notices = [look for look in run if look not in ends and (gone is None or look.at < gone.at)]
    without = before[-1].at if before else None
    shown = notices[-1].at - notices[0].at if notices else timedelta(0)
    end = gone.at if gone else None
    # A notice that went and came again: who saw it before is not told that there was none. And
    # where none was seen, one may have stood that nothing tells from a picture or from news.
    earlier = not notices or any(look.moved is not None for look in before)
    most = end - without if end and without and not earlier else None
    last = (notices or before)[-1:]
    there = _there(gone)
    to_own = _is_own(portal, there, known) if there else None
    return Closure(
        portal_id=portal.portal_id,
        announced_after=without if notices else None,
        announced_by=notices[0].at if notices else None,
        gone_after=last[0].at if gone and last else None,
        gone_by=end,
        shown=shown,
        shown_most=most,
        notice=_period(shown, most, timedelta(days=closing_days)),
        leads_to=there,
        to_own=to_own,
        taken_over=run[-1].moved if _says(run[-1], PortalCode.PARKED) else None,
        proven=gone is not None
        and (_led_to_a_site(portal, there, to_own, known) or any(map(_announces_an_end, run))),
    )


def _period(shown: timedelta, most: timedelta | None, needed: timedelta) -> NoticePeriod:
    if shown >= needed:
        return NoticePeriod.KEPT
    return NoticePeriod.SHORT if most is not None and most < needed else NoticePeriod.OPEN


def _says(look: MoveLook, code: PortalCode) -> bool:
    return look.moved is not None and look.moved.has(code)


def _announces_an_end(look: MoveLook) -> bool:
    """Not only that the site has a new address."""
    said = [
        str(one[fact])
        for one in (look.moved.walk() if look.moved else ())
        for code, fact in NOTICES
        if one.code is code
    ]
    return any(not _NEW_ADDRESS.search(words) for words in said)


def _there(look: MoveLook | None) -> str | None:
    """The site that the homepage redirects to; None of a parked one."""
    if look is None or look.moved is None:
        return None
    found = (one for one in look.moved.walk() if one.code is PortalCode.ELSEWHERE)
    return next((str(one["there"]) for one in found), None)


def _led_to_a_site(
    portal: Portal, there: str | None, to_own: bool | None, known: Mapping[str, Portal]
) -> bool:
    """To its own; where neither parent nor successor is registered, to any site that is."""
    if there is None or to_own is not None:
        return bool(to_own)
    return any(other_site(portal.home_url, one.home_url) == there for one in known.values())


def _is_own(portal: Portal, there: str, known: Mapping[str, Portal]) -> bool | None:
    """Whether a site is that of the parent or the successor; None where neither is registered."""
    own = [known[one] for one in (portal.parent, portal.successor) if one in known and one]
    if not own:
        return None
    return any(other_site(portal.home_url, one.home_url) == there for one in own)
