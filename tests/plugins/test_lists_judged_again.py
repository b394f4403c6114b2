"""A list that judging itself proposes: what was read on it, and what a word on it does at once."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from repostwatch.matching.search.traces import traces_of
from repostwatch.model import Level, ListAccount, Outcome, Portal, Search, Visit, because
from repostwatch.model.codes import WiderCode
from repostwatch.model.watched_lists import ListOrigin, ListPlace
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import Settings
from repostwatch.store import portals, scan_records, searches, wider_looks
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import FollowedList, PageVisit, ScanRecord
from repostwatch.wording.values import Style, minute
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import EVIL, GOOD, RELEASE
from tests.plugins.test_list_decisions import form, post

NAMES = {"portal": "moa", "url": "https://www.moa.example.cn/gwy/"}
MOA = Portal("moa", "农业农村部", Level.DEPARTMENT, "https://www.moa.example.cn/")
AT = RELEASE.published.earliest + timedelta(hours=60)
WAITS = "有1项任务只因列表未经确认而待复核"
AGAIN = "已按已有的采集立即重新判定"
PROPOSED = "proposed discovered 0"  # what the page shows of the list


@pytest.fixture
def listed(ui: Ui, store_of_ui: Connection) -> Ui:
    """A third portal without the release, whose column leads to a list that nobody knows."""
    portals.save(store_of_ui, [GOOD, EVIL, MOA], whole=True)
    home = Visit(MOA.home_url, Outcome.OK, AT, status=200, size=1000)
    page = Visit(NAMES["url"], Outcome.OK, AT, status=200, size=1000)
    account = ListAccount(NAMES["url"], "国务院信息", None, "2026-09-08", "2025-02-12", 59, 0, 1, 1)
    place = ListPlace(NAMES["url"], ListOrigin.DISCOVERED)
    scan_id = scan_records.save(
        store_of_ui,
        ScanRecord(
            MOA.portal_id, AT, AT, RELEASE.published.earliest - timedelta(days=2), None,
            embedded=False, columns=(), home=home,
            visits=[PageVisit("home", home), PageVisit("column", page)],
            lists=(account,), followed=(FollowedList(place),),
        ),
    )  # fmt: skip
    silence = Search(scan_id, RELEASE.release_id, 2, 2000, lists=(account,))
    searches.save(store_of_ui, [(silence, traces_of(RELEASE).mark)])
    look = WiderLook("r1", "moa", AT, 9, 3, 0, because(WiderCode.NO_SEARCH))
    wider_looks.save(store_of_ui, [look])
    judge_reposts(store_of_ui, Settings(db=ui.database))
    return ui


def verdict(conn: Connection) -> str:
    row = conn.execute("SELECT kind FROM duties WHERE portal_id = 'moa'").fetchone()
    return str(row["kind"]) if row else ""


def followed(ui: Ui, answer: Answer) -> str:
    """The page that an answer leads to."""
    place = urlsplit(answer.headers["location"])
    return ui.get(f"{place.path.removeprefix('/repostwatch')}?{place.query}").text


def line(page: str) -> str:
    return re.sub("<[^>]+>", "", page.partition('id="recorded"')[2].partition("</section>")[0])


@pytest.mark.parametrize("place", ["/review", "/lists?portal=moa", "/portals/moa"])
def test_what_the_last_scan_saw_stands_with_its_moment(listed: Ui, place: str) -> None:
    text = listed.get(place).text
    assert "59条，最新 2026-09-08" in text
    assert f"{minute(AT, Style())} 采集所见" in text
    assert ">0条" not in text
    assert WAITS in text


def test_what_nobody_read_has_no_number(listed: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute("UPDATE visits SET outcome = 'timeout' WHERE portal_id = 'moa'")
    for place in ("/review", "/lists?portal=moa", "/portals/moa"):
        text = listed.get(place).text
        assert "尚未读过" in text
        assert "59条" not in text
        assert ">0条" not in text
    assert "not read yet" in listed.get("/lists?portal=moa&lang=en").text


def test_only_who_may_decide_is_told_what_that_does(listed: Ui) -> None:
    assert WAITS not in listed.get("/review", "guest").text
    assert listed.get("/review").text.count("只因列表未经确认而待复核") == 1, "of one portal"


@pytest.mark.parametrize(("kind", "becomes"), [("accept", "missing"), ("reject", "unknown")])
@pytest.mark.parametrize("back", ["review", "lists", "portal"])
def test_a_word_and_its_undoing_say_what_they_did_at_once(
    listed: Ui, store_of_ui: Connection, kind: str, becomes: str, back: str
) -> None:
    assert verdict(store_of_ui) == "review"
    said = form(listed, **NAMES, seen=PROPOSED, kind=kind, back=back)
    page = followed(listed, post(listed, said))
    assert verdict(store_of_ui) == becomes, "without another scan"
    assert f"{AGAIN}，1项的结论随之改变" in line(page)
    assert "portal=moa&amp;changed=1" in page or "portal=moa&changed=1" in page
    assert WAITS not in page
    found = re.search(r'name="seen" value="([^"]+)"', page.partition('id="recorded"')[2])
    undo = form(listed, **NAMES, seen=found[1] if found else "", kind="", back=back)
    page = followed(listed, listed.post(undo, path="/undo/list"))
    assert verdict(store_of_ui) == "review"
    assert "已撤销：" in line(page)
    assert f"{AGAIN}，1项的结论随之改变" in line(page)
    assert WAITS in page


def test_where_no_verdict_changes_that_is_said(ui: Ui) -> None:
    page = followed(ui, post(ui, form(ui)))
    assert f"{AGAIN}，结论都没有改变。" in line(page)
