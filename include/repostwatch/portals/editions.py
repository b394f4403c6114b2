"""The registries that come along.

- `2016`: the 103 portals of the special check of 2016 (71 departments and 32 provincial
  portals), with the names and addresses of that year. A snapshot: its rows have no validity
  in time, so that the check of 2016 can be repeated over any day's releases.
- `current`: the present-day set.
- `history`: the present-day set together with what was there before, each with the time it
  existed and its successor.

The column `unverified` of the files names the cells that rest on one source or on memory;
docs/registry.md says where each came from.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Portal
from repostwatch.portals.table import read_portals
from repostwatch.settings import Settings

HERE = Path(__file__).parent / "editions"
EDITIONS = {
    "2016": ("2016.csv",),
    "current": ("current.csv",),
    "history": ("current.csv", "former.csv"),
}


@cache
def read_edition(name: str) -> tuple[Portal, ...]:
    """The portals of an edition. Raises RepostwatchError where there is none of that name."""
    if name not in EDITIONS:
        raise RepostwatchError(f"no edition {name!r}: there are {', '.join(EDITIONS)}")
    return tuple(portal for file in EDITIONS[name] for portal in read_portals(HERE / file))


def registry(settings: Settings) -> tuple[Portal, ...]:
    """The registry in use. Raises InputError for a bad one."""
    return read_portals(settings.portals) if settings.portals else read_edition("current")


def spot_check_registry(settings: Settings) -> tuple[Portal, ...]:
    """The sites from which the spot check draws. Raises InputError."""
    own = settings.spot_check.portals
    return read_portals(own) if own else registry(settings)
