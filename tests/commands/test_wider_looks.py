"""Before a release counts as missing, its portal is looked over once: through `check`, over a web
of our own. A portal's registered list holds nothing; what else it has decides."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import quote

import pytest

from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListState
from repostwatch.store import watched_lists, wider_looks
from repostwatch.store.database import connect
from tests.commands.ground import PORTALS, RELEASES, Cli, Files, Web

TITLE = "国务院关于加快高原索道建设的若干意见"
WORDS = "加快高原索道建设的若干"
NEWS = [
    (f"本市第{n}项便民工程今日开工建设", f"2026-08-{day:02}") for n, day in enumerate((13, 11, 8))
]
DAYS = tuple(f"2026-08-{day}T10:00" for day in range(14, 20))
HEAD = "<html><head><meta charset='utf-8'><title>{0}</title></head><body>"
SEARCH = (
    "<form action='/p/so/' method='get'><input type='hidden' name='site' value='7'>"
    "<input name='q' placeholder='请输入搜索内容'><input type='submit' value='搜索'></form>"
)
ROW = "/p/2026/art_77.html"
ARTICLE = f"{HEAD.format(TITLE)}<h1>{TITLE}</h1><p>{'各部门要落实。' * 40}</p></body></html>"


def row(title: str, day: str, path: str = "/p/2026/art_77.html") -> str:
    return f"<li><a href='{path}'>{title}</a><span>{day}</span></li>"


class Site:
    """One portal, whose registered list is whole and without the release."""

    def __init__(self, web: Web, folder: Path, db: str, run: Cli) -> None:
        self.web, self.db, self.run = web, db, run
        registered = web.portal("p", *NEWS)
        self.files = Files(folder / "portals.csv", folder / "releases.csv", folder / "out")
        self.files.portals.write_text(PORTALS + registered, encoding="utf-8")
        self.releases(1)

    def releases(self, count: int) -> None:
        more = "".join(
            f"r{n},国务院关于做好第{n}座高原水库管理工作的通知,,2026-08-12T09:00,,\n"
            for n in range(2, count + 1)
        )
        text = f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,\n{more}"
        self.files.releases.write_text(text, encoding="utf-8")

    def home(self, more: str) -> None:
        self.web.pages["/p/"] = self.web.pages["/p/"].replace("</body>", f"{more}</body>")

    def list(self, path: str, *rows: str) -> None:
        name = path.strip("/").rpartition("/")[2]
        self.web.pages[path] = (
            f"{HEAD.format(name)}<ul class='list'>{''.join(rows)}</ul></body></html>"
        )

    def check(self, now: str, **environment: str) -> dict[str, tuple[str, str]]:
        """release → verdict and reason."""
        said = self.run(
            "check", "--portals", self.files.portals, "--releases", self.files.releases,
            "--now", now, "--out", self.files.out, DB=self.db, **environment,
        )  # fmt: skip
        assert said.code == 0, said.both
        with (self.files.out / "verdicts.csv").open(encoding="utf-8-sig", newline="") as table:
            return {
                row["release_id"]: (row["verdict"], row["reason"]) for row in csv.DictReader(table)
            }

    def lists(self) -> dict[str, tuple[ListState, object]]:
        with connect(self.db) as conn:
            found = watched_lists.load(conn, ["p"])["p"]
        return {
            one.url.removeprefix(self.web.address): (one.state, one.reason.code) for one in found
        }


@pytest.fixture
def site(web: Web, tmp_path: Path, database_url: str, run: Cli) -> Site:
    return Site(web, tmp_path, database_url, run)


NEWS_LINK = "<div class='nav'><a href='/p/xwzx/'>新闻资讯</a></div>"


def test_nowhere_it_is_missing_and_the_reason_says_how_much_was_looked_at(site: Site) -> None:
    site.home(NEWS_LINK)
    site.list("/p/xwzx/", *(row(*item) for item in NEWS))
    kind, reason = site.check(DAYS[0])["r1"]
    assert kind == "missing"
    assert "扩大查找本站其他页面" in reason
    assert "未识别出可用的站内搜索" in reason
    with connect(site.db) as conn:
        look = wider_looks.load(conn, ["p"])["p"]["r1"]
    assert (look.tries, look.failure, look.lists) == (1, None, 2)
    # Once for a release: nothing is fetched again.
    site.web.pages["/p/xwzx/"] = ""
    assert site.check(DAYS[1])["r1"] == (kind, reason)
    with connect(site.db) as conn:
        assert wider_looks.load(conn, ["p"])["p"]["r1"] == look


@pytest.mark.parametrize(("day", "kind"), [("2026-08-12", "on_time"), ("2026-08-13", "review")])
def test_in_another_list_it_is_a_repost_and_the_list_is_proposed(
    site: Site, day: str, kind: str
) -> None:
    site.home(NEWS_LINK)
    site.list("/p/xwzx/", row(TITLE, day), *(row(*item) for item in NEWS[1:]))
    # The list that is watched was read whole before and after: that proves nothing of this one.
    assert site.check("2026-08-13T08:00")["r1"][0] == "pending"
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == kind, reason
    assert site.lists()["/p/xwzx/"] == (ListState.PROPOSED, DiscoveryCode.FOUND_WIDER)


def test_what_was_found_wider_is_never_said_to_have_appeared_only_then(site: Site) -> None:
    site.home(NEWS_LINK)
    site.list(
        "/p/xwzx/",
        f"<li><a href='/p/2026/art_77.html'>{TITLE}</a></li>",
        *(row(*n) for n in NEWS[1:]),
    )
    site.check("2026-08-13T12:00")  # after the deadline, before the look finds anything dated
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == "review", reason
    assert "完整采集时未见" not in reason


def test_behind_the_portal_s_own_search_only(site: Site) -> None:
    site.home(SEARCH)
    found = f"/p/so/?site=7&q={quote(WORDS)}"
    site.list(found, row(f"<em>{TITLE}</em>", "2026-08-12"))
    site.web.pages[ROW] = ARTICLE
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == "on_time", (reason, site.web.pages.keys())


@pytest.mark.parametrize("gone", ["404", "home", "empty"])
def test_a_row_of_a_search_whose_page_cannot_be_read_is_for_a_person(site: Site, gone: str) -> None:
    site.home(SEARCH)
    site.list(f"/p/so/?site=7&q={quote(WORDS)}", row(TITLE, "2026-08-12"))
    if gone == "empty":
        site.web.pages[ROW] = ""
    elif gone != "404":
        site.web.moved[ROW] = "/p/"
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == "review", reason
    assert f"站内搜索已查询“{WORDS}”，结果所列页面无法读取" in reason
    assert "均未见该政策" not in reason


def test_a_row_of_a_search_is_tried_again_where_its_page_may_come_back(site: Site) -> None:
    site.home(SEARCH)
    target = "http://127.0.0.1:9/p/2026/art_77.html"
    site.list(f"/p/so/?site=7&q={quote(WORDS)}", row(TITLE, "2026-08-12", target))
    for day, expected in zip(DAYS, ("unknown", "unknown", "review", "review"), strict=False):
        verdict, reason = site.check(day, CRAWL__PORTS="[80,443,9]")["r1"]
        assert verdict == expected, reason


def test_a_row_of_a_list_counts_by_the_list_whatever_became_of_its_page(site: Site) -> None:
    site.home(NEWS_LINK)
    site.list("/p/xwzx/", row(TITLE, "2026-08-12"), *(row(*item) for item in NEWS))
    assert site.check(DAYS[0])["r1"][0] == "on_time"


def test_a_search_that_shows_nothing_is_said_and_proves_nothing_more(site: Site) -> None:
    site.home(SEARCH)
    found = f"/p/so/?site=7&q={quote(WORDS)}"
    site.web.pages[found] = f"{HEAD.format('搜索')}{TITLE}：没有找到相关结果</body></html>"
    verdict, reason = site.check(DAYS[0])["r1"]
    # The answer repeats the words: no trace of a repost.
    assert verdict == "missing", reason
    assert f"站内搜索已查询“{WORDS}”" in reason


@pytest.mark.parametrize(
    "target",
    ["https://www.gov.cn/zhengce/content/202608/content_1.htm",
     "http://127.0.0.66/2026/art_1.html"],
)  # fmt: skip
def test_a_search_that_answers_with_other_sites_shows_no_repost(site: Site, target: str) -> None:
    site.home(SEARCH)
    site.list(f"/p/so/?site=7&q={quote(WORDS)}", row(TITLE, "2026-08-12", target))
    verdict, reason = site.check(DAYS[0])["r1"]
    # The search found it, which is no absence; the portal placed it nowhere, which is no repost.
    assert verdict == "review", reason


def test_the_search_is_asked_for_so_many_titles_a_run(site: Site) -> None:
    site.home(SEARCH)
    site.releases(5)
    limits = {"WIDER__SEARCHES": "2"}
    for day, missing in zip(DAYS, (2, 4, 5), strict=False):
        said = site.check(day, **limits)
        kinds = [kind for kind, _ in said.values()]
        assert kinds.count("missing") == missing
        assert kinds.count("unknown") == 5 - missing
        assert all("尚未查询站内搜索" in why for kind, why in said.values() if kind == "unknown")


def test_a_trace_on_another_page_is_for_a_person(site: Site) -> None:
    site.home(NEWS_LINK)
    site.web.pages["/p/xwzx/"] = (
        f"{HEAD.format('新闻')}<script>var top='{TITLE}'</script></body></html>"
    )
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == "review"
    assert "标题出现在页面上" in reason


def test_what_fails_is_tried_again_and_excuses_nobody_for_ever(site: Site) -> None:
    site.home(NEWS_LINK.replace("/p/xwzx/", "http://127.0.0.1:9/xwzx/"))
    for day, expected in zip(DAYS, ("unknown", "unknown", "missing", "missing"), strict=False):
        verdict, reason = site.check(day, CRAWL__PORTS="[80,443,9]")["r1"]
        assert verdict == expected, reason
        if expected == "unknown":
            assert "未能完成" in reason
    assert "另有1页无法读取" in reason


def test_a_page_that_is_gone_or_blocked_is_counted_and_excuses_nobody(site: Site) -> None:
    site.home(NEWS_LINK)
    verdict, reason = site.check(DAYS[0])["r1"]
    assert verdict == "missing"
    assert "另有1页无法读取" in reason


def test_without_pages_nobody_looks_wider(site: Site) -> None:
    verdict, reason = site.check(DAYS[0], WIDER__PAGES="0")["r1"]
    assert verdict == "missing"
    assert "扩大查找" not in reason
    # Where it is asked for again, what is missing waits for it.
    assert "扩大查找" in site.check(DAYS[1])["r1"][1]


def test_the_evidence_lists_what_was_looked_at(site: Site) -> None:
    site.home(NEWS_LINK + SEARCH)
    site.list("/p/xwzx/", *(row(*item) for item in NEWS))
    site.check(DAYS[0])
    said = site.run("evidence", "r1", "p", DB=site.db)
    assert "/p/xwzx/" in said.both


def test_what_may_change_something_is_not_asked_for_and_said(site: Site) -> None:
    paths = ["/p/delete?id=1", "/p/gl/?do=delete", "/p/logout", "/p/admin/xwzx/"]
    links = "".join(f"<li><a href='{path}'>新闻资讯{n}</a></li>" for n, path in enumerate(paths))
    bad = SEARCH.replace("/p/so/", "/p/admin/delete")
    site.home(f"<div class='nav'><ul>{links}</ul></div>{bad}")
    for path in paths:
        site.list(path, row(TITLE, "2026-08-12"), *(row(*item) for item in NEWS))
    verdict, reason = site.check(DAYS[0])["r1"]
    # Nothing of it was seen; were it asked for, there would be a repost.
    assert verdict == "missing", reason
    assert "另有4页无法读取" in reason
    assert "未识别出可用的站内搜索" in reason
    with (site.files.out / "visits.csv").open(encoding="utf-8-sig", newline="") as table:
        said = {row["url"]: row["outcome"] for row in csv.DictReader(table)}
    for path in paths:
        assert said.get(site.web.address + path) == "forbidden_address", said
