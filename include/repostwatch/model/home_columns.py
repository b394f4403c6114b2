"""The columns of a homepage, of all kinds, as one look has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.model.reasons import Reason
from repostwatch.model.times import PageDate


class ColumnKind(StrEnum):
    """By which period a column has to be updated; by its name."""

    NEWS = "news"
    NOTICE = "notice"
    PERSONNEL = "personnel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HomeColumn:
    """`items` is None where they are not in the page: a script or a frame fills it. `whole` is
    whether all items that are shown were read."""

    name: str
    kind: ColumnKind
    items: int | None
    dated: int = 0
    newest: PageDate | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class HomepageLook:
    """`columns` is None where the homepage could not be read; `why` then says so."""

    at: datetime
    columns: tuple[HomeColumn, ...] | None
    why: Reason | None = None
