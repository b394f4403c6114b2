"""Which lists a scan follows: the registry's, else those to which the homepage's column leads."""

from __future__ import annotations

from collections.abc import Collection

from repostwatch.base.sites import same_site
from repostwatch.model import Page, Portal
from repostwatch.model.watched_lists import ListOrigin, ListPlace
from repostwatch.portals.moved import page_key


def list_places(
    portal: Portal, page: Page | None, refused: Collection[str] = ()
) -> list[ListPlace]:
    """The lists to follow, each once and without the homepage itself.

    `refused` are addresses that a person said are no lists; they are left out where others are.
    """
    if portal.column_urls:
        urls, origin = list(portal.column_urls), ListOrigin.REGISTRY
    else:
        urls, origin = channels(portal, page), ListOrigin.DISCOVERED
        not_these = {page_key(url) for url in refused}
        urls = [url for url in urls if page_key(url) not in not_these] or urls
    home = page_key(portal.home_url)
    return [ListPlace(url, origin) for url in dict.fromkeys(urls) if page_key(url) != home]


def channels(portal: Portal, page: Page | None) -> list[str]:
    """The column's list pages, for portals whose registry names none."""
    if page is None:
        return []
    return [
        column.url
        for column in page.columns
        if column.url and not column.form.embedded and same_site(column.url, portal.home_url)
    ]
