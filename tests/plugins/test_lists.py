"""Lists and the first page: what they find, that every count leads to what it counts, and that
nothing strangers wrote becomes a formula, markup or a query."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from repostwatch.model import Release
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import RELEASE
from tests.plugins.test_decisions import browser_page, form

__all__ = ["browser_page"]

LINK = re.compile(
    r'href="(/repostwatch/(?:duties|portals)\?[^"]+)"[^>]*>(?:<span[^>]*>[^<]*</span>| → |[^<])*'
)


def overdue(ui: Ui) -> None:
    """One of the two portals has not reposted, says a person."""
    assert ui.post(form(ui, kind="reject")).status == 303


def total(text: str) -> int:
    found = re.search(r"<h1>[^<]*（(\d+)）</h1>", text)
    assert found, text[:3000]
    return int(found[1])


def test_the_first_page_tells_what_is_overdue_and_what_changed(ui: Ui) -> None:
    before = ui.get("/").text
    assert "新增逾期（0）" in before
    overdue(ui)
    text = ui.get("/").text
    assert "新增逾期（1）" in text
    assert "结论有变化（1）" in text
    chips = text.split('<ul class="tags">')[1].split("</ul>")[0]
    assert re.search(r'#waiting">待人处理（[1-9]', chips)
    assert len(re.findall(r'#unseen">[^<]*\d', chips)) == 2
    order = [text.index(f'id="{name}"') for name in (
        "overdue", "changed", "due1", "due2", "waiting", "unseen", "figures",
    )]  # fmt: skip
    assert order == sorted(order)


def test_every_count_of_the_first_page_leads_to_as_many(ui: Ui) -> None:
    overdue(ui)
    text = ui.get("/").text
    followed = 0
    for match in LINK.finditer(text):
        shown = re.sub("<[^>]*>", "", match[0].partition(">")[2])
        numbers = re.findall(r"\d+", re.sub(r"\d+小时", "", shown))
        if not numbers:
            continue
        answer = ui.get(unescape(match[1]).removeprefix("/repostwatch"))
        assert (answer.status, total(answer.text)) == (200, int(numbers[-1])), match[0]
        followed += 1
    assert followed > 8


def test_what_comes_due_is_named(ui: Ui, store_of_ui: Connection) -> None:
    now = Settings().now()
    fresh = Release("r2", "国务院关于近日事项的通知", type(RELEASE.published).at(now), duty="all")
    releases.save(store_of_ui, [fresh], now)
    judge_reposts(store_of_ui, Settings(db=ui.database))
    text = ui.get("/").text
    assert "24小时内到期、尚未见转载（2）" in text
    assert "6小时内到期、尚未见转载（0）" in text
    # Nothing is due sooner, so the later ones are listed: a release once, with its portals.
    soonest, next_ = text.split('id="due1"')[1].split("</section>")[:2]
    assert ("没有。" in soonest, "近日事项" in soonest) == (True, False)
    assert ("没有。" in next_, "近日事项" in next_) == (False, True)
    row = next_[next_.index("<tbody>") : next_.index("</tbody>")]
    assert row.count("<tr>") == row.count("近日事项") == 1
    assert "文化和旅游部" in row
    count = re.search(r'<a href="/repostwatch(/duties[^"]*)">(\d+)</a>', row)
    assert count
    assert total(ui.get(unescape(count[1])).text) == int(count[2]) == 2
    assert total(ui.get("/duties?verdict=pending&due=24").text) == 2
    assert total(ui.get("/duties?verdict=pending&due=6").text) == 0


def test_what_is_due_later_stands_below_what_is_due_next(ui: Ui, store_of_ui: Connection) -> None:
    now, at = Settings().now(), type(RELEASE.published).at
    next_, later = (
        Release(f"r{hours}", f"国务院关于{name}事项的通知", at(now - timedelta(hours=hours)))
        for hours, name in ((20, "早先"), (8, "近日"))
    )
    releases.save(store_of_ui, [next_, later], now)
    judge_reposts(store_of_ui, Settings(db=ui.database))
    first, second = ui.get("/").text.split('id="due1"')[1].split("</section>")[:2]
    assert ("早先" in first, "近日" in first) == (True, False)
    assert ("早先" in second, "近日" in second) == (False, True)
    assert "尚未见转载（4）" in second
    assert "其中2项见上，" in second
    rest = re.search(r'href="/repostwatch(/duties[^"]*later=6[^"]*)">其余2项</a>', second)
    assert rest
    listed = ui.get(unescape(rest[1])).text
    assert total(listed) == 2
    assert "6小时以后才到期" in listed
    both = ui.get("/duties?verdict=pending&due=24&sort=deadline").text
    assert both.index("早先") < both.index("近日")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("verdict=missing", 1),
        ("verdict=missing&verdict=review", 2),
        ("portal=mct", 1),
        ("q=" + quote("文化"), 1),
        ("q=MCT", 1),
        ("q=%25", 0),
        ("q=" + quote("' OR ''='"), 0),
        ("level=province", 0),
        ("level=nonsense&sort=nonsense&verdict=nonsense&due=x&age=-1&changed=1e400", 2),
        ("age=1", 0),
        ("age=5", 2),
        ("changed=1&again=1", 1),
        ("before=review&verdict=missing", 1),
        ("page=999", 2),
    ],
)
def test_duties_are_filtered(ui: Ui, query: str, count: int) -> None:
    overdue(ui)
    answer = ui.get(f"/duties?{query}")
    assert (answer.status, total(answer.text)) == (200, count)
    for sort in ("worst", "deadline", "changed", "portal", "release"):
        assert ui.get(f"/duties?{query}&sort={sort}").status == 200


def test_the_download_has_what_the_list_has_and_no_formula(ui: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute("UPDATE releases SET title = '=HYPERLINK(\"http://evil\")'")
    answer = ui.get("/duties.csv?verdict=review")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["portal_id"] for row in rows} == {"mct", "evil"}
    for row in rows:
        assert row["title"].startswith("'=")
        assert row["verdict"] == "review"
    assert ui.get("/duties.csv", None).status == 303


@pytest.mark.parametrize(
    ("asked", "verdict", "said"),
    [("", "待复核", "页面没有标注日期"), ("?lang=en", "for review", "no date")],
)
def test_the_download_is_in_the_language_of_the_pages(
    ui: Ui, asked: str, verdict: str, said: str
) -> None:
    text = ui.get(f"/duties.csv{asked}").text.removeprefix("\ufeff")
    (row,) = (one for one in csv.DictReader(io.StringIO(text)) if one["portal_id"] == "mct")
    assert row["verdict_name"] == verdict
    assert said in row["reason"]


@pytest.mark.parametrize(
    ("lang", "head", "level"),
    [
        ("zh", {"结论": "待复核", "网站": "文化和旅游部", "政策标题": RELEASE.title}, "部门"),
        (
            "en",
            {"verdict": "for review", "portal": "文化和旅游部", "portal id": "mct"},
            "department",
        ),
    ],
)
def test_the_download_for_people_has_headings_and_words_in_their_language(
    ui: Ui, lang: str, head: dict[str, str], level: str
) -> None:
    text = ui.get(f"/duties.csv?of=named&portal=mct&lang={lang}").text.removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert head.items() <= row.items()
    assert level in list(row.values())[1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", list(row.values())[4])
    assert not any("_" in name for name in row), "no ids for headings"
    page = ui.get(f"/duties?portal=mct&lang={lang}").text
    assert "duties.csv?portal=mct&amp;of=named" in page
    assert ui.get("/duties.csv?of=nonsense").status == 422


def test_a_release_shows_who_owes_it_worst_first(ui: Ui) -> None:
    overdue(ui)
    text = ui.get("/releases/r1").text
    assert text.index("文化和旅游部") < text.index("某&lt;b&gt;部")
    assert "文化和旅游部" not in ui.get("/releases/r1?verdict=review").text
    assert ui.get("/releases/nothing").status == 404


def test_the_grid_has_a_cell_for_each_duty(ui: Ui) -> None:
    text = ui.get("/grid").text
    assert text.count('href="/repostwatch/duty?release=r1') == 2
    assert "1条政策信息 × 2家网站" in text
    assert "<b>部" not in text
    overdue(ui)
    assert "× 1家网站" in ui.get("/grid?verdict=missing").text
    assert ui.get("/grid?page=99&level=county").status == 200


@pytest.mark.parametrize("place", ["/duties?q", "/grid?portal", "/portals?q"])
def test_what_is_too_long_is_said(ui: Ui, place: str) -> None:
    answer = ui.get(f"{place}={'9' * 400}")
    assert answer.status == 422, answer.text[:200]


def test_portals_are_searched_and_filtered(ui: Ui) -> None:
    assert total(ui.get("/portals").text) == 2
    assert total(ui.get("/portals?q=MCT").text) == 1
    assert total(ui.get("/portals?unseen=1").text) == 0
    assert total(ui.get("/portals?standing=review").text) == 2
    assert total(ui.get("/portals?standing=absent&sort=scanned").text) == 0


def test_outcomes_are_words(ui: Ui) -> None:
    text = ui.get("/portals/mct").text
    assert ">正常</span>" in text
    assert ">ok</span>" not in text


def test_another_language_is_chosen_and_remembered(ui: Ui) -> None:
    answer = ui.get("/duties?lang=en&verdict=review")
    assert '<html lang="en">' in answer.text
    assert "repostwatch_language=en" in answer.headers["set-cookie"]
    assert 'href="?verdict=review&amp;lang=zh"' in answer.text
    assert '<html lang="en"' not in ui.get("/duties?lang=fr").text


def test_alarms_are_those_that_the_last_watch_stored(ui: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute("TRUNCATE alarms")
    assert "告警" not in ui.get("/").text
    store_of_ui.execute(
        "INSERT INTO alarms (alarm_id, reason, about, opened_at, seen_at, mails, mailed_about, "
        "closed) VALUES ('x', %s, '{}', now(), now(), 0, '{}', false)",
        ['{"code": "text", "facts": {"text": "来源读不到"}}'],
    )
    text = ui.get("/").text
    assert "监测系统自身的告警（1）" in text
    assert "来源读不到" in text
    assert "的自检" in text, "it tells when that watch was"
    assert "的自检" in ui.get("/health").text
    store_of_ui.execute("TRUNCATE alarms")


@pytest.mark.system
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("user", ["guest", "officer"])
def test_three_clicks_from_the_first_page(
    ui: Ui, browser_page: Page, store_of_ui: Connection, user: str, width: int
) -> None:
    """Who is overdue for a release, what changed, what comes due, as who may only look and as who
    decides."""
    overdue(ui)
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.context.add_cookies([{"name": "_token", "value": ui.token(user), "url": ui.url}])
    home = f"{ui.url}/repostwatch/"
    browser_page.goto(home)
    browser_page.locator("#releases a", has_text=RELEASE.title).click()
    browser_page.locator("a.tag.missing", has_text="1").click()
    row = browser_page.locator("tbody tr")
    expect(row).to_contain_text(["文化和旅游部"])
    browser_page.goto(home)
    browser_page.locator("#changed a.change").click()
    expect(row).to_contain_text("此前为待复核")
    browser_page.locator("tbody a.tag.missing").click()
    expect(browser_page).to_have_url(re.compile("/duty"))
    expect(browser_page.locator("form.decide")).to_have_count(1 if user == "officer" else 0)
    browser_page.goto(home)
    browser_page.locator("#due2 h2 a").click()
    expect(browser_page.locator("main")).to_contain_text("到期")
    for path in (
        "",
        "duties",
        "grid",
        "portals",
        "releases/r1",
        "review",
        "duty?release=r1&portal=mct",
    ):
        browser_page.goto(home + path)
        wide = browser_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is wider than the window"
    assert not said


def test_who_could_not_be_read_is_not_said_to_have_no_repost(
    ui: Ui, store_of_ui: Connection
) -> None:
    now = Settings().now()
    fresh = Release("r2", "国务院关于近日事项的通知", type(RELEASE.published).at(now), duty="all")
    releases.save(store_of_ui, [fresh], now)
    store_of_ui.execute("UPDATE scans SET reach = NULL WHERE portal_id = 'mct'")
    store_of_ui.execute(
        "INSERT INTO scans (portal_id, started_at, ended_at, home_outcome) "
        "VALUES ('mct', now() - interval '1 minute', now() - interval '1 minute', 'blocked')"
    )
    judge_reposts(store_of_ui, Settings(db=ui.database))
    text = ui.get("/").text
    row = text.split('id="due2"')[1].split("<tbody>")[1].split("</tbody>")[0]
    assert "文化和旅游部" not in row
    assert "另有1个网站无法采集，不能说未转载。" in row
    assert '<a href="/repostwatch/portals?unseen=1&amp;sort=scanned">未能看全的网站</a>' in row


def test_the_first_page_says_where_it_shows_some_of_more(ui: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute(
        "INSERT INTO portals (portal_id, name, level, home_url, listed) "
        "SELECT 'n' || n, '第' || n || '市', 'city', 'https://x.example.cn/', true "
        "FROM generate_series(1, 12) n"
    )
    store_of_ui.execute(
        "INSERT INTO duties (release_id, portal_id, deadline, kind, changed_at) "
        "SELECT 'r1', 'n' || n, now(), 'missing', now() FROM generate_series(1, 12) n"
    )
    text = ui.get("/").text
    overdue_part, unseen = (
        text.split(f'<section id="{name}"')[1].split("</section>")[0]
        for name in ("overdue", "unseen")
    )
    for part, said in ((overdue_part, "另有2项，"), (unseen, "另有2家，")):
        found = re.search(rf'{said}<a href="/repostwatch([^"]*)">见全部(\d+)[项家]</a>', part)
        assert found, part
        assert total(ui.get(unescape(found[1])).text) == int(found[2]) == 12
