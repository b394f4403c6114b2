"""Pages drawn from templates: text in the end, encoded by whoever serves it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from repostwatch.sandbox import homepage
from repostwatch.sandbox.addresses import channel_number, frame_path, list_path
from repostwatch.sandbox.items import CHANNELS, Item
from repostwatch.sandbox.layout import Shape
from repostwatch.sandbox.navigation import CALENDAR_PATH, MAP_PATH, Navigation
from repostwatch.sandbox.records import json_path, records
from repostwatch.sandbox.style import DateForm, Family
from repostwatch.sandbox.traps import Trap
from repostwatch.sandbox.views import View

FRIENDS = ("中国人大网", "中国政协网", "新华网", "人民网", "国家政务服务平台", "信用中国")


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("repostwatch.sandbox"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def asset(name: str) -> bytes:
    """A file that all portals share: looks, pictures, scripts."""
    return files("repostwatch.sandbox").joinpath("templates", name).read_bytes()


def draw(template: str, **facts: Any) -> str:
    return environment().get_template(template).render(**facts)


def draw_page(view: View, template: str, **facts: Any) -> str:
    portal = view.portal
    return draw(
        template,
        site=portal,
        style=portal.style,
        said_charset=portal.style.said_charset,
        host=view.web.portal(portal).removeprefix("http://"),
        site_code=portal.site_code,
        icp=f"{5_000_000 + portal.place * 37}",
        web=view.web,
        today=f"{view.now.year}年{view.now.month}月{view.now.day}日",
        lists={channel: view.list_href(channel) for channel in CHANNELS},
        site_map=view.site and site_facts(view.site),
        friends=FRIENDS,
        **facts,
    )


def site_facts(site: Navigation) -> dict[str, Any]:
    """What every page of a site with a layout shows of it."""
    layout = site.layout
    return {
        "base": site.base,
        "menu": site.menu(),
        "map": site.base + MAP_PATH if layout.map_page else None,
        "calendar": CALENDAR_PATH if layout.trap is Trap.CALENDAR else None,
    }


def home(view: View) -> str:
    hero, pairs = homepage.sections(view)
    return draw_page(
        view,
        "home.html.j2",
        title=view.portal.name,
        hero=hero,
        pairs=pairs,
        carousel=homepage.carousel(view),
    )


def listing(view: View, channel: str, page: int) -> str | None:
    """A list page, None beyond the last."""
    portal, pages = view.portal, view.pages(channel)
    if page >= len(pages):
        return None
    here = list_path(portal, channel, page)
    shape, crumbs = Shape.ROWS, [("政务公开", "/zwgk/")]
    channels = [(view.channel_name(each), list_path(portal, each)) for each in CHANNELS]
    if view.site is not None:
        known = view.site.layout.channel(channel)
        shape, crumbs = known.shape, view.site.crumbs(known.above)
        channels = view.site.beside(known)
    name = view.channel_name(channel)
    return draw_page(
        view,
        "list.html.j2",
        title=f"{name}-{portal.name}",
        channel_name=name,
        here=here,
        crumbs=crumbs,
        channels=channels,
        shape=shape,
        frame=frame_path(portal, channel),
        number=channel_number(portal, channel),
        **_listed(view, channel, page, pages, here),
    )


def framed(view: View, channel: str, page: int) -> str | None:
    """The page inside the frame of a list page: the list and its pager, nothing around."""
    pages = view.pages(channel)
    if page >= len(pages):
        return None
    facts = _listed(view, channel, page, pages)
    portal = view.portal
    facts |= {
        "pager_script": False,
        "before": frame_path(portal, channel, page - 1) if page else None,
        "after": frame_path(portal, channel, page + 1) if page + 1 < len(pages) else None,
    }
    return draw_page(view, "frame.html.j2", title=view.channel_name(channel), **facts)


def _listed(
    view: View, channel: str, page: int, pages: list[list[Item]], here: str = ""
) -> dict[str, Any]:
    """One page of a list with the links to its neighbours."""
    portal = view.portal
    found = view.rows(pages[page], here)
    return {
        "found": found,
        "json_path": json_path(view, channel),
        "jpage": records(view, channel, page, found, len(pages)),
        "unit": channel_number(portal, channel) * 7,
        "page": page,
        "pages": len(pages),
        # TRS draws its pager by script; some sites write plain links beside it.
        "pager_script": portal.style.family is Family.TRS and portal.style.theme == 0,
        "before": list_path(portal, channel, page - 1) if page else None,
        "after": list_path(portal, channel, page + 1) if page + 1 < len(pages) else None,
    }


def article(view: View, item: Item) -> str:
    style = view.portal.style
    time = view.pub_time(item)
    if not time and item.dated and style.dates is not DateForm.NONE:
        time = f"{item.claimed:%Y-%m-%d}"
    name = view.channel_name(item.channel)
    related = [other for other in view.portal.listed("reading", view.now) if other != item]
    return draw_page(
        view,
        "article.html.j2",
        title=f"{item.article_title}-{view.portal.name}",
        channel_name=name,
        here=view.list_href(item.channel),
        crumbs=_article_crumbs(view, item),
        item=item,
        pub_date=view.pub_date(item),
        pub_time=time,
        source="中国政府网" if item.release_id else view.portal.name,
        body=view.body(item),
        signed=view.signed(item),
        related=[view.row(other, DateForm.NONE, None) for other in related[:5]],
    )


def _article_crumbs(view: View, item: Item) -> list[tuple[str, str]]:
    if view.site is None:
        return [("政务公开", "/zwgk/")]
    return view.site.crumbs(view.site.layout.showing(item.channel, view.now).above)
