"""Sections and lists of a site, under names and addresses as portals have them
(docs/rules.md section 7)."""

from __future__ import annotations

from random import Random

from repostwatch.sandbox.layout import Channel, HomeLink, Layout, Section
from repostwatch.sandbox.roles import ColumnPlan, Role
from repostwatch.sandbox.timeline import Timeline
from repostwatch.sandbox.trap_lists import NAMED, QUIET, VAGUE, Draft, lists_of, sections_of
from repostwatch.sandbox.traps import Trap

SLUGS = ("gwyxx", "gwyyw", "gwywj", "gwyzc", "szyw", "zywj", "sjwj", "n3105", "wjzb", "zyjs")
OPENINGS = (("zwgk", "政务公开"), ("xxgk", "信息公开"), ("zfxxgk", "政府信息公开"), ("gk", "公开"))
POLICIES = (
    ("zc", "政策"),
    ("zcwj", "政策文件"),
    ("fdzdgknr", "法定主动公开内容"),
    ("flfg", "政策法规"),
)
NEWS = ("新闻动态", "新闻中心", "要闻动态")
LEAVES = {
    "open": (("zn", "信息公开指南"), ("nb", "信息公开年报"), ("ysq", "依申请公开")),
    "bsfw": (("grbs", "个人办事"), ("frbs", "法人办事"), ("cx", "便民查询"), ("bgxz", "表格下载")),
    "hdjl": (("xx", "领导信箱"), ("ft", "在线访谈"), ("zj", "意见征集")),
    "zjgk": (("ld", "领导信息"), ("jg", "内设机构"), ("zz", "机构职能")),
}
# A list under a plain name would give away the one that these hide.
NAMELESS = (
    Trap.STALE_NAMESAKE,
    Trap.OWN_POLICY,
    Trap.INTERPRETATIONS,
    Trap.SECOND_LIST_ONLY,
)
VAGUE_SHARE = 0.35  # of the other portals whose list has no plain name


def plan_layout(rng: Random, trap: Trap, role: Role, line: Timeline) -> Layout:
    """A site of three levels with the lists that its trap is about."""
    opening, policy = rng.choice(OPENINGS), rng.choice(POLICIES)
    if trap is Trap.OWN_POLICY:  # the list of documents of its own is named like this section
        policy = POLICIES[0]
    folder, slugs = f"/{opening[0]}", rng.sample(SLUGS, len(SLUGS))
    within = f"{folder}/{policy[0]}"
    name = _list_name(rng, trap)
    main = Channel("policy", name, f"{within}/{slugs[0]}", "policy", "policy", pace=QUIET)
    draft = Draft(rng, line, folder, within, main, tuple(slugs[1:]))
    lists, watched = lists_of(trap, draft)
    lists += _everyday(draft, trap)
    if role.column is ColumnPlan.STALE:  # only the homepage still leads there
        left = f"{within}/{slugs[-1]}"
        lists.append(
            Channel("stale", "国务院文件", left, "policy", "stale", in_menu=False, mapped=False)
        )
    hidden = trap is Trap.SITEMAP_ONLY
    return Layout(
        trap=trap,
        sections=(*_sections(rng, opening, policy), *sections_of(trap)),
        channels=tuple(lists),
        watched=watched,
        menu_levels=rng.choice((1, 1, 2, 2, 3)),
        home_link=_home_link(rng, trap, role),
        news="rolling" if trap is Trap.ROLLING_NEWS else "news",
        map_page=hidden or rng.random() < 0.3,
        map_file=hidden or rng.random() < 0.3,
    )


def _list_name(rng: Random, trap: Trap) -> str:
    if trap is Trap.OWN_POLICY:
        return rng.choice(VAGUE[:2])
    return rng.choice(VAGUE if trap in NAMELESS or rng.random() < VAGUE_SHARE else NAMED)


def _home_link(rng: Random, trap: Trap, role: Role) -> HomeLink:
    if trap in (Trap.SECOND_LIST_ONLY, Trap.SILENT_SITE) or role.column is ColumnPlan.CHANNEL:
        return HomeLink.LIST
    if trap is Trap.SITEMAP_ONLY:
        return HomeLink.NOWHERE
    return rng.choice((HomeLink.SECTION, HomeLink.NOWHERE))


def _sections(
    rng: Random, opening: tuple[str, str], policy: tuple[str, str]
) -> tuple[Section, ...]:
    tops = [
        Section("news", rng.choice(NEWS), "/xwzx"),
        Section("open", opening[1], f"/{opening[0]}"),
        Section("bsfw", "办事服务", "/bsfw"),
        Section("hdjl", "互动交流", "/hdjl"),
        Section("zjgk", "机构概况", "/zjgk"),
    ]
    leaves = [
        Section(f"{top.key}-{slug}", name, f"{top.folder}/{slug}", top.key)
        for top in tops
        for slug, name in LEAVES.get(top.key, ())
    ]
    part = Section("policy", policy[1], f"/{opening[0]}/{policy[0]}", "open")
    return (*tops, part, *leaves)


def _everyday(draft: Draft, trap: Trap) -> list[Channel]:
    """The lists that every portal has."""
    reading = "国务院政策解读" if trap is Trap.INTERPRETATIONS else "政策解读"
    news = draft.rng.choice(("工作动态", "本地要闻", "部门动态"))
    notices, readings = f"{draft.opening}/tzgg", f"{draft.policy}/zcjd"
    return [
        Channel("news", news, "/xwzx/gzdt", "news", "news", pace=2.0, days=40),
        Channel("notices", "通知公告", notices, "open", "notices", pace=0.7, days=90),
        Channel("reading", reading, readings, "policy", "reading", pace=0.3, days=200),
    ]
