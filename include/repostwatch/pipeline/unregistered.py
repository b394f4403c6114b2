"""Sites of a sample that the registry does not have: nobody knows the address to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from repostwatch.base.errors import InputError
from repostwatch.model import Portal
from repostwatch.settings import Settings

# So many are named; of a registry that is another one, all would be.
NAMED = 20


def unregistered(
    portal_ids: Collection[str], registry: Iterable[Portal], source: Path | str
) -> InputError | None:
    """What is wrong where the registry, read from `source`, has not all of these sites. One that
    ended is still in it."""
    absent = sorted(set(portal_ids) - {one.portal_id for one in registry})
    if not absent:
        return None
    more = f" and {len(absent) - NAMED} more" if len(absent) > NAMED else ""
    # An id of a record that was made by hand may be of any length.
    names = ", ".join(one[:60] for one in absent[:NAMED])
    said = (
        f"{len(absent)} of {len(portal_ids)} sampled sites are not in the registry: {names}{more}"
    )
    return InputError(source, said)


def registry_source(settings: Settings) -> Path | str:
    """Where the registry of the spot check is from, as an error names it."""
    return settings.spot_check.portals or settings.portals or "the registry that comes along"
