"""The columns of a homepage, of all kinds, as one look has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.model.reasons import Reason
from repostwatch.model.times import PageDate


class ColumnKind(StrEnum):
    """By which period a column has to be updated; by its name. PERSONNEL has what comes once a
    year, STANDING what tells of the past or is set up once, and has not to be updated."""

    NEWS = "news"
    NOTICE = "notice"
    PERSONNEL = "personnel"
    STANDING = "standing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HomeColumn:
    """`items` is None where they are not in the page: a script or a frame fills it. `whole` is
    whether all items that are shown were read. `newest` is the date of an item that certainly is
    news of the site, `doubted` a later one of what may be, and `doubt` why that is not certain.
    `aside`: it stands beside the columns that have to be kept up, as a sidebar or a list of what is
    read most. `hidden`: it is out of sight as the page opens. `again`: it may be a part or a copy
    of another under its name. `waits`: a script may bring items of it that nobody saw."""

    name: str
    kind: ColumnKind
    items: int | None
    dated: int = 0
    newest: PageDate | None = None
    whole: bool = True
    doubted: PageDate | None = None
    doubt: Reason | None = None
    aside: bool = False
    hidden: bool = False
    again: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class HomepageLook:
    """`columns` is None where the homepage could not be read; `why` then says so. `speaks_of` is
    the moment that is asked about, where the look was made after it."""

    at: datetime
    columns: tuple[HomeColumn, ...] | None
    why: Reason | None = None
    speaks_of: datetime | None = None

    @property
    def moment(self) -> datetime:
        """By which ages are counted."""
        return self.speaks_of or self.at
