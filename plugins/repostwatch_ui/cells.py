"""The grid's cells. They are thousands: a template would spend most of the page's time on them."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from repostwatch.model import VerdictKind
from repostwatch.queries.releases_seen import Grid
from repostwatch.reporting.sanitize import sanitize
from repostwatch.wording import Style, label, name

EMPTY = "<td></td>"


def grid_rows(base: str, grid: Grid, style: Style) -> Markup:
    """A row for each portal, with a cell for each release that leads to the duty."""
    signs = {
        kind: f'class="{kind.value}" title="{escape(name(kind, style.language))}"'
        for kind in VerdictKind
    }
    glyphs = {kind: escape(label(f"page.glyph.{kind}", style)) for kind in VerdictKind}
    releases = [(line.release_id, quote(line.release_id, safe="")) for line in grid.releases]
    rows = []
    for portal in grid.portals:
        portal_id = portal["portal_id"]
        portal_part = quote(portal_id, safe="")
        place = f"{escape(base)}/portals/{portal_part}"
        shown = escape(sanitize(portal["name"]))
        row = [f'<tr><th scope="row"><a href="{place}">{shown}</a></th>']
        for release_id, release_part in releases:
            kind = grid.cells.get((release_id, portal_id))
            if kind is None:
                row.append(EMPTY)
                continue
            place = f"{escape(base)}/duty?release={release_part}&amp;portal={portal_part}"
            row.append(f'<td {signs[kind]}><a href="{place}">{glyphs[kind]}</a></td>')
        rows.append("".join([*row, "</tr>"]))
    # Every piece above is escaped, or made of constants.
    return Markup("\n".join(rows))  # noqa: S704
