"""Which lists a scan follows: those in use, else those to which the homepage's column leads."""

from __future__ import annotations

from repostwatch.base.sites import same_site
from repostwatch.model import Page, Portal
from repostwatch.model.watched_lists import ListPlace
from repostwatch.portals.moved import page_key
from repostwatch.visiting.watching import Watch


def list_places(watch: Watch, page: Page | None) -> list[ListPlace]:
    """The lists to follow, each once and without the homepage itself; `page` is the homepage.

    Of the homepage's own, those that a person refused are left out where there are others.
    """
    portal = watch.portal
    home = page_key(portal.home_url)
    if portal.column_urls:
        urls = list(portal.column_urls)
    else:
        urls = channels(portal, page)
        urls = [url for url in urls if page_key(url) not in watch.refused] or urls
    return [
        ListPlace(url, watch.origin(url)) for url in dict.fromkeys(urls) if page_key(url) != home
    ]


def home_place(watch: Watch) -> ListPlace:
    """The homepage in place of a list; the registry vouches for it where it names no other."""
    return ListPlace(watch.portal.home_url, watch.origin(watch.portal.home_url))


def channels(portal: Portal, page: Page | None) -> list[str]:
    """The column's list pages, for portals whose registry names none."""
    if page is None:
        return []
    return [
        column.url
        for column in page.columns
        if column.url and not column.form.embedded and same_site(column.url, portal.home_url)
    ]
