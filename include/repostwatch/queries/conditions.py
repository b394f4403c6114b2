"""The conditions of a list that no field of its form shows: named, and each can be taken off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from repostwatch.model import VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.queries.asked import AskedDuties, one_of
from repostwatch.store.database import Connection

# A field → what those who read call that of which it has the id.
CALLED: Mapping[str, str] = {
    "portal": "SELECT name AS called FROM portals WHERE portal_id = %s",
    "release": "SELECT title AS called FROM releases WHERE release_id = %s",
}
HOURS = ("due", "later", "changed")
FLAGS = ("again", "newly")
# In the form of duties, which carries them on; the form of the grid has these besides its own.
OF_DUTIES = ("portal", "release", *HOURS, "before", *FLAGS)
OF_GRID = ("portal",)


@dataclass(frozen=True, slots=True)
class Condition:
    """What `field` was sent, as words: a label's facts. `parameters` are those of the address of
    the same list without this condition alone. `sent`: what the form carries on; None where it has
    a field of that name."""

    field: str
    facts: Mapping[str, Fact]
    parameters: list[tuple[str, str]]
    sent: str | None = None


def unshown(conn: Connection, asked: AskedDuties, fields: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions of `fields`, and several verdicts, of which the form can show one."""
    return tuple(_unshown(conn, asked, fields))


def _unshown(conn: Connection, asked: AskedDuties, fields: Iterable[str]) -> Iterator[Condition]:
    if len(asked.kinds) > 1:
        yield Condition("verdict", {"kinds": asked.kinds}, _without(asked, "verdict"))
    for field in fields:
        sent: str = getattr(asked, field)
        if sent:
            yield Condition(field, _facts(conn, field, sent), _without(asked, field), sent)


def _facts(conn: Connection, field: str, sent: str) -> Mapping[str, Fact]:
    if field in CALLED:
        # What nobody has is said in a line of its own, by what was sent.
        row = conn.execute(CALLED[field], (sent,)).fetchone()
        return {"name": row["called"] if row else sent}
    if field in HOURS:
        return {"hours": sent}
    return {} if field in FLAGS else {"before": one_of(VerdictKind, sent)}


def _without(asked: AskedDuties, field: str) -> list[tuple[str, str]]:
    return [pair for pair in asked.parameters if pair[0] != field]
