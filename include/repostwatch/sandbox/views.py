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
from repostwatch.sandbox.roles import ColumnPlan, Quirk
from repostwatch.sandbox.style import ArticleTime, DateForm, Family
from repostwatch.sandbox.world import PortalPlan, World

HOME_ITEMS, HOME_CUT = 6, 24
NAMES = {"news": "工作动态", "notices": "通知公告", "reading": "政策解读", "stale": "国务院文件"}
SERVICES = ("个人办事", "法人办事", "便民查询", "表格下载", "好差评", "一件事一次办")
TALKS = ("领导信箱", "在线访谈", "意见征集", "咨询投诉", "网上调查", "常见问题")
DATA = ("统计数据", "数据开放", "年度报告", "财政预决算", "权责清单", "行政许可")
TOPICS = ("党纪学习教育", "优化营商环境", "乡村振兴", "国家安全教育日", "以案释法", "志愿服务")
BODIES = ("办公厅", "法规司", "规划司", "人事司", "机关党委", "信息中心", "研究院", "干部学院")
# Date forms that need their own markup, or lose the year, are written plainly on a homepage.
PLAIN_ON_HOME = (DateForm.SPLIT, DateForm.BROKEN, DateForm.BEFORE)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list item as shown: `text` may be cut, `hint` is its title=, None where it has none."""

    text: str
    hint: str | None
    href: str
    date: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the homepage."""

    kind: str  # list, blank, script, iframe, channel, services
    name: str
    more: str | None = None
    rows: tuple[ListRow, ...] = ()
    form: str = "after"
    names: tuple[str, ...] = ()


class View:
    """One portal, as it looks at a moment."""

    def __init__(self, world: World, web: Web, portal: PortalPlan, now: datetime) -> None:
        self.world, self.web, self.portal, self.now = world, web, portal, now

    def channel_name(self, channel: str) -> str:
        return NAMES.get(channel, self.portal.column_name)

    def href(self, item: Item, base: str = "") -> str:
        """Where an item leads; TRS pages write it relative to their own folder."""
        if item.to_release and item.release_id:
            return self.web.gov + self.world.policy(item.release_id).paths[0][0]
        path = item_path(self.portal, item)
        folder = base.rpartition("/")[0] + "/"
        if self.portal.style.family is Family.TRS and base and path.startswith(folder):
            return "./" + path.removeprefix(folder)
        return path

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

    def home_rows(self, channel: str, count: int = HOME_ITEMS) -> tuple[ListRow, ...]:
        form = self.portal.style.dates
        form = DateForm.AFTER if form in PLAIN_ON_HOME else form
        found = [item for item in self.portal.listed(channel, self.now) if not item.pinned]
        return tuple(self.row(item, form, HOME_CUT) for item in found[:count])

    def list_section(self, channel: str, name: str | None = None) -> Section:
        return Section(
            "list",
            name or self.channel_name(channel),
            list_path(self.portal, channel),
            self.home_rows(channel),
            form="split" if self.portal.style.dates is DateForm.SPLIT else "after",
        )

    def column(self) -> Section | None:
        """The policy column, or what stands where it should be."""
        name, more = self.portal.column_name, list_path(self.portal, "policy")
        match self.portal.role.column:
            case ColumnPlan.PROMINENT | ColumnPlan.BURIED:
                return self.list_section("policy")
            case ColumnPlan.STALE:
                return self.list_section("stale", name)
            case ColumnPlan.BLANK:
                return Section("blank", name, more)
            case ColumnPlan.SCRIPT | ColumnPlan.IFRAME as kind:
                return Section(kind.value, name)
            case ColumnPlan.CHANNEL:
                return Section("channel", name, more)
            case ColumnPlan.ABSENT:
                return None

    def sections(self) -> tuple[Section, list[tuple[Section, ...]]]:
        """The block beside the carousel, and the rows of blocks below it."""
        column = self.column()
        news, notices = self.list_section("news"), self.list_section("notices")
        services = Section("services", "办事服务", names=SERVICES)
        talks = Section("services", "互动交流", names=TALKS)
        data = Section("services", "数据发布", names=DATA)
        pairs: list[tuple[Section, ...]] = [
            (notices,),
            (self.list_section("reading"), services),
            (talks, data),
        ]
        if column is not None and self.portal.role.column is ColumnPlan.BURIED:
            topics = Section("services", "专题专栏", names=TOPICS)
            bodies = Section("services", "机构设置", names=BODIES)
            pairs += [(topics,), (bodies,), (column,)]
        elif column is not None and self.portal.style.theme == 2:
            pairs[0] = (news, notices)
            return column, pairs
        elif column is not None:
            pairs[0] = (column, notices)
        return news, pairs

    def carousel(self) -> tuple[ListRow, ...]:
        """The newest news, the first of them once more, as carousels do."""
        rows = self.home_rows("news", 4)
        return rows + rows[:1]

    def pages(self, channel: str) -> list[list[Item]]:
        """A channel's items by list page; a short list has one page only."""
        found, size = self.portal.listed(channel, self.now), self.portal.style.page_size
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
