"""Links of a homepage: which are looked at, and what each look says of where it leads.

A failure that may pass, or may be ours, makes no link dead: it is undecided, and the share of dead
links has bounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from hashlib import sha256

from repostwatch.base.sites import same_site
from repostwatch.inspecting.availability import GONE, OPEN
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.model import Outcome, PageKind, Reason, because, together
from repostwatch.model.codes import PageCode, SpotCheckCode
from repostwatch.model.spot_checks import (
    CheckResult,
    HomeLink,
    IndicatorResult,
    LinkLook,
    LinkState,
    VetoIndicator,
)
from repostwatch.reading.offers import means_a_shop, names, sells_goods
from repostwatch.settings import SpotCheckSettings

# However often one asks: a name that nobody has, an address where nobody answers.
DEAD = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.TOO_MANY_REDIRECTS})
READABLE = frozenset({PageKind.CONTENT, PageKind.NOT_HTML, PageKind.SHELL, PageKind.LOGIN})
_NAME_FOR_SALE = re.compile(
    r"域名|domain|parked|sedoparking|hugedomains|过期|到期|欠费|备案", re.IGNORECASE
)
ABUSED = (LinkState.PARKED, LinkState.SELLING)
WORDS = {
    LinkState.PARKED: SpotCheckCode.LINK_PARKED,
    LinkState.SELLING: SpotCheckCode.LINK_SELLING,
}


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """`found` is how many links the homepage has; `states` those that were looked at;
    `second_level` how many second-level pages it has, None where it does not only lead on."""

    portal_id: str
    found: int
    states: tuple[tuple[LinkLook, LinkState], ...]
    second_level: int | None = None

    def count(self, *states: LinkState) -> int:
        return sum(state in states for _, state in self.states)


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Of all sites together: links by their state, and how many sites have some of each."""

    sites: int = 0
    links: Counter[LinkState] = field(default_factory=Counter)
    sites_with: Counter[LinkState] = field(default_factory=Counter)
    abused_sites: int = 0

    @property
    def seen(self) -> int:
        return self.links.total()

    @property
    def low(self) -> Fraction:
        """The share (0…1) of dead links, had every undecided one opened; 0 where none was seen."""
        return Fraction(self.links[LinkState.DEAD], self.seen or 1)

    @property
    def high(self) -> Fraction:
        """The same, had every undecided one been dead."""
        open_ = self.links[LinkState.UNDECIDED] + self.links[LinkState.OURS]
        return Fraction(self.links[LinkState.DEAD] + open_, self.seen or 1)


def draw_links(
    links: Sequence[HomeLink],
    home_url: str,
    seed: str,
    settings: SpotCheckSettings,
    *,
    leads_on: bool = False,
) -> list[HomeLink]:
    """Those that are looked at, by lot: the smaller SHA-256 of seed and address first. More of
    those to its own site where the homepage only leads on: they count for its freshness, too."""
    order = sorted(links, key=lambda link: sha256(f"{seed}\n{link.url}".encode()).digest())
    inside = [link for link in order if same_site(link.url, home_url)]
    outside = [link for link in order if not same_site(link.url, home_url)]
    most = max(settings.links_inside, settings.second_level_pages if leads_on else 0)
    return inside[:most] + outside[: settings.links_outside]


def state_of_link(look: LinkLook, network: OwnNetwork) -> LinkState:
    """What an opened page says counts whatever our network did; that none came does not."""
    if look.kind is PageKind.PARKED:
        return abuse_of(look.reason)
    if look.outcome in OPEN and look.kind in (None, *READABLE) and not _shows_nothing(look):
        return LinkState.OPENED
    if not network.up(look.at):
        return LinkState.OURS
    gone = look.outcome is Outcome.HTTP_ERROR and look.status in GONE
    if look.outcome in DEAD or gone or look.kind is PageKind.SOFT_404:
        return LinkState.DEAD
    return LinkState.UNDECIDED


def _shows_nothing(look: LinkLook) -> bool:
    """A script alone says what a visitor gets there: the page of its owner, or of somebody else."""
    marks = look.reason.walk() if look.reason and look.kind is PageKind.SHELL else ()
    return any(
        one.code in (PageCode.ONLY_SCRIPT, PageCode.JUMP_SCRIPT, PageCode.META_REFRESH)
        or (one.code is PageCode.SCRIPTED and not one["characters"])
        for one in marks
    )


def as_linked(look: LinkLook, title: str) -> LinkLook:
    """The look at a link, of whose page `title` is known: a shop to which a link leads by its name,
    or as to a shop, is what the homepage means, and not what strangers put there."""
    sold = look.reason if look.kind is PageKind.PARKED else None
    marks = [str(dict(one.facts).get("mark", "")) for one in (sold.walk() if sold else ())]
    words = look.link.words
    meant = any(map(sells_goods, marks)) and (means_a_shop(words) or names(words, title))
    return replace(look, kind=PageKind.CONTENT, reason=None, evidence=None) if meant else look


def abuse_of(why: Reason | None) -> LinkState:
    """What strangers show on a page that was taken for theirs: parked or selling."""
    marks = [str(dict(one.facts).get("mark", "")) for one in (why.walk() if why else ())]
    parked = any(_NAME_FOR_SALE.search(mark) for mark in marks)
    return LinkState.PARKED if parked else LinkState.SELLING


def site_links(
    portal_id: str,
    found: int,
    looks: Iterable[LinkLook],
    network: OwnNetwork,
    second_level: int | None = None,
    until: datetime | None = None,
) -> SiteLinks:
    """What did not open after `until` may have opened up to then."""
    states = tuple((one, _state_until(one, network, until)) for one in looks)
    return SiteLinks(portal_id, found, states, second_level)


def _state_until(look: LinkLook, network: OwnNetwork, until: datetime | None) -> LinkState:
    state = state_of_link(look, network)
    late = until is not None and look.at >= until
    return LinkState.UNDECIDED if late and state is LinkState.DEAD else state


def link_figures(sites: Iterable[SiteLinks]) -> LinkFigures:
    """Sites of which no link was looked at do not count."""
    links: Counter[LinkState] = Counter()
    with_: Counter[LinkState] = Counter()
    seen = abused = 0
    for site in sites:
        own = Counter(state for _, state in site.states)
        links += own
        with_ += Counter(own.keys())
        seen += bool(own)
        abused += any(own[state] for state in ABUSED)
    return LinkFigures(seen, links, with_, abused)


def links_reason(site: SiteLinks) -> Reason:
    """How many links do not open, and which they are."""
    counts = because(
        SpotCheckCode.LINKS,
        looked=len(site.states),
        found=site.found,
        dead=site.count(LinkState.DEAD),
        open=site.count(LinkState.UNDECIDED, LinkState.OURS),
    )
    dead = (_dead(look) for look, state in site.states if state is LinkState.DEAD)
    return together(counts, *dead, *_abused(site))


def hints_of(
    sites: Iterable[SiteLinks], taken_over: Mapping[str, Reason]
) -> Iterator[IndicatorResult]:
    """What a person has to look at as a serious error, of each site of which something points to
    one: links to what is abused, or its own address in the hands of others (`taken_over`). Whether
    that is a serious error, only a person can say."""
    abused = {site.portal_id: _abused(site) for site in sites}
    for portal_id in dict.fromkeys([*abused, *taken_over]):
        why = [*filter(None, [taken_over.get(portal_id)]), *abused.get(portal_id, ())]
        if why:
            reason = together(because(SpotCheckCode.NOT_SAID), *why)
            yield IndicatorResult(
                portal_id, VetoIndicator.SERIOUS_ERRORS, CheckResult.WAITING, reason
            )


def _dead(look: LinkLook) -> Reason:
    link = look.link
    outcome = Outcome.SOFT_404 if look.kind is PageKind.SOFT_404 else look.outcome
    return because(
        SpotCheckCode.LINK_DEAD, words=link.words, url=link.url, outcome=outcome, status=look.status
    )


def _abused(site: SiteLinks) -> list[Reason]:
    codes: Mapping[LinkState, SpotCheckCode] = WORDS
    return [
        because(codes[state], words=look.link.words, url=look.link.url, why=look.reason)
        for look, state in site.states
        if state in ABUSED
    ]
