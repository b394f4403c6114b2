"""Group reasons: equal code and facts, without facts that differ for each portal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from repostwatch.model import Interval, PageDate, Reason
from repostwatch.model.reasons import Fact

# Names of facts that say how long the same lasted, and those that hold places.
LASTING = frozenset({"lasting"})
PLACES = frozenset({"url", "address", "host", "final_url", "target"})
Outline = tuple[Any, ...]


def outline(reason: Reason, *, places: bool = False) -> Outline:
    """A key that is equal for similar reasons; with `places`, addresses must be equal, too."""
    return (
        str(reason.code),
        *(
            (name, _outline_of(fact, places=places))
            for name, fact in reason.facts
            if name not in LASTING and (places or name not in PLACES)
        ),
    )


def earliest(reasons: Sequence[Reason]) -> Reason:
    """The reason with the earliest moment."""
    return min(reasons, key=lambda reason: (_first(reason), repr(reason)))


def _outline_of(fact: Fact, *, places: bool) -> Any:
    if isinstance(fact, Reason):
        return outline(fact, places=places)
    if isinstance(fact, tuple):
        return tuple(_outline_of(one, places=places) for one in fact)
    if isinstance(fact, datetime | Interval | PageDate):
        return type(fact).__name__
    if isinstance(fact, str) and fact.startswith(("http://", "https://")) and not places:
        return "address"
    return fact


def _first(reason: Reason) -> float:
    moments = [
        fact.timestamp()
        for part in reason.walk()
        for _, fact in part.facts
        if isinstance(fact, datetime)
    ]
    return min(moments, default=float("inf"))
