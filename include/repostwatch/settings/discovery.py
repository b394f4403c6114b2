"""How a portal's lists are found from its homepage, and when one comes into use by itself."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveFloat, PositiveInt

from repostwatch.settings.section import Section


class DiscoverySettings(Section):
    pages: PositiveInt = 80
    """Addresses of a portal that one search reads at most: four minutes at a page each three
    seconds. Most portals show their list within ten."""

    depth: PositiveInt = 3
    """Clicks from the homepage: a visitor's own patience, and the menus of government sites have
    three levels."""

    release_days: PositiveInt = 730
    """Releases of the last two years are looked for: a list that reposts rarely shows some, and
    the list of gov.cn that comes with a thousand rows reaches back as far."""

    proof_days: PositiveInt = 180
    """A list is in use by reposts of the last half year: half a year without is what the State
    Council's own check calls a stale policy column (国办秘函〔2019〕19号)."""

    proof_releases: PositiveInt = 3
    """Different releases that make a list one of reposts without a person's word. One or two
    stand in many a list in passing, as with `reading.nameless_items`."""

    list_pages: NonNegativeInt = 5
    """Further pages of one list that are read for older releases. A list of the State Council's
    policy has three on its first page; one of mixed news with 40 items a day shows four days
    more."""

    keeps_days: PositiveFloat = 14.0
    """A list that shows so many days keeps its reposts; on a shorter one they pass by, and it is
    watched only where no other list has them. Two weeks are what a news column may go without
    an update (国办秘函〔2019〕19号), so lists that span less are those of mixed news."""

    enough_share: PositiveFloat = 0.9
    """Of the releases that a list reaches back to, so many found on it make further lists hardly
    worth a request: what is left are releases that the portal did not repost, most likely."""

    taken_over_hours: PositiveFloat = 24.0
    """A release that another list shows and this one does not tells that the other has taken over
    only a day after it came out: until then it is not due on either."""

    idle_pages: PositiveInt = 10
    """So many pages in a row without a release that was not seen before end a search which has
    found a list: the likely ones come first, and what follows is ever less likely."""

    extra_lists: NonNegativeInt = 4
    """Lists that are proposed, or plausible, and are read by each scan beside those in use: what
    stands there is found, and proves no absence. Each costs one request a scan."""

    again_days: PositiveFloat = 30.0
    """A portal is searched again after a month, for lists that it has opened since."""

    without_list_days: PositiveFloat = 7.0
    """And a portal without a list in use after a week: by then some more releases are there to
    prove one."""

    silent_releases: PositiveInt = 3
    """So many releases in a row of which a list shows none, although it used to show all, are
    reason enough to search again: one may be an oversight, three in a row are a list that is no
    longer written to."""

    resume_hours: PositiveFloat = 24.0
    """Pages that a search read which broke off are not fetched again for a day: lists do not move
    by the hour, and the portal is asked once."""
