"""Pages drawn from templates: text in the end, encoded by whoever serves it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from repostwatch.sandbox.addresses import channel_number, list_path
from repostwatch.sandbox.items import CHANNELS, Item
from repostwatch.sandbox.style import DateForm, Family
from repostwatch.sandbox.views import ListRow, View

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


def _draw(view: View, template: str, **facts: Any) -> str:
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
        lists={channel: list_path(portal, channel) for channel in CHANNELS},
        friends=FRIENDS,
        **facts,
    )


def home(view: View) -> str:
    hero, pairs = view.sections()
    return _draw(
        view,
        "home.html.j2",
        title=view.portal.name,
        hero=hero,
        pairs=pairs,
        carousel=view.carousel(),
    )


def listing(view: View, channel: str, page: int) -> str | None:
    """A list page, None beyond the last."""
    portal, pages = view.portal, view.pages(channel)
    if page >= len(pages):
        return None
    here = list_path(portal, channel, page)
    found = view.rows(pages[page], here)
    name = view.channel_name(channel)
    return _draw(
        view,
        "list.html.j2",
        title=f"{name}-{portal.name}",
        channel_name=name,
        here=here,
        channels=[(view.channel_name(each), list_path(portal, each)) for each in CHANNELS],
        found=found,
        json_path=json_path(view, channel),
        jpage=_records(view, channel, page, found, len(pages)),
        unit=channel_number(portal, channel) * 7,
        page=page,
        pages=len(pages),
        # TRS draws its pager by script; some sites write plain links beside it.
        pager_script=portal.style.family is Family.TRS and portal.style.theme == 0,
        before=list_path(portal, channel, page - 1) if page else None,
        after=list_path(portal, channel, page + 1) if page + 1 < len(pages) else None,
    )


def jpage(view: View, channel: str, page: int) -> str | None:
    """A 大汉 data answer: the records of a later group of pages."""
    pages = view.pages(channel)
    if page >= len(pages):
        return None
    found = view.rows(pages[page])
    return f"<datastore>\n{_records(view, channel, page, found, len(pages))}</datastore>"


def _records(view: View, channel: str, page: int, found: tuple[ListRow, ...], pages: int) -> Markup:
    lines = []
    if page + 1 < pages:
        after = list_path(view.portal, channel, page + 1)
        lines.append(f'<nextgroup><![CDATA[<a href="{after}"></a>]]></nextgroup>')
    lines.append("<recordset>")
    for row in found:
        hint = Markup(' title="{}"').format(row.hint) if row.hint is not None else ""
        lines.append(
            f"<record><![CDATA[\n<li><a href='{escape(row.href)}'{hint} target='_blank'>"
            f"{escape(row.text)}</a><span>{row.date}</span></li>\n]]></record>"
        )
    lines.append("</recordset>")
    return Markup("\n".join(lines) + "\n")  # noqa: S704  every part was escaped above


def json_path(view: View, channel: str) -> str:
    return list_path(view.portal, channel).removesuffix(".html") + ".json"


def json_list(view: View, channel: str) -> str:
    """What a script-drawn list is drawn from."""
    found = view.portal.listed(channel, view.now)[: view.portal.style.page_size]
    articles = [
        {"title": item.title, "url": view.href(item), "date": f"{item.claimed:%Y-%m-%d}"}
        for item in found
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False)


def article(view: View, item: Item) -> str:
    style = view.portal.style
    time = view.pub_time(item)
    if not time and item.dated and style.dates is not DateForm.NONE:
        time = f"{item.claimed:%Y-%m-%d}"
    name = view.channel_name(item.channel)
    related = [other for other in view.portal.listed("reading", view.now) if other != item]
    return _draw(
        view,
        "article.html.j2",
        title=f"{item.article_title}-{view.portal.name}",
        channel_name=name,
        here=list_path(view.portal, item.channel),
        item=item,
        pub_date=view.pub_date(item),
        pub_time=time,
        source="中国政府网" if item.release_id else view.portal.name,
        body=view.body(item),
        signed=view.signed(item),
        related=[view.row(other, DateForm.NONE, None) for other in related[:5]],
    )
