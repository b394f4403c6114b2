"""What was observed of a duty, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from repostwatch.model.duties import DutyKey
from repostwatch.model.reasons import Reason
from repostwatch.model.times import Interval, PageDate
from repostwatch.model.watched_lists import ListPlace
from repostwatch.model.words import Decision, OwnPage, Standing, VerdictKind


@dataclass(frozen=True, slots=True)
class Match:
    """That a link is a release. `score` is 0…100."""

    link_id: str
    release_id: str
    decision: Decision
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class NearestLink:
    """A link that is not the release, how like its title is, 0…100, and why it is another; None
    where its title alone does not tell."""

    title: str
    url: str
    score: float
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One look at everything a portal's duties depend on.

    `reach` is the moment back to which every watched list was seen without a gap, or None
    where a watched page failed; `gap` then says why. `embedded` is whether the
    homepage carried the gov.cn push feed, None where the homepage was not read. `lists` are those
    that it followed; None in scans from before lists were found: theirs are the registry's.
    """

    scan_id: str
    portal_id: str
    started_at: datetime
    ended_at: datetime
    reach: datetime | None
    gap: Reason | None = None
    embedded: bool | None = None
    lists: tuple[ListPlace, ...] | None = None

    def complete_for(self, moment: datetime) -> bool:
        return self.reach is not None and self.reach <= moment

    def watched_all_of(self, other: Scan) -> bool:
        """Whether each list of the other scan was followed in this one, too."""
        if self.lists is None or other.lists is None:
            return True
        return {place.url for place in other.lists} <= {place.url for place in self.lists}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A link that matches a release, as observed.

    `claims` are the dates the link's list, address and article state, the finest first;
    `tagged` those in the tags of the article's page that the page does not show.
    `direct` marks a link to the release's own gov.cn address. `address_seen` is when its address
    was first listed, under another title, where that was before `first_seen`. `own_page` is what
    became of the article's page itself. `wider`: a wider look had it first, on a page that no
    scan had seen, so that no scan can have missed it.
    """

    match: Match
    title: str
    url: str
    first_seen: datetime
    last_seen: datetime
    claims: tuple[PageDate, ...] = ()
    direct: bool = False
    address_seen: datetime | None = None
    tagged: tuple[PageDate, ...] = ()
    own_page: OwnPage = OwnPage.UNREAD
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a duty. `reposted` is the repost interval where one is known."""

    release_id: str
    portal_id: str
    kind: VerdictKind
    reason: Reason
    reposted: Interval | None = None
    link_title: str | None = None
    link_url: str | None = None
    link_id: str | None = None
    decision: Decision | None = None
    scan_ids: tuple[str, ...] = ()  # the scans that it rests on
    backdated: Reason | None = None  # both facts, where the claim contradicts the observation
    machine: VerdictKind | None = None  # the machine's own result, where a person overruled it
    # The scans whose silence it rests on: their pages are searched before anybody is accused.
    silent: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> DutyKey:
        """Of its duty."""
        return self.release_id, self.portal_id


@dataclass(frozen=True, slots=True)
class ColumnStanding:
    portal_id: str
    standing: Standing
    reason: Reason
    name: str | None = None
    url: str | None = None
    machine: Standing | None = None  # the machine's own result, where a person overruled it
