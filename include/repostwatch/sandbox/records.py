"""Lists as data: 大汉 records, and what a script-drawn list is drawn from."""

from __future__ import annotations

import json
import re

from markupsafe import Markup, escape

from repostwatch.sandbox.addresses import data_path, list_path
from repostwatch.sandbox.views import ListRow, View


def jpage(view: View, channel: str, page: int) -> str | None:
    """A 大汉 data answer: the records of a later group of pages."""
    pages = view.pages(channel)
    if page >= len(pages):
        return None
    found = view.rows(pages[page])
    return f"<datastore>\n{records(view, channel, page, found, len(pages))}</datastore>"


def jpage_span(view: View, channel: str, first: int, last: int) -> str:
    """The same by the numbers of records, counted from 1; the next group is asked for likewise."""
    every = view.listed(channel)
    group = _rows(view.rows(every[first - 1 : last]))
    after = ""
    if last < len(every):
        count = last - first + 1
        here = data_path(view.portal, channel)
        there = here.replace("startrecord=1&", f"startrecord={last + 1}&")
        there = re.sub(r"endrecord=\d+", f"endrecord={last + count}", there)
        after = f'<nextgroup><![CDATA[<a href="{there}"></a>]]></nextgroup>\n'
    return (
        f"<datastore>\n<totalrecord>{len(every)}</totalrecord>\n{after}"
        f"<recordset>\n{group}\n</datastore>"
    )


def records(view: View, channel: str, page: int, found: tuple[ListRow, ...], pages: int) -> Markup:
    lines = []
    if page + 1 < pages:
        after = list_path(view.portal, channel, page + 1)
        lines.append(f'<nextgroup><![CDATA[<a href="{after}"></a>]]></nextgroup>')
    lines.append("<recordset>")
    lines.append(_rows(found))
    return Markup("\n".join(lines) + "\n")  # noqa: S704  every part was escaped


def _rows(found: tuple[ListRow, ...]) -> str:
    lines = []
    for row in found:
        hint = Markup(' title="{}"').format(row.hint) if row.hint is not None else ""
        lines.append(
            f"<record><![CDATA[\n<li><a href='{escape(row.href)}'{hint} target='_blank'>"
            f"{escape(row.text)}</a><span>{row.date}</span></li>\n]]></record>"
        )
    lines.append("</recordset>")
    return "\n".join(lines)


def json_path(view: View, channel: str) -> str:
    return list_path(view.portal, channel).removesuffix(".html") + ".json"


def json_list(view: View, channel: str) -> str:
    """What a script-drawn list is drawn from."""
    found = view.listed(channel)[: view.portal.style.page_size]
    articles = [
        {"title": item.title, "url": view.href(item), "date": f"{item.claimed:%Y-%m-%d}"}
        for item in found
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False)
