"""A look of the days after a quarter's end → what it says of the quarter.

A day within the quarter is a day within it whenever it is seen: such a look may acquit. It accuses
nobody: what stood there as the quarter ended may be gone, moved down or written over since.
"""

from __future__ import annotations

from dataclasses import replace

from repostwatch.model import because, together
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.spot_checks import CheckResult, IndicatorResult


def of_the_quarter(found: IndicatorResult, look: HomepageLook) -> IndicatorResult:
    """What a look comes to, once it is asked when it was made; a look within the quarter, or one
    that could not be read, says what it says."""
    if look.speaks_of is None or look.columns is None:
        return found
    late = because(SpotCheckCode.SEEN_AFTER, seen_at=look.at, until=look.speaks_of)
    if found.result is CheckResult.PASSED:
        return replace(found, reason=together(late, found.reason))
    return replace(found, result=CheckResult.UNKNOWN, reason=late)
