"""Which of the dates that a link's pages state is to be believed, before we look at ours."""

from __future__ import annotations

from repostwatch.clock import beijing
from repostwatch.model import PageDate, Precision, Sighting

# How gov.cn has written days into its addresses.
DAY_FORMS = ("%Y-%m/%d", "%Y%m%d", "%Y-%m-%d", "%Y/%m/%d")

ORDER = {Precision.MINUTE: 0, Precision.DAY: 1, Precision.MONTH: 2}


def usable(sighting: Sighting) -> list[PageDate]:
    """The link's claims, the finest first, without those that are not the portal's own.

    A link straight to gov.cn carries gov.cn's date in its address: when the release was
    published, not when the portal reposted it.
    """
    own = [
        claim for claim in sighting.claims if not (sighting.direct and _in_address(claim, sighting))
    ]
    return sorted(dict.fromkeys(own), key=lambda claim: ORDER[claim.precision])


def best(claims: list[PageDate]) -> list[PageDate]:
    """The finest claims that agree with the coarser ones; the finest ones where none does.

    More than one means that the pages contradict themselves at the same precision.
    """
    if len(claims) < 2:
        return claims
    finest = [claim for claim in claims if claim.precision is claims[0].precision]
    coarser = claims[len(finest) :]
    agreeing = [
        claim for claim in finest if all(claim.interval.meet(other.interval) for other in coarser)
    ]
    return agreeing or finest


def excluded(chosen: list[PageDate], claims: list[PageDate]) -> list[PageDate]:
    """The coarser dates of the same link that the chosen one cannot be within."""
    if len(claims) < 2:
        return []
    exact = chosen[0].interval
    return [claim for claim in claims if not exact.meet(claim.interval)]


def _in_address(claim: PageDate, sighting: Sighting) -> bool:
    if claim.precision is Precision.MONTH:
        return True
    if claim.precision is Precision.MINUTE:
        return False
    day = beijing(claim.value)
    return any(day.strftime(form) in sighting.url for form in DAY_FORMS)
