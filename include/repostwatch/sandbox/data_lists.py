"""Lists that come as data or in a frame: 大汉 records, JSON by the id of a channel, frames."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from repostwatch.sandbox import pages, records
from repostwatch.sandbox.addresses import JSON_API, PROXY, channel_number, frame_path
from repostwatch.sandbox.items import CHANNELS
from repostwatch.sandbox.layout import Shape
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.style import Family
from repostwatch.sandbox.troubles import Reply
from repostwatch.sandbox.views import View

MOST_RECORDS = 100  # that one answer carries, whatever is asked for


class DataLists:
    """The answers of one server of a portal to what its list pages ask for."""

    def __init__(self, portal: PortalPlan, channels: tuple[str, ...]) -> None:
        self.portal = portal
        self.by_number = {str(channel_number(portal, channel)): channel for channel in channels}
        self.framed = {
            frame_path(portal, channel.key, page): (channel.key, page)
            for channel in (portal.layout.channels if portal.layout else ())
            if channel.shape is Shape.FRAME
            for page in range(40)
        }

    def reply(self, view: View, path: str, query: str) -> Reply | None:
        """The answer, None where the address is no data's."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        if path == PROXY:
            return self._records(view, asked)
        if path == JSON_API and self.portal.layout is not None:
            return self._by_channel(view, asked)
        if path in self.framed:
            text = pages.framed(view, *self.framed[path])
            if text is None:
                return None
            body = text.encode(self.portal.style.charset, errors="xmlcharrefreplace")
            return Reply(200, {"Content-Type": "text/html"}, body)
        if self.portal.style.family is Family.SCRIPTED:
            for channel in self._drawn():
                if path == records.json_path(view, channel):
                    drawn = records.json_list(view, channel)
                    return Reply.text(drawn, "application/json; charset=utf-8")
        return None

    def _drawn(self) -> tuple[str, ...]:
        """The channels that are drawn from a file beside their page."""
        if self.portal.layout is None:
            return CHANNELS
        return tuple(c.key for c in self.portal.layout.channels if c.shape is Shape.ROWS)

    def _records(self, view: View, asked: dict[str, str]) -> Reply:
        channel = self.by_number.get(asked.get("columnid", ""))
        if channel is None:
            return Reply.missing()
        if "startrecord" in asked:
            first, last = _number(asked["startrecord"]), _number(asked.get("endrecord", ""))
            if not 0 < first <= last:
                return Reply.missing()
            text = records.jpage_span(view, channel, first, min(last, first + MOST_RECORDS - 1))
            return Reply.text(text, "text/xml; charset=utf-8")
        page = _number(asked.get("page", "0"))
        found = records.jpage(view, channel, page) if page >= 0 else None
        return Reply.missing() if found is None else Reply.text(found, "text/xml; charset=utf-8")

    def _by_channel(self, view: View, asked: dict[str, str]) -> Reply:
        channel = self.by_number.get(asked.get("channelId", ""))
        page, size = _number(asked.get("pageIndex", "1")), _number(asked.get("pageSize", "20"))
        if channel is None or page < 1 or not 0 < size <= MOST_RECORDS:
            return Reply.text('{"code":404,"data":null}', "application/json; charset=utf-8", 404)
        every = view.listed(channel)
        rows = [
            {"title": i.title, "url": view.href(i), "publishTime": f"{i.claimed:%Y-%m-%d}"}
            for i in every[(page - 1) * size : page * size]
        ]
        data = {"total": len(every), "pageIndex": page, "pageSize": size, "list": rows}
        text = json.dumps({"code": 200, "data": data}, ensure_ascii=False)
        return Reply.text(text, "application/json; charset=utf-8")


def _number(text: str) -> int:
    """The number that was asked for, -1 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1
