"""The page of what closed: an end is registered by one click, said by name, and taken back."""

from __future__ import annotations

import html
import re

import pytest

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import quarter_of
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import ScanCode
from repostwatch.store import portals, scan_records, successions
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import EVIL, GOOD
from tests.plugins.test_spot_walk import FIRST_GONE, GONE, MINUTE, gone

__all__ = ["gone"]  # a fixture
pytestmark = pytest.mark.usefixtures("gone")
PLACE = f"/spot/{quarter_of(FIRST_GONE)}/closures"
UNDO = f"{PLACE}/undo"
ENDS = f"{day_of(FIRST_GONE)} 00:00"


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))


def row(ui: Ui, user: str = "officer", language: str = "zh") -> str:
    """The row of the site that was seen gone."""
    found: list[str] = re.findall(
        r"<tr>.*?</tr>", ui.get(f"{PLACE}?lang={language}", user).text, re.DOTALL
    )
    [own] = [one for one in found if f"/portals/{EVIL.portal_id}" in one.partition("</td>")[0]]
    return own


def line_after(ui: Ui, answer: Answer) -> str:
    """The line that says what was recorded."""
    assert answer.status == 303, answer.text
    place = answer.headers["location"].removeprefix("/repostwatch").removesuffix("#recorded")
    found = ui.get(place).text.partition('id="recorded"')[2].partition("</section>")[0]
    return html.unescape(found)


def register(ui: Ui, successor: str = GOOD.portal_id) -> Answer:
    return ui.post(fields(row(ui)) | {"successor": successor}, path=PLACE)


def dd(ui: Ui, portal_id: str, mark: str) -> str:
    text = ui.get(f"/portals/{portal_id}").text
    return html.unescape(text.partition(f"<dd {mark}>")[2].partition("</dd>")[0])


def test_one_click_and_one_line_that_leads_back(ui: Ui, store_of_ui: Connection) -> None:
    before = row(ui)
    line = line_after(ui, register(ui))
    assert f"已登记：{EVIL.name}自{ENDS}起停办，由{GOOD.name}接替。登记人officer，" in line
    assert "撤销</button>" in line
    shown = row(ui)
    assert f'/portals/{GOOD.portal_id}">{GOOD.name}</a>' in shown
    assert "登记人officer" in shown
    assert re.findall("<button[^>]*>(.*?)</button>", shown) == ["撤销登记"]
    line = line_after(ui, ui.post(fields(line), path=UNDO))
    assert f"已撤销登记：{EVIL.name}自{ENDS}起停办，由{GOOD.name}接替。撤销人officer，" in line
    assert "<button" not in line
    after = row(ui)
    assert re.findall("<button.*?</button>", after) == re.findall("<button.*?</button>", before)
    assert re.search(rf"officer于.*登记由{GOOD.name}接替，officer于.*撤销", after)
    [kept] = portals.load(store_of_ui, [EVIL.portal_id])
    assert kept.valid_until is None
    line = line_after(ui, register(ui, ""))
    assert f"{EVIL.name}自{ENDS}起停办，无接替" in line
    assert "无接替" in row(ui)
    assert len(successions.history(store_of_ui)[EVIL.portal_id]) == 2


def test_an_older_line_has_no_way_back(ui: Ui) -> None:
    answer = register(ui)
    ui.post(fields(row(ui)), path=UNDO)
    register(ui, "")
    line = line_after(ui, answer)
    assert "已撤销登记" in line
    assert "<button" not in line


def test_of_two_people_the_second_hears_it(ui: Ui, store_of_ui: Connection) -> None:
    first, second = fields(row(ui)), fields(row(ui, "decider"))
    assert ui.post(first | {"successor": ""}, path=PLACE).status == 303
    answer = ui.post(second | {"successor": GOOD.portal_id}, "decider", PLACE)
    assert answer.status == 409
    assert answer.refused
    assert "停办登记在您打开页面之后已经改变（officer，" in html.unescape(answer.text)
    assert "登记人officer" in answer.text, "the page as it stands now"
    first, second = fields(row(ui)), fields(row(ui, "decider"))
    assert ui.post(second, "decider", UNDO).status == 303
    answer = ui.post(first, path=UNDO)
    assert (answer.status, answer.refused) == (409, True)
    assert "已经改变（decider，" in html.unescape(answer.text)
    [kept] = successions.history(store_of_ui)[EVIL.portal_id]
    assert kept.withdrawn is not None
    assert kept.withdrawn.by == "decider"


def test_who_may_only_look_has_no_buttons(ui: Ui, store_of_ui: Connection) -> None:
    assert "<button" not in row(ui, "guest")
    answer = register(ui)
    assert "登记人officer" in row(ui, "guest")
    assert "<button" not in row(ui, "guest")
    place = answer.headers["location"].removeprefix("/repostwatch").removesuffix("#recorded")
    line = ui.get(place, "guest").text.partition('id="recorded"')[2].partition("</section>")[0]
    assert "已登记" in line
    assert "<button" not in line
    sent = fields(row(ui))
    assert ui.post(sent, "guest", UNDO).status == 403
    assert ui.post(sent | {"token": "made up"}, path=UNDO).status == 403
    assert ui.post(sent | {"portal": "nobody"}, path=UNDO).status == 404
    assert list(successions.load(store_of_ui)) == [EVIL.portal_id]


def test_an_end_of_the_registry_has_no_way_back(ui: Ui, store_of_ui: Connection) -> None:
    register(ui)
    sent = fields(row(ui))
    store_of_ui.execute(
        "UPDATE portals SET valid_until = %s, successor = 'mct' WHERE portal_id = 'evil'",
        (FIRST_GONE,),
    )
    assert "<button" not in row(ui)
    assert "以登记表为准" in row(ui)
    assert "登记人" not in row(ui)
    assert ui.post(sent, path=UNDO).status == 409
    assert list(successions.load(store_of_ui)) == [EVIL.portal_id]


def unread(conn: Connection) -> None:
    """A scan that found no homepage to read."""
    at = FIRST_GONE + 2 * MINUTE
    visit = Visit(EVIL.home_url, Outcome.SOFT_404, at, reason=GONE)
    gap = because(ScanCode.HOME_FAILED, outcome=visit.outcome, reason=GONE)
    pages = [PageVisit("home", visit)]
    record = ScanRecord(
        EVIL.portal_id, at, at, None, gap, False, (), visit, pages, run_id="walk", moved=GONE
    )
    scan_records.save(conn, record)


def test_the_pages_of_both_sites_say_it(ui: Ui, store_of_ui: Connection) -> None:
    """And nobody is asked to look where a site went of which that is known."""
    unread(store_of_ui)
    assert "核实网站的去向" in ui.get(f"/portals/{EVIL.portal_id}").text
    assert "核实网站的去向" in ui.get("/ready").text
    assert dd(ui, EVIL.portal_id, 'id="end"') == ""
    register(ui)
    own = dd(ui, EVIL.portal_id, 'id="end"')
    assert f"自{ENDS}起停办" in own
    assert f'/portals/{GOOD.portal_id}">{GOOD.name}</a>' in own
    assert "登记人officer" in own
    assert f'href="/repostwatch{PLACE}"' in own
    other = dd(ui, GOOD.portal_id, 'class="before"')
    assert EVIL.name in other
    assert "登记人officer" in other
    assert "核实网站的去向" not in ui.get(f"/portals/{EVIL.portal_id}").text
    assert "核实网站的去向" not in ui.get("/ready").text
    ui.post(fields(row(ui)), path=UNDO)
    assert dd(ui, EVIL.portal_id, 'id="end"') == ""
    assert dd(ui, GOOD.portal_id, 'class="before"') == ""
    assert "核实网站的去向" in ui.get("/ready").text


def test_the_list_marks_a_closed_site(ui: Ui) -> None:
    mark = f"自{ENDS}起停办"
    assert mark not in ui.get("/portals").text
    register(ui)
    [marked] = [one for one in ui.get("/portals").text.split("<tr>") if mark in one]
    assert f'/portals/{EVIL.portal_id}"' in marked


def test_a_quarter_in_which_nobody_looked_says_that_nothing_is_known(ui: Ui) -> None:
    text = ui.get("/spot/2025Q1/closures").text
    assert "没有看过任何网站的首页" in text
    assert "没有。" not in text
    assert "not known" in ui.get("/spot/2025Q1/closures?lang=en").text
    now = ui.get(PLACE).text
    assert "没有看过任何" not in now
    assert re.search("关停上移政府网站[0-9]个", now)


def test_it_is_said_in_english(ui: Ui) -> None:
    register(ui)
    assert "Registered by officer" in row(ui, language="en")
    assert "Take back" in row(ui, language="en")
    assert "Successor of" in ui.get(f"/portals/{GOOD.portal_id}?lang=en").text
