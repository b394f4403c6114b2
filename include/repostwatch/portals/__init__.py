"""The registry: which portals are watched, since when, and what became of them."""

from repostwatch.portals.check import check
from repostwatch.portals.editions import EDITIONS, edition
from repostwatch.portals.moved import Moved, moved, place, strayed
from repostwatch.portals.names import Names
from repostwatch.portals.table import read_portals
from repostwatch.portals.validity import heir, in_force

__all__ = [
    "EDITIONS",
    "Moved",
    "Names",
    "check",
    "edition",
    "heir",
    "in_force",
    "moved",
    "place",
    "read_portals",
    "strayed",
]
