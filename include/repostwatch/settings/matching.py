"""How many releases are looked at closely for one link."""

from __future__ import annotations

from repostwatch.settings.section import Section


class MatchingSettings(Section):
    batch: int = 8_192
    """Links decided together: enough for numpy to pay, small enough to stay in the cache."""

    candidate_share: float = 0.5
    """A release is looked at closely if it shares this much of the weight of either title. A
    repost that drops the issuer, or is cut in half, still has more."""

    candidates: int = 12
    """Releases looked at closely per link; the right one is first or second unless a dozen
    differ in a place only."""

    cut_days: float = 60.0
    """A row whose title is cut behind 印发《 could be any release that begins so: its article is
    read for those of the two months before its date. Who reposts later than that hardly reposts,
    and every such row would be read for every release since."""

    worth_reading: float = 60.0
    """A link listed since a release whose title is another but at least so like it, 0…100, may be
    called otherwise in the list than on its own page (转发…, a wrong character, a short form): its
    article is read before the release counts as missing. Of 197 titles that ministries listed none
    was so like one of 60 releases (benchmarks/unlike.py): few pages are read for nothing."""

    remembered: int = 100_000
    """Titles whose decision is remembered, as 103 portals post the same ones: about 30 MB."""
