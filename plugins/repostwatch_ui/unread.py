"""What of an address a page could not use: it says so, and what it shows instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_origin

from fastapi import Request
from fastapi.dependencies.utils import get_flat_dependant
from fastapi.routing import APIRoute

from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Misread, page_number

# The parameter that says which page of several.
PAGE = "page"
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
    own = _own(route)
    found = dict.fromkeys(one for one in request.query_params if one not in {*own, always})
    return list(found)[:MOST_NAMED]


def given_twice(request: Request) -> list[tuple[str, str]]:
    """The names in the address of a page that take one value and came with others, each with the
    one that counts: the last."""
    route = request.scope.get("route")
    if request.method != "GET" or not isinstance(route, APIRoute):
        return []
    sent = request.query_params
    single = sorted(name for name, several in _own(route).items() if not several)
    found = [(name, sent[name]) for name in single if len(set(sent.getlist(name))) > 1]
    return found[:MOST_NAMED]


def no_page_number(request: Request) -> str:
    """What the address of a list has for the number of its page, and is none; empty where all is
    well."""
    route = request.scope.get("route")
    sent = request.query_params.get(PAGE, "")
    if request.method != "GET" or not isinstance(route, APIRoute) or PAGE not in _own(route):
        return ""
    return sent if page_number(sent) is None else ""


def _own(route: APIRoute) -> dict[str, bool]:
    """The names that a page has, and whether each takes several values."""
    fields = get_flat_dependant(route.dependant).query_params
    return {one.alias: get_origin(one.field_info.annotation) is tuple for one in fields}
