"""The registry: which portals are watched, since when, and what became of them."""

from repostwatch.portals.check import check
from repostwatch.portals.editions import EDITIONS, edition
from repostwatch.portals.moved import Moved, moved, place, redirected_elsewhere
from repostwatch.portals.names import Names
from repostwatch.portals.table import read_portals
from repostwatch.portals.validity import current_portal, in_force

__all__ = [
    "EDITIONS",
    "Moved",
    "Names",
    "check",
    "current_portal",
    "edition",
    "in_force",
    "moved",
    "place",
    "read_portals",
    "redirected_elsewhere",
]
