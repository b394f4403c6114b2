"""A walk through all pages in a real browser: nothing breaks, everybody can read and use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Route,
    expect,
    sync_playwright,
)

from repostwatch.settings import CrawlSettings
from repostwatch.store.database import Connection
from tests.on_paper import cut
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import RELEASE
from tests.plugins.test_decisions import form
from tests.plugins.test_pages import PAGES, post_mail

pytestmark = pytest.mark.system
Opened = Callable[..., Page]
# CSS pixels between the margins of a sheet on which a browser prints.
A4_WIDTH = 718
# The same of the header: a row of it takes no more.
HEADER_ROW = 50
# What hinders somebody; below it axe lists matters of taste.
# The brightest that a channel of a dark ground is, of 255.
DARK = 64
HINDERS = {"moderate", "serious", "critical"}


@pytest.fixture(scope="module")
def browser(browser_starts: None) -> Iterator[Browser]:
    del browser_starts
    expect.set_options(timeout=60_000)  # a machine with other work is slow, and no fault of ours
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CrawlSettings().chromium, args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def opened(ui: Ui, browser: Browser) -> Iterator[Opened]:
    """A window of a user who has logged in, or of nobody. In the end none of our pages has said
    anything on its console."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: said.extend(_of_ours(message)))
        page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))

    def open_(user: str | None = "officer", **how: Any) -> Page:
        context = browser.new_context(base_url=ui.url, **how)
        if user:
            context.add_cookies([{"name": "_token", "value": ui.token(user), "url": ui.url}])
        context.on("page", listen)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def _of_ours(message: ConsoleMessage) -> list[str]:
    """What one of our pages said. Where somebody was quicker it answers 409, which the
    browser names."""
    where = message.location["url"]
    refused = "status of 409" in message.text
    return [f"{where} {message.text}"] if "/repostwatch/" in where and not refused else []


def too_wide(page: Page | Frame) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{page.url} is wider than its window"] if wide else []


def scheme_of(page: Page | Frame) -> str:
    """Whether the page stands on a dark ground or on a light one: the colour that is drawn."""
    drawn = page.evaluate(
        "getComputedStyle(document.querySelector('main.sheet, main section, body')).backgroundColor"
    )
    red, green, blue = map(int, re.findall(r"\d+", drawn)[:3])
    return "dark" if max(red, green, blue) < DARK else "light"


def faults(page: Page | Frame) -> list[str]:
    """What axe finds, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in HINDERS
    ]


@pytest.mark.parametrize(
    ("user", "width", "scheme"),
    [
        ("officer", 1400, "light"),
        ("officer", 390, "dark"),
        ("guest", 390, "light"),
        ("decider", 1400, "dark"),
    ],
)
def test_every_page_can_be_read_by_everybody(
    opened: Opened, user: str, width: int, scheme: str
) -> None:
    page = opened(user, viewport={"width": width, "height": 900}, color_scheme=scheme)
    wrong = []
    for path in PAGES:
        page.goto(f"/repostwatch{path}")
        wrong += faults(page) + too_wide(page)
        if scheme_of(page) != scheme:
            wrong.append(f"{page.url} stands on no {scheme} ground")
    assert not wrong


@pytest.mark.parametrize(("width", "rows"), [(390, 2), (1400, 1)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_header_takes_no_more_rows_than_it_has_to(
    opened: Opened, language: str, width: int, rows: int
) -> None:
    """On a telephone the pages stand in a row that scrolls: to the one shown, and by keys."""
    page = opened(viewport={"width": width, "height": 900})
    page.goto(f"/repostwatch/health?lang={language}")
    height = page.evaluate("document.querySelector('header').offsetHeight")
    assert height <= HEADER_ROW * rows
    expect(page.locator("header [aria-current=page]")).to_be_in_viewport(ratio=0.9)
    page.locator("header nav a").first.focus()
    expect(page.locator("header nav a").first).to_be_in_viewport(ratio=0.9)
    assert not faults(page) + too_wide(page)


def test_every_page_is_printed_whole(opened: Opened) -> None:
    """A4 holds every column, nothing is pressed on paper, and it can be read, also by a screen that
    is dark."""
    page = opened(viewport={"width": A4_WIDTH, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print")
    wrong = []
    for path in PAGES:
        page.goto(f"/repostwatch{path}")
        wrong += faults(page) + too_wide(page) + cut(page)
        if scheme_of(page) != "light":
            wrong.append(f"{page.url} is printed on a dark ground")
        if page.locator("button:visible, input:visible").count():
            wrong.append(f"{page.url} shows on paper what can be pressed")
    assert not wrong
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/duties", "/releases/r1"])
def test_on_paper_a_reason_has_the_width_of_the_sheet(opened: Opened, path: str) -> None:
    page = opened(viewport={"width": A4_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"/repostwatch{path}")
    reasons = page.locator("table.duties td:last-child")
    assert reasons.count() == 2
    for box in (reasons.nth(place).bounding_box() for place in range(2)):
        assert box
        assert box["width"] > A4_WIDTH * 0.9


def test_every_page_can_be_read_inside_airflows_frame(opened: Opened) -> None:
    page = opened("decider", viewport={"width": 390, "height": 900})
    page.goto("/plugin/repostwatch")
    page.frame_locator("iframe").locator("header").wait_for()
    [frame] = page.main_frame.child_frames
    wrong = []
    for path in PAGES:
        frame.goto(f"/repostwatch{path}")
        wrong += faults(frame) + too_wide(frame)
        page.set_viewport_size({"width": 1400, "height": 900})
        wrong += too_wide(frame)
        page.set_viewport_size({"width": 390, "height": 900})
    assert not wrong


@pytest.mark.parametrize("user", ["guest", "decider", "operator"])
def test_who_logs_in_comes_to_the_page_that_was_asked_for(opened: Opened, user: str) -> None:
    page = opened(None)
    page.goto("/repostwatch/review")
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(f"{user}-pw")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/repostwatch/review")
    expect(page.locator("header .who")).to_have_text(user)
    may = user != "guest"
    assert page.locator("form.decide").count() == (6 if may else 0)
    page.goto("/repostwatch/portals/mct")
    assert page.get_by_role("button", name="扫描该网站").is_enabled() is may


@pytest.mark.usefixtures("dags")
def test_a_scan_is_started_in_three_clicks_and_followed(opened: Opened) -> None:
    page = opened("operator")
    page.goto("/repostwatch/")
    page.click("header >> text=门户网站")
    page.click("main >> text=文化和旅游部")
    page.click("text=扫描该网站")
    expect(page.get_by_role("status")).to_have_text("等待开始")
    expect(page.locator("main").get_by_role("link", name="文化和旅游部")).to_have_count(1)


@pytest.mark.usefixtures("dags")
def test_a_report_is_sent_again_and_followed(opened: Opened, store_of_ui: Connection) -> None:
    page = opened("operator")
    page.goto(f"/repostwatch/mails/{post_mail(store_of_ui)}")
    page.get_by_role("button", name="重发", exact=True).first.click()
    expect(page.get_by_role("status")).to_have_text("等待开始")


def test_from_the_first_page_in_three_clicks(ui: Ui, opened: Opened) -> None:
    """Who is overdue with a release, what changed since yesterday, what comes due."""
    assert ui.post(form(ui, kind="late")).status == 303
    page = opened("guest")
    page.goto("/repostwatch/")
    page.click("#overdue table a[href*='/releases/']")
    expect(page.get_by_role("heading", name=RELEASE.title)).to_have_count(1)
    row = page.locator("tr", has=page.get_by_role("link", name="文化和旅游部"))
    assert "超时" in row.first.inner_text()
    page.goto("/repostwatch/")
    page.click("#changed h2 a")
    expect(page.locator("main table tr", has_text="文化和旅游部")).to_have_count(1)
    page.goto("/repostwatch/")
    page.click("main >> text=6小时内到期")
    page.click("#due1 h2 a")
    expect(page).to_have_url(re.compile("due=6"))


def test_a_duty_is_decided_by_keys_and_undone(opened: Opened) -> None:
    page = opened("decider")
    page.goto("/repostwatch/review")
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert "was=" not in page.url, "Enter alone records nothing"
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    assert "was=" not in page.url, "nor does a choice without a reason"
    page.keyboard.type("2 电话核实，9月9日下午发布")
    page.keyboard.press("Enter")
    line = page.locator("#recorded")
    expect(line).to_have_text(re.compile("文化和旅游部|某<b>部</b>"))
    expect(line.locator(".tag")).to_have_text(["待复核", "超时"])
    page.click("#recorded >> text=撤销")
    expect(line.locator(".tag")).to_have_text(["超时", "待复核"])
    expect(line.get_by_role("button")).to_have_count(0)
    page.go_back()
    expect(line).to_contain_text("不是最新的")
    expect(line.get_by_role("button")).to_have_count(0)
    assert not faults(page)


@pytest.mark.parametrize("width", [390, 1400])
def test_a_list_is_accepted_among_all_and_undone(opened: Opened, width: int) -> None:
    page = opened(viewport={"width": width, "height": 900})
    page.goto("/repostwatch/ready")
    page.locator("main").get_by_role("link", name="监测列表").click()
    page.select_option("select[name=proof]", "reposts")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("h1")).to_have_text("各网站的列表（1）")
    page.get_by_text("采用或不采用").click()
    assert not faults(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.fill("form.decide input[name=reason]", "打开看过，转载都登在这里")
    page.keyboard.press("Enter")
    expect(page.locator("#recorded")).to_have_count(0)  # nothing is chosen
    page.check("input[value=accept]")
    page.get_by_role("button", name="记录", exact=True).click()
    expect(page.locator("#recorded .tag")).to_have_text(["待确认", "使用中"])
    assert not faults(page)
    page.click("#recorded >> text=撤销")
    expect(page.locator("#recorded .tag")).to_have_text(["使用中", "待确认"])


@pytest.mark.parametrize("width", [390, 1400])
def test_a_recipient_is_added_changed_and_that_undone(opened: Opened, width: int) -> None:
    page = opened(viewport={"width": width, "height": 900})
    page.goto("/repostwatch/health")
    page.locator("header").get_by_role("link", name="收件人").click()
    form = page.locator("form.decide").last
    form.locator("input[name=address]").fill("nobody")
    form.locator("input[name=reason]").fill("新到岗")
    form.get_by_role("button", name="添加收件人").click()
    expect(page.locator("section.error")).to_contain_text("不是邮箱地址")
    assert not faults(page)
    form = page.locator("form.decide").last
    form.locator("input[name=address]").fill("mct@x.example")
    form.get_by_label("地方", exact=True).check()
    form.get_by_role("button", name="添加收件人").click()
    expect(page.locator("#recorded")).to_contain_text("mct@x.example，添加")
    page.get_by_text("修改或移除").click()
    form = page.locator("form.decide").first
    form.locator("input[name=reason]").fill("调离")
    form.locator("input[name=reason]").press("Enter")
    expect(page.locator("#recorded")).to_contain_text("添加")  # nothing is chosen
    form.locator("input[value=remove]").check()
    form.get_by_role("button", name="记录").click()
    expect(page.locator("#recorded")).to_contain_text("移除")
    expect(page.locator("h1")).to_have_text("收件人（0）")
    page.locator("#recorded").get_by_role("button", name="撤销").click()
    expect(page.locator("h1")).to_have_text("收件人（1）")
    assert not faults(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_links_open_from_inside_airflows_frame(opened: Opened) -> None:
    """The frame may open no windows; a link to a portal, and the page itself, do all the same."""
    page = opened(viewport={"width": 1400, "height": 900})
    page.context.route("https://www.mct.example.cn/**", lambda route: route.fulfill(body="home"))
    page.goto("/plugin/repostwatch")
    expect(page.locator("iframe")).to_have_attribute("sandbox", re.compile("allow-scripts"))
    assert "allow-popups" not in (page.locator("iframe").get_attribute("sandbox") or "")
    inside = page.frame_locator("iframe")
    inside.locator("header").get_by_role("link", name="门户网站").click()
    inside.get_by_role("link", name="文化和旅游部", exact=True).click()
    with page.expect_popup() as home:
        inside.locator("a[href='https://www.mct.example.cn/']").first.click()
    expect(home.value).to_have_url("https://www.mct.example.cn/")
    assert home.value.evaluate("window.opener") is None
    with page.expect_popup() as own:
        inside.get_by_role("link", name="在新窗口中打开本页").click()
    expect(own.value).to_have_url(re.compile("/repostwatch/portals/mct$"))
    expect(own.value.get_by_role("link", name="在新窗口中打开本页")).to_have_count(0)


@pytest.mark.parametrize("may_copy", [True, False])
def test_a_link_that_cannot_be_opened_is_copied_or_shown(
    ui: Ui, opened: Opened, may_copy: bool
) -> None:
    """Where the frame stands in a page of somebody else, which ours cannot reach."""
    page, home = opened(None), "https://www.mct.example.cn/"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    allow = "clipboard-read; clipboard-write" if may_copy else ""
    frame = f'<iframe src="{ui.url}/repostwatch/portals/mct" allow="{allow}"></iframe>'
    page.context.route("https://other.example/", lambda route: route.fulfill(
        body=frame, content_type="text/html"
    ))  # fmt: skip

    def as_framed(route: Route) -> None:
        cookie = f"_token={ui.token('guest')}"
        asked = {"cookie": cookie, "sec-fetch-dest": "iframe"}
        answer = route.fetch(headers=route.request.headers | asked)
        headers = dict(answer.headers)
        headers.pop("content-security-policy", None)
        route.fulfill(response=answer, headers=headers)

    page.context.route(f"{ui.url}/**", as_framed)
    page.goto("https://other.example/")
    inside = page.frame_locator("iframe")
    inside.locator(f"a[href='{home}']").first.click()
    line = inside.get_by_role("status")
    expect(line).to_have_count(1)
    if may_copy:
        expect(line).to_contain_text("地址已复制")
        assert inside.locator("body").evaluate("() => navigator.clipboard.readText()") == home
    else:
        expect(line.locator("code")).to_have_text(home)
    assert len(page.context.pages) == 1


def test_the_kept_page_stands_beside_what_is_to_be_decided(opened: Opened) -> None:
    page = opened(viewport={"width": 1400, "height": 900})
    page.goto("/repostwatch/review")
    page.keyboard.press("j")
    page.keyboard.press("o")
    frame = page.locator("iframe").first
    frame.scroll_into_view_if_needed()
    inside = page.frame_locator("iframe").first
    assert "证据" in inside.locator("h1").inner_text()
    form, kept = (page.locator(one).first.bounding_box() for one in ("form.decide", "iframe"))
    assert form
    assert kept
    assert form["x"] + form["width"] <= kept["x"]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_duty_is_waived_until_a_day_and_that_withdrawn(opened: Opened) -> None:
    page = opened("decider", viewport={"width": 390, "height": 900})
    page.goto("/repostwatch/duty?release=r1&portal=mct")
    page.fill("input[name=reason]", "网站改版，已书面说明")
    page.check("input[value=waive]")
    record = page.get_by_role("button", name="记录", exact=True)
    record.click()
    expect(page.locator("section.error")).to_contain_text("必须填写有效期")
    page.fill("input[name=expires]", f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}")
    record.click()
    expect(page.locator("#recorded >> .tag")).to_have_text(["待复核", "豁免"])
    page.fill("input[name=reason]", "改版已完成")
    page.check("input[value=withdraw]")
    record.click()
    expect(page.locator("#recorded >> .tag")).to_have_text(["豁免", "待复核"])
    on_record = page.get_by_text("网站改版，已书面说明")
    expect(on_record).to_have_count(2)
    verdicts = page.locator("#history").get_by_text("网站改版，已书面说明")
    expect(verdicts).to_have_count(1)


def test_duties_are_ticked_decided_together_and_all_undone(opened: Opened) -> None:
    page = opened(viewport={"width": 390, "height": 900})
    page.goto("/repostwatch/review")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("input[name=duty]:checked").count() == 2
    page.get_by_role("button", name="一并处理勾选的任务").click()
    expect(page.get_by_role("heading", name="一并处理（2项任务）")).to_be_visible()
    page.fill("input[name=reason]", "两家均已电话核实")
    page.locator("input[name=reason]").press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.locator("#recorded").count() == 0, "Enter alone records nothing"
    page.check("input[value=late]")
    page.locator("input[name=reason]").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("尚未记录")
    expect(page.locator("td.key .tag")).to_have_text(["待复核", "超时"] * 2)
    assert not faults(page)
    page.get_by_role("button", name="记录", exact=True).click()
    expect(page.locator("#recorded .tag")).to_have_text(["待复核", "超时"] * 2)
    assert not faults(page)
    page.get_by_role("button", name="全部撤销（2项）").click()
    expect(page.locator("#recorded .tag")).to_have_text(["超时", "待复核"] * 2)
    assert not faults(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_who_may_only_look_can_press_nothing(opened: Opened) -> None:
    page = opened("guest")
    page.goto("/repostwatch/portals/mct")
    assert page.get_by_role("button", name="扫描该网站").is_disabled()
    assert page.get_by_role("button", name="重新判定").is_disabled()
    assert page.get_by_text("您的帐号只能查看，不能启动").count() == 2
