"""When the bulletin of a quarter says 以上, 超过 or 约, and how far back its picture goes."""

from __future__ import annotations

from pydantic import Field, PositiveInt

from repostwatch.settings.section import Section


class BulletinSettings(Section):
    round_step: PositiveInt = Field(default=10, le=50)
    """Percent from one round number to the next: the bulletin of 2016 speaks of 90% and 80%."""

    round_margin: float = Field(default=5.0, ge=0, le=50)
    """So many percentage points at most lies a share above the round number that stands for it
    (90.3%: 90%以上). Further above, the round number would hide more than it tells; later
    bulletins then gave the percentage itself (87%, 78%)."""

    widest_bounds: float = Field(default=10.0, ge=0, le=100)
    """Percentage points between the lowest and the highest share that undecided portals allow,
    from which on no share is claimed: a whole step of round numbers is no statement any more."""

    series_quarters: PositiveInt = Field(default=8, le=40)
    """Our own quarters in the picture, this one among them: two years show a change of the
    season and still fit beside the four published quarters on one page."""
