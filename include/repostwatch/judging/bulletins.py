"""What the bulletins of the past published of the two headline figures."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.judging.shares import ShareForm
from repostwatch.model import Level

HERE = Path(__file__).parent / "bulletins.csv"


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A share in whole percent, in the form in which a bulletin gave it."""

    form: ShareForm
    percent: int


@dataclass(frozen=True, slots=True)
class PastFigure:
    """A quarter's figures as it published them; None where it said nothing or was not found.

    `scope` is the levels of the portals it was about: from 2016Q4 on every portal down to the
    county, so no series joins it with 2016Q2. `standing` says how sure the source is.
    """

    period: Quarter
    document: str
    scope: frozenset[Level]
    column: PublishedShare | None
    repost: PublishedShare | None
    published: str
    standing: str


# As the bulletins write a share, and which form that is.
WRITTEN = (
    (re.compile(r"(\d{1,3})%以上"), ShareForm.AT_LEAST),
    (re.compile(r"超过(\d{1,3})%"), ShareForm.OVER),
    (re.compile(r"(\d{1,3})%"), ShareForm.EXACT),
)


def published_share(words: str) -> PublishedShare | None:
    """`90%以上`, `超过80%`, `87%`; None for an empty text. Raises ValueError for any other."""
    if not words:
        return None
    for pattern, form in WRITTEN:
        if found := pattern.fullmatch(words):
            return PublishedShare(form, int(found[1]))
    raise ValueError(f"{words!r} is no share as the bulletins write it")


@cache
def past_bulletins() -> tuple[PastFigure, ...]:
    """Every bulletin on record, the oldest first."""
    with HERE.open(encoding="utf-8", newline="") as file:
        return tuple(
            PastFigure(
                period=parse_quarter(row["period"]),
                document=row["document"],
                scope=frozenset(Level(word) for word in row["scope"].split(";")),
                column=published_share(row["column_rate"]),
                repost=published_share(row["repost_rate"]),
                published=row["published"],
                standing=row["standing"],
            )
            for row in csv.DictReader(file)
        )
