"""The homepage of a portal at a moment: its blocks, in their rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from repostwatch.sandbox.layout import HomeLink
from repostwatch.sandbox.roles import ColumnPlan
from repostwatch.sandbox.style import DateForm
from repostwatch.sandbox.views import ListRow, View

HOME_ITEMS, HOME_CUT = 6, 24
SERVICES = ("个人办事", "法人办事", "便民查询", "表格下载", "好差评", "一件事一次办")
TALKS = ("领导信箱", "在线访谈", "意见征集", "咨询投诉", "网上调查", "常见问题")
DATA = ("统计数据", "数据开放", "年度报告", "财政预决算", "权责清单", "行政许可")
TOPICS = ("党纪学习教育", "优化营商环境", "乡村振兴", "国家安全教育日", "以案释法", "志愿服务")
BODIES = ("办公厅", "法规司", "规划司", "人事司", "机关党委", "信息中心", "研究院", "干部学院")
# Date forms that need their own markup, or lose the year, are written plainly on a homepage.
PLAIN_ON_HOME = (DateForm.SPLIT, DateForm.BROKEN, DateForm.BEFORE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the homepage."""

    kind: str  # list, blank, script, iframe, channel, services
    name: str
    more: str | None = None
    rows: tuple[ListRow, ...] = ()
    form: str = "after"
    names: tuple[str, ...] = ()


def home_rows(view: View, channel: str, count: int = HOME_ITEMS) -> tuple[ListRow, ...]:
    form = view.portal.style.dates
    form = DateForm.AFTER if form in PLAIN_ON_HOME else form
    found = [item for item in view.portal.listed(channel, view.now) if not item.pinned]
    return tuple(view.row(item, form, HOME_CUT) for item in found[:count])


def list_section(view: View, channel: str, name: str | None = None) -> Block:
    return Block(
        "list",
        name or view.channel_name(channel),
        view.list_href(channel),
        home_rows(view, channel),
        form="split" if view.portal.style.dates is DateForm.SPLIT else "after",
    )


def column_section(view: View) -> Block | None:
    """The policy column, or what stands where it should be."""
    name, more = view.portal.column_name, _column_href(view)
    match view.portal.role.column:
        case ColumnPlan.PROMINENT | ColumnPlan.BURIED:
            return replace(list_section(view, "policy", name), more=more)
        case ColumnPlan.STALE:
            return list_section(view, "stale", name)
        case ColumnPlan.BLANK:
            return Block("blank", name, more)
        case ColumnPlan.SCRIPT | ColumnPlan.IFRAME as kind:
            return Block(kind.value, name)
        case ColumnPlan.CHANNEL:
            return Block("channel", name, more)
        case ColumnPlan.ABSENT:
            return None


def _column_href(view: View) -> str | None:
    """Where the column's heading leads."""
    if view.site is None or view.site.layout.home_link is HomeLink.LIST:
        return view.list_href("policy")
    if view.site.layout.home_link is HomeLink.NOWHERE:
        return None
    above = view.site.layout.showing("policy", view.now).above
    return view.site.section_href(view.site.layout.section(above))


def sections(view: View) -> tuple[Block, list[tuple[Block, ...]]]:
    """The block beside the carousel, and the rows of blocks below it."""
    column = column_section(view)
    leading = "news" if view.site is None else view.site.layout.news
    news, notices = list_section(view, leading), list_section(view, "notices")
    services = Block("services", "办事服务", names=SERVICES)
    talks = Block("services", "互动交流", names=TALKS)
    data = Block("services", "数据发布", names=DATA)
    reading = list_section(view, "reading")
    if view.site is not None:
        reading = replace(reading, more=None)  # it would lead beside the list in one step
    pairs: list[tuple[Block, ...]] = [
        (notices,),
        (reading, services),
        (talks, data),
    ]
    if column is not None and view.portal.role.column is ColumnPlan.BURIED:
        topics = Block("services", "专题专栏", names=TOPICS)
        bodies = Block("services", "机构设置", names=BODIES)
        pairs += [(topics,), (bodies,), (column,)]
    elif column is not None and view.portal.style.theme == 2:
        pairs[0] = (news, notices)
        return column, pairs
    elif column is not None:
        pairs[0] = (column, notices)
    return news, pairs


def carousel(view: View) -> tuple[ListRow, ...]:
    """The newest news, the first of them once more, as carousels do."""
    rows = home_rows(view, "news", 4)
    return rows + rows[:1]
