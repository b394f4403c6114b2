"""The tables of `repostwatch discover`: the lists that were found, and the registry with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from repostwatch.base.tables import decode
from repostwatch.model import Language
from repostwatch.model.watched_lists import WatchedList
from repostwatch.reporting.tables import write_rows
from repostwatch.wording import Style, say

LIST_COLUMNS = ("portal_id", "url", "state", "releases", "items", "newest", "reason")
_YES = "yes"


def write_lists_csv(
    path: Path, lists: Iterable[WatchedList], language: Language = Language.CHINESE
) -> None:
    """Lists in the form of LIST_COLUMNS; `releases` is how many different releases prove one."""
    style = Style(language)
    rows = [
        (
            one.portal_id,
            one.url,
            one.state.value,
            str(len(one.releases)),
            str(one.items),
            str(one.newest) if one.newest else "",
            say(one.reason, style),
        )
        for one in lists
    ]
    write_rows(path, LIST_COLUMNS, sorted(rows))


def write_registry_csv(
    path: Path,
    registry: Path,
    lists: Mapping[str, Sequence[str]],
    drawn: Iterable[str],
) -> None:
    """A registry once more, with every column that it had: `column_urls` of the portals that name
    none are those of `lists`, by portal, and `render` is set for the portals of `drawn`."""
    rendered = frozenset(drawn)
    table = csv.reader(io.StringIO(decode(registry.read_bytes(), str(registry)), newline=""))
    rows = [row for row in table if any(cell.strip() for cell in row)]
    header, *records = rows
    names = [name.strip() for name in header]
    if "render" not in names:
        names.append("render")
    made = []
    for record in records:
        cells = dict(zip(names, record, strict=False))
        portal_id = cells.get("portal_id", "").strip()
        if not cells.get("column_urls", "").strip():
            cells["column_urls"] = " ".join(lists.get(portal_id, ()))
        if portal_id in rendered:
            cells["render"] = _YES
        made.append(tuple(cells.get(name, "") for name in names))
    write_rows(path, names, made, own=True)
