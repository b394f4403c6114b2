"""What the bulletins of the past published of the two headline figures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from repostwatch.model import Level

HERE = Path(__file__).parent / "bulletins.csv"


@dataclass(frozen=True, slots=True)
class PastFigure:
    """The words of a bulletin (`90%以上`), empty where it said nothing or was not found.

    `scope` is the levels of the portals it was about: from 2016Q4 on every portal down to the
    county, so no series joins it with 2016Q2. `standing` says how sure the source is.
    """

    period: str
    document: str
    scope: frozenset[Level]
    column_rate: str
    repost_rate: str
    published: str
    standing: str


@cache
def past_bulletins() -> tuple[PastFigure, ...]:
    """Every bulletin on record, the oldest first."""
    with HERE.open(encoding="utf-8", newline="") as file:
        return tuple(
            PastFigure(
                period=row["period"],
                document=row["document"],
                scope=frozenset(Level(word) for word in row["scope"].split(";")),
                column_rate=row["column_rate"],
                repost_rate=row["repost_rate"],
                published=row["published"],
                standing=row["standing"],
            )
            for row in csv.DictReader(file)
        )
