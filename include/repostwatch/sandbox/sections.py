"""Pages around the lists of a site with a layout: navigation, site map, calendar, robots.txt."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from repostwatch.sandbox import phrases
from repostwatch.sandbox.addresses import list_path, section_path
from repostwatch.sandbox.layout import Section
from repostwatch.sandbox.navigation import CALENDAR_PATH, MAP_FILE, Navigation
from repostwatch.sandbox.pages import draw_page
from repostwatch.sandbox.traps import Trap
from repostwatch.sandbox.views import View

ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /admin/\n"
SLOW_SECONDS = 1.5  # of a menu page: a reader waits for it, one with half a second to spare not
_HREF = re.compile(r'href="([^"]+)"')


def section(view: View, site: Navigation, found: Section) -> str:
    """A page that leads on to what stands in a section; text where nothing does."""
    tree = site.inside(found)
    rng = Random(f"{view.portal.portal_id}:{found.key}")  # noqa: S311  a seed, not a secret
    lines = [] if tree else rng.sample(phrases.BODY, 2)
    return _page(view, site, found.name, crumbs=site.crumbs(found.key), tree=tree, lines=lines)


def site_map(view: View, site: Navigation) -> str:
    return _page(view, site, "网站地图", tree=site.whole())


def site_map_file(site: Navigation) -> str:
    entries = "\n".join(f"<url><loc>{escape(path)}</loc></url>" for path in site.addresses())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )


def calendar(view: View, site: Navigation, asked: str) -> str:
    """A month with a link for each day and to the months beside it, whatever month that is."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = view.now.date()
    first = day.replace(day=1)
    before, after = first - timedelta(days=1), (first + timedelta(days=32)).replace(day=1)
    days = [(n, _day(first + timedelta(days=n - 1))) for n in range(1, (after - first).days + 1)]
    month = {"name": f"{day:%Y年%m月}", "before": _day(before), "after": _day(after), "days": days}
    lines = [f"{day:%Y年%m月%d日}没有公开的日程安排。"]
    return _page(view, site, "工作日程", month=month, lines=lines)


def robots(view: View, site: Navigation) -> str | None:
    """robots.txt, None where the site has none."""
    layout = site.layout
    text = ROBOTS
    if layout.trap is Trap.ROBOTS:
        text += f"Disallow: {forbidden(site)}\n"
    if layout.map_file:
        text += f"Sitemap: {site.web.portal(site.portal)}{MAP_FILE}\n"
    return text if text != ROBOTS or view.portal.place % 2 else None


def forbidden(site: Navigation) -> str:
    """The folder that robots.txt forbids: that of the list of the portal's own documents."""
    return list_path(site.portal, "own").rpartition("/")[0] + "/"


def with_session(site: Navigation, text: str, target: str) -> str:
    """A page whose links to sections and lists carry a session id, another one on every page."""
    known = {section_path(site.portal, each) for each in site.layout.sections}
    known |= {list_path(site.portal, each.key) for each in site.layout.channels}
    session = sha256(f"{site.portal.portal_id}:{target}".encode()).hexdigest()[:16]

    def marked(match: re.Match[str]) -> str:
        return f'href="{match[1]}?sid={session}"' if match[1] in known else match[0]

    return _HREF.sub(marked, text)


def slow(site: Navigation, found: Section) -> bool:
    return site.layout.trap is Trap.SLOW_MENU and found.key == "policy"


def _day(day: date) -> str:
    return f"{CALENDAR_PATH}?d={day.isoformat()}"


def _page(view: View, site: Navigation, heading: str, **facts: Any) -> str:
    empty: dict[str, Any] = {"crumbs": [(heading, "")], "tree": (), "lines": (), "month": None}
    title = f"{heading}-{view.portal.name}"
    return draw_page(view, "section.html.j2", title=title, heading=heading, **(empty | facts))
