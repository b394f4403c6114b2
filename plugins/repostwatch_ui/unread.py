"""What of an address a page could not use: it says so, and what it shows instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.dependencies.utils import get_flat_dependant
from fastapi.routing import APIRoute

from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Misread

# As many are named as fit into a line; an address may have thousands.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Unread:
    """The values that its fields do not have, and the page of it that there is not."""

    misread: Sequence[Misread] = ()
    paging: Paging | None = None


def unknown_names(request: Request, always: str) -> list[str]:
    """The names in the address of a page that are none of its own, nor the one `always` taken."""
    route = request.scope.get("route")
    if request.method != "GET" or not isinstance(route, APIRoute):
        return []
    own = {one.alias for one in get_flat_dependant(route.dependant).query_params}
    found = dict.fromkeys(one for one in request.query_params if one not in {*own, always})
    return list(found)[:MOST_NAMED]
