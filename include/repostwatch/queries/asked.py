"""What the address of a list asks for, read leniently: what is no value of a filter filters
nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, TypeVar

from repostwatch.model import Level, VerdictKind
from repostwatch.queries.misread import MOST_HOURS, ON, Asked, number
from repostwatch.settings import Settings
from repostwatch.store.duty_rows import DutyFilter, DutySort

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class AskedDuties(Asked):
    """The fields of the duties' form as they were sent; `due`, `later` (not due before) and
    `changed` in hours, `age` in days since the publication."""

    WORDS: ClassVar = {"verdict": VerdictKind, "level": Level, "before": VerdictKind}
    NUMBERS: ClassVar = ("age", "due", "later", "changed")
    FLAGS: ClassVar = ("again", "newly")
    ORDERS: ClassVar = {"sort": DutySort}

    verdict: tuple[str, ...] = ()
    level: str = ""
    authority: str = ""
    portal: str = ""
    release: str = ""
    q: str = ""
    age: str = ""
    due: str = ""
    later: str = ""
    changed: str = ""
    before: str = ""
    again: str = ""
    newly: str = ""
    sort: str = ""

    @property
    def kinds(self) -> tuple[VerdictKind, ...]:
        return tuple(kind for kind in VerdictKind if kind.value in self.verdict)

    @property
    def order(self) -> DutySort:
        return one_of(DutySort, self.sort) or DutySort.WORST

    def filter(self, settings: Settings) -> DutyFilter:
        now = settings.now()
        due, later = _hours(self.due), _hours(self.later)
        changed, age = _hours(self.changed), _days(self.age, now)
        watched = settings.scan.watch_days
        return DutyFilter(
            published_after=age or (None if watched is None else now - timedelta(days=watched)),
            published_until=now,
            kinds=self.kinds,
            before=one_of(VerdictKind, self.before),
            level=one_of(Level, self.level),
            authority=self.authority or None,
            portal=self.portal or None,
            release=self.release or None,
            words=self.q.strip() or None,
            due_after=now + (later or timedelta()) if due or later else None,
            due_until=now + due if due else None,
            changed_after=now - changed if changed else None,
            again=self.again == ON,
            newly=self.newly == ON,
        )

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Of the address that asks for the same."""
        names = ("level", "authority", "portal", "release", "q", "age", "due", "later", "changed",
                 "before", "again", "newly", "sort")  # fmt: skip
        given = [(name, getattr(self, name)) for name in names]
        return [*(("verdict", one) for one in self.verdict), *given]


def one_of(kind: type[Word], value: str) -> Word | None:
    return kind(value) if value in set(kind) else None


def _hours(value: str) -> timedelta | None:
    hours = number(value)
    return timedelta(hours=hours) if hours else None


def _days(value: str, now: datetime) -> datetime | None:
    days = number(value)
    return now - timedelta(days=min(days, MOST_HOURS / 24)) if days else None
