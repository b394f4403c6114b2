"""Which of a link's stated dates counts as its claim, before observations are applied."""

from __future__ import annotations

from repostwatch.base.clock import beijing
from repostwatch.model import PageDate, Precision, Sighting

# How gov.cn has written days into its addresses.
DAY_FORMS = ("%Y-%m/%d", "%Y%m%d", "%Y-%m-%d", "%Y/%m/%d")

ORDER = {Precision.MINUTE: 0, Precision.DAY: 1, Precision.MONTH: 2}


def usable(sighting: Sighting) -> list[PageDate]:
    """The link's claims, finest first, without those that are not the portal's own.

    A link to gov.cn itself has gov.cn's date in its address: the release's publication, not its
    repost. A date from the page's tags alone counts if another date confirms it, or if there is
    no other.
    """
    own = [
        claim for claim in sighting.claims if not (sighting.direct and _in_address(claim, sighting))
    ]
    own += [tag for tag in sighting.tagged if not own or _confirmed(tag, own)]
    return sorted(dict.fromkeys(own), key=lambda claim: ORDER[claim.precision])


def _confirmed(tag: PageDate, claims: list[PageDate]) -> bool:
    return all(tag.interval.meet(claim.interval) for claim in claims)


def unconfirmed(sighting: Sighting, chosen: list[PageDate]) -> list[PageDate]:
    """Dates of the page's tags that differ from the chosen dates.

    A system sets the PubDate tag again when it republishes a page: in 8 of 62 articles of 60 real
    sites it was 3 days to 14 years after the date on the page.
    """
    return [
        tag
        for tag in sighting.tagged
        if not any(tag.interval.meet(claim.interval) for claim in chosen)
    ]


def only_tagged(sighting: Sighting, chosen: list[PageDate]) -> bool:
    """Whether only the page's tags state when a link was published."""
    return any(claim in sighting.tagged for claim in chosen) and not any(
        claim.interval.meet(other.interval)
        for claim in chosen
        for other in sighting.claims
        if other not in sighting.tagged
    )


def best(claims: list[PageDate]) -> list[PageDate]:
    """The finest claims that agree with the coarser ones; the finest ones if none does.

    More than one means a contradiction at the same precision.
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
