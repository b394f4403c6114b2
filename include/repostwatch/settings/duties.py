"""How long a portal has to repost a release."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, PositiveInt

from repostwatch.base.clock import parse_moment
from repostwatch.model import Level
from repostwatch.settings.section import Section

# A year: whatever is longer is a slip of the pen, not a duty to repost within a day.
MOST_HOURS = 24 * 365
Hours = Annotated[float, Field(gt=0, le=MOST_HOURS)]


def _earliest(value: object) -> object:
    return parse_moment(value).earliest if isinstance(value, str) else value


Moment = Annotated[AwareDatetime, BeforeValidator(_earliest)]


class DutySettings(Section):
    limit_hours: Hours = 24.0
    """国办函〔2016〕68号 measures reposting within 24 hours. What a person said of a release, the
    portal's own `limit_hours` in the registry and its level's limit go before it."""

    department_limit_hours: Hours | None = None
    """Of one level, where a rule gives it another limit than all others; unset, it has theirs. No
    national rule does: some provinces set shorter ones for themselves (福建 8 hours)."""

    province_limit_hours: Hours | None = None
    """The same."""

    city_limit_hours: Hours | None = None
    """The same."""

    county_limit_hours: Hours | None = None
    """The same."""

    below_limit_hours: Hours | None = None
    """The same, for sites below the county: they owe only what names them."""

    since: Moment | None = None
    """When the watch begins, Beijing time where no offset stands. Releases from before it prove a
    portal's lists, but nobody owes them, unless a person says so: whoever starts today hears of no
    deadline of last year."""

    waiver_days: PositiveInt = 366
    """A waiver has to end, at the latest so many days from the day on which it is given: a year,
    also a leap year. What nobody looks at again acquits for ever."""

    def hours_of(self, level: Level) -> float:
        """The limit of a level's portals that have none of their own."""
        by_level = {
            Level.DEPARTMENT: self.department_limit_hours,
            Level.PROVINCE: self.province_limit_hours,
            Level.CITY: self.city_limit_hours,
            Level.COUNTY: self.county_limit_hours,
            Level.BELOW: self.below_limit_hours,
        }
        own = by_level[level]
        return self.limit_hours if own is None else own
