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

    remembered: int = 100_000
    """Titles whose decision is remembered, as 103 portals post the same ones: about 30 MB."""
