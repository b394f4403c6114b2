"""Where a homepage's own column leads to, on the portal's own site."""

from __future__ import annotations

from repostwatch.base.sites import same_site
from repostwatch.model import Page, Portal


def channels(portal: Portal, page: Page | None) -> list[str]:
    """The column's list pages, for portals whose registry names none."""
    if page is None:
        return []
    return [
        column.url
        for column in page.columns
        if column.url and not column.form.embedded and same_site(column.url, portal.home_url)
    ]
