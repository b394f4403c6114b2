"""How a portal's lists are found from its homepage, and when one comes into use by itself."""

from __future__ import annotations

from pydantic import PositiveInt

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
