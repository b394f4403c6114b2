"""Where a homepage's own column leads to, on the portal's own site."""

from __future__ import annotations

from urllib.parse import urlsplit

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


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one portal: zfxxgk.moe.gov.cn and www.moe.gov.cn are,
    www.gov.cn and www.moe.gov.cn are not."""
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    short, long = sorted(hosts, key=len)
    if short == long:
        return True
    # Under gov.cn every name is somebody else's: only a third label makes a site.
    parents = {host.partition(".")[2] for host in hosts}
    return (short.count(".") >= 2 and long.endswith(f".{short}")) or (
        len(parents) == 1 and parents.pop().count(".") == 2 and not short[-1:].isdigit()
    )
