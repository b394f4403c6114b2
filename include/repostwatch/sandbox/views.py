"""What the pages of a portal show at a moment: rows, homepage sections, articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from markupsafe import Markup

from repostwatch.sandbox import phrases
from repostwatch.sandbox.addresses import Web, item_path, list_path
from repostwatch.sandbox.dates import show
from repostwatch.sandbox.items import Item
from repostwatch.sandbox.navigation import Navigation
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.roles import Quirk
from repostwatch.sandbox.style import ArticleTime, DateForm, Family
from repostwatch.sandbox.world import World

NAMES = {"news": "工作动态", "notices": "通知公告", "reading": "政策解读", "stale": "国务院文件"}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list item as shown: `text` may be cut, `hint` is its title=, None where it has none."""

    text: str
    hint: str | None
    href: str
    date: Markup


class View:
    """One portal, as it looks at a moment."""

    def __init__(self, world: World, web: Web, portal: PortalPlan, now: datetime) -> None:
        self.world, self.web, self.portal, self.now = world, web, portal, now
        self.site: Navigation | None = None
        if portal.layout is not None:
            self.site = Navigation(web, portal, portal.layout, now)

    def channel_name(self, channel: str) -> str:
        if self.site is not None:
            return self.site.layout.channel(channel).name
        return NAMES.get(channel, self.portal.column_name)

    def list_href(self, channel: str) -> str:
        """Where the list of a channel's items stands now."""
        if self.site is None:
            return list_path(self.portal, channel)
        return self.site.list_href(self.site.layout.showing(channel, self.now))

    def href(self, item: Item, base: str = "") -> str:
        """Where an item leads; TRS pages write it relative to their own folder."""
        if item.to_release and item.release_id:
            return self.web.gov + self.world.policy(item.release_id).paths[0][0]
        path = item_path(self.portal, item)
        folder = base.rpartition("/")[0] + "/"
        if self.portal.style.family is Family.TRS and base and path.startswith(folder):
            return "./" + path.removeprefix(folder)
        on_sibling = self.site is not None and self.site.layout.channel(item.channel).sibling
        return self.web.sibling(self.portal) + path if on_sibling else path

    def row(self, item: Item, form: DateForm, cut: int | None, base: str = "") -> ListRow:
        hint = None
        text = item.title
        if cut is not None and len(text) > cut:
            text = text[:cut] + ("…" if self.portal.style.theme else "...")
            hint = item.title if self.portal.style.cut_title else None
        elif self.portal.style.theme == 1:
            hint = item.title
        elif self.portal.style.theme == 2 and self.portal.style.family is Family.TABLE:
            hint = ""
        date = show(form, item.claimed) if item.dated else Markup("")
        return ListRow(text, hint, self.href(item, base), date)

    def rows(self, found: list[Item], base: str = "") -> tuple[ListRow, ...]:
        style = self.portal.style
        return tuple(self.row(item, style.dates, style.cut, base) for item in found)

    def listed(self, channel: str) -> list[Item]:
        """What the list of a channel shows."""
        key = channel if self.site is None else self.site.layout.channel(channel).items
        return self.portal.listed(key, self.now)

    def pages(self, channel: str) -> list[list[Item]]:
        """A channel's items by list page; a short list has one page only."""
        found, size = self.listed(channel), self.portal.style.page_size
        short = self.portal.role.quirk is Quirk.SHORT and channel == "policy"
        if short:
            return [found[:7]]
        if self.portal.style.family is Family.HANWEB:
            size *= 3  # a jpage answer carries three pages at once
        return [found[start : start + size] for start in range(0, len(found), size)] or [[]]

    def pub_date(self, item: Item) -> str:
        """The PubDate tag, as filled in or as left."""
        match self.portal.style.article_time:
            case ArticleTime.MINUTE:
                return f"{item.claimed:%Y-%m-%d %H:%M}"
            case ArticleTime.SECOND:
                return f"{item.claimed:%Y-%m-%d %H:%M:%S}"
            case ArticleTime.PLACEHOLDER:
                return "发布日期"
            case ArticleTime.EMPTY:
                return ""

    def pub_time(self, item: Item) -> str:
        """The line under the headline; nothing where the portal states no time."""
        if not item.dated or not self.portal.style.article_time.stated:
            return ""
        return f"{item.claimed:%Y-%m-%d %H:%M}"

    def body(self, item: Item) -> list[str]:
        rng = Random(item.key)  # noqa: S311  a seed, not a secret
        return [f"{item.article_title}。", *rng.sample(phrases.BODY, 4)]

    def signed(self, item: Item) -> date | None:
        """The date under a document's text: the signing, weeks before any publication."""
        if item.release_id:
            return self.world.policy(item.release_id).signed
        return (item.claimed - timedelta(days=16)).date() if item.channel == "policy" else None
