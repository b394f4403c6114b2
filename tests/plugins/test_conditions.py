"""What a list is filtered by stands above it, also where its form has no field for it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.plugins.conftest import Ui

OF_PORTAL = "/duties?portal=mct&verdict=review&due=999&sort=deadline"


def named(text: str) -> dict[str, str]:
    """The conditions that stand above the list → the address without each."""
    part = "".join(text.split('id="only"')[1:]).split("</ul>", maxsplit=1)[0]
    found = re.findall(r'<span class="tag warn">([^<]*)</span> <a href="/repostwatch([^"]*)"', part)
    return {unescape(words): unescape(address) for words, address in found}


def test_a_list_says_of_which_portal_it_is(ui: Ui) -> None:
    found = named(ui.get(OF_PORTAL).text)
    assert list(found) == ["门户网站：文化和旅游部", "999小时内到期"]
    assert found["门户网站：文化和旅游部"] == "/duties?verdict=review&due=999&sort=deadline"
    left = ui.get(found["999小时内到期"]).text
    assert list(named(left)) == ["门户网站：文化和旅游部"]
    assert "转载任务（1）" in left
    assert named(ui.get("/duties?verdict=review&q=1").text) == {}


def test_what_the_form_carries_on_is_said_after_it_is_sent(ui: Ui) -> None:
    """The verdict is chosen anew, and what is hidden in the form still counts."""
    form = ui.get(OF_PORTAL).text.split('<form class="filter"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
    assert hidden == {"portal": "mct", "due": "999"}
    text = ui.get("/duties?verdict=missing&portal=mct").text
    assert "转载任务（0）" in text
    assert list(named(text)) == ["门户网站：文化和旅游部"]


def test_several_verdicts_are_named_and_strangers_names_stay_text(ui: Ui) -> None:
    text = ui.get("/duties?portal=evil&verdict=missing&verdict=late").text
    assert list(named(text)) == ["结论：超时、未转载", "门户网站：某<b>部</b>"]
    assert "某<b>" not in text
    english = ui.get("/duties?portal=evil&changed=1&before=pending&again=1&release=r1&lang=en").text
    part = english.split('id="only"')[1].split("</ul>")[0]
    assert "changed in the last 1 hour<" in part
    assert "take off" in part


def test_the_grid_says_of_which_portal_it_is_and_keeps_it(ui: Ui) -> None:
    text = ui.get("/grid?portal=mct").text
    assert named(text) == {"门户网站：文化和旅游部": "/grid?"}
    assert '<input type="hidden" name="portal" value="mct">' in text


@pytest.mark.parametrize("place", ["/duties", "/grid"])
def test_several_verdicts_stay_when_the_form_is_sent(ui: Ui, place: str) -> None:
    """The one field that the form has for them sends them all."""
    text = ui.get(f"{place}?verdict=review&verdict=late&level=department").text
    form = text.split('<form class="filter"')[1].split("</form>")[0]
    assert '<option value="late review" selected>超时、待复核</option>' in form
    sent = ui.get(f"{place}?verdict=late+review&level=department").text
    assert list(named(sent)) == ["结论：超时、待复核"]
    assert ">文化和旅游部</a>" in sent
    assert " selected>超时、" not in ui.get(f"{place}?verdict=late").text


def test_the_grid_says_what_it_is_not_filtered_by(ui: Ui) -> None:
    text = ui.get("/grid?portal=mct&release=r2&due=6&q=x").text
    unread = text.split('id="unread"')[1].split("</section>")[0]
    for field in ("release", "due", "q"):
        assert f"地址中的“{field}”不是本页的条件，没有用到。" in unread
    assert "“portal”" not in unread
    assert list(named(text)) == ["门户网站：文化和旅游部"]
    assert 'id="unread"' not in ui.get("/grid?portal=mct&verdict=review&level=department").text
