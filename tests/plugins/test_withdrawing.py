"""What was recorded is taken back: at once with one press, or later with name and reason."""

from __future__ import annotations

import re

import pytest

from repostwatch.model import Standing, VerdictKind
from repostwatch.model.watched_lists import ListOrigin, ListState
from repostwatch.store import decisions, verdicts, watched_lists
from repostwatch.store.database import Connection
from tests.plugins.conftest import Answer, Ui
from tests.plugins.test_column_decisions import form as column_form
from tests.plugins.test_decisions import form as duty_form
from tests.plugins.test_decisions import in_days
from tests.plugins.test_list_decisions import form as list_form

# Where each is recorded, as its own page would send it.
FORMS = {"": duty_form, "/column": column_form, "/list": list_form}
WORDS = {"": ("confirm", "late"), "/column": ("present", "absent"), "/list": ("accept", "reject")}


def stands(conn: Connection, about: str) -> tuple[object, ...]:
    """What holds of it, and who says so."""
    if about == "":
        [verdict] = verdicts.load(conn, ["r1"], ["mct"])
        return verdict.kind, verdict.machine
    if about == "/column":
        [column] = verdicts.load_columns(conn, ["mct"])
        return column.standing, column.machine
    [one] = watched_lists.load(conn, ["mct"])["mct"]
    return one.state, one.origin


def seen(ui: Ui, about: str) -> str:
    """What the page shows now."""
    page = ui.get("/duty?release=r1&portal=mct" if about == "" else "/portals/mct").text
    [found] = re.findall(
        rf'action="/repostwatch/decide{about}".*?name="seen" value="([^"]*)"', page, re.DOTALL
    )[:1]
    return str(found)


def said_after(ui: Ui, answer: Answer) -> str:
    """The line of the page that a form led to."""
    place = answer.headers["location"].removeprefix("/repostwatch").partition("#")[0]
    page = ui.get(place).text
    line = page[page.index('id="recorded"') :]
    return line[: line.index("</section>")]


def undo_fields(line: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', line))


def press_undo(ui: Ui, about: str, answer: Answer) -> Answer:
    """The button of the line that says what was recorded, and nothing else."""
    line = said_after(ui, answer)
    assert "已记录：" in line
    return ui.post(undo_fields(line), path=f"/undo{about}")


@pytest.mark.parametrize("back", ["review", "own"])
@pytest.mark.parametrize("about", FORMS)
def test_what_was_recorded_just_now_is_undone(
    ui: Ui, store_of_ui: Connection, about: str, back: str
) -> None:
    own = "duty" if about == "" else "portal"
    place = own if back == "own" else "review"
    before = stands(store_of_ui, about)
    answer = ui.post(FORMS[about](ui, kind=WORDS[about][0], back=place), path=f"/decide{about}")
    assert stands(store_of_ui, about) != before
    undone = press_undo(ui, about, answer)
    assert undone.status == 303
    assert stands(store_of_ui, about) == before
    place = "/duty?release=r1&portal=mct" if about == "" else "/portals/mct?x="
    assert "未写理由" in ui.get(place).text, "an undo puts no reason into anybody's mouth"
    history = ui.get(f"{place}&lang=en").text
    assert "no reason given" in history
    assert "未写理由" not in history


@pytest.mark.parametrize("about", FORMS)
def test_what_holds_again_after_an_undo_has_the_reason_of_who_said_it(
    ui: Ui, store_of_ui: Connection, about: str
) -> None:
    first, second = (kind for kind in WORDS[about])
    ui.post(FORMS[about](ui, kind=first, reason="先核实", name="张三"), path=f"/decide{about}")
    held = stands(store_of_ui, about)
    again = FORMS[about](ui, kind=second, reason="再核实", seen=seen(ui, about))
    answer = ui.post(again, path=f"/decide{about}")
    assert press_undo(ui, about, answer).status == 303
    assert stands(store_of_ui, about) == held
    page = ui.get("/duty?release=r1&portal=mct" if about == "" else "/portals/mct").text
    assert "：“先核实” — 张三" in page


@pytest.mark.parametrize("back", ["review", "own"])
@pytest.mark.parametrize("about", FORMS)
def test_an_undo_belongs_to_the_decision_that_it_was_drawn_for(
    ui: Ui, store_of_ui: Connection, about: str, back: str
) -> None:
    """The page of a decision that was taken back, come to again, brings nothing back."""
    own = "duty" if about == "" else "portal"
    place = own if back == "own" else "review"
    before = stands(store_of_ui, about)
    answer = ui.post(FORMS[about](ui, kind=WORDS[about][0], back=place), path=f"/decide{about}")
    drawn = undo_fields(said_after(ui, answer))
    undone = ui.post(drawn, path=f"/undo{about}")
    line = said_after(ui, undone)
    assert "已撤销：" in line
    assert "<button" not in line
    old = said_after(ui, answer)
    assert "不是最新的" in old
    assert "已记录：" not in old
    assert "<button" not in old
    assert ui.post(drawn, path=f"/undo{about}").status == 409, "a page that was kept as it was"
    assert stands(store_of_ui, about) == before


def test_what_no_form_led_to_says_nothing(ui: Ui) -> None:
    """An address that somebody made up, or one of before the number stood in it."""
    ui.post(duty_form(ui, kind="confirm"))
    for was in ("review", "review+x", "nonsense+0", "review+" + "9" * 5000, "review+%D9%A3"):
        assert 'id="recorded"' not in ui.get(f"/duty?release=r1&portal=mct&was={was}").text
    assert 'id="recorded"' in ui.get("/duty?release=r1&portal=mct&was=review+0").text


@pytest.mark.parametrize("about", FORMS)
def test_to_undo_the_second_word_brings_back_the_first(
    ui: Ui, store_of_ui: Connection, about: str
) -> None:
    first, second = WORDS[about]
    ui.post(FORMS[about](ui, kind=first), path=f"/decide{about}")
    held = stands(store_of_ui, about)
    shown = seen(ui, about)
    answer = ui.post(FORMS[about](ui, kind=second, seen=shown), path=f"/decide{about}")
    assert stands(store_of_ui, about) != held
    assert press_undo(ui, about, answer).status == 303
    assert stands(store_of_ui, about) == held


@pytest.mark.parametrize("about", FORMS)
def test_what_holds_is_withdrawn_with_name_and_reason(
    ui: Ui, store_of_ui: Connection, about: str
) -> None:
    before = stands(store_of_ui, about)
    first, second = WORDS[about]
    for word in (first, second):
        shown = seen(ui, about)
        ui.post(FORMS[about](ui, kind=word, seen=shown), path=f"/decide{about}")
    shown = seen(ui, about)
    unsigned = FORMS[about](ui, kind="withdraw", seen=shown, reason="")
    assert ui.post(unsigned, path=f"/decide{about}").refused
    said = FORMS[about](ui, kind="withdraw", seen=shown, name="李四", reason="认定有误")
    assert ui.post(said, path=f"/decide{about}").status == 303
    assert stands(store_of_ui, about) == before, "the machine's own result, not the first word"
    page = ui.get("/duty?release=r1&portal=mct" if about == "" else "/portals/mct").text
    assert "李四（帐号 officer）" in page
    assert "认定有误" in page
    again = FORMS[about](ui, kind="withdraw", seen=seen(ui, about))
    assert "没有可以撤销的" in ui.post(again, path=f"/decide{about}").text


@pytest.mark.parametrize("about", FORMS)
def test_of_two_who_undo_the_second_is_told(ui: Ui, store_of_ui: Connection, about: str) -> None:
    ui.post(FORMS[about](ui, kind=WORDS[about][0]), path=f"/decide{about}")
    fields = FORMS[about](ui, seen=seen(ui, about))
    assert ui.post(fields, path=f"/undo{about}").status == 303
    held = stands(store_of_ui, about)
    assert ui.post(fields, path=f"/undo{about}").status == 409
    assert stands(store_of_ui, about) == held


@pytest.mark.parametrize("about", FORMS)
def test_only_those_who_may_decide_undo_and_only_from_their_own_page(ui: Ui, about: str) -> None:
    ui.post(FORMS[about](ui, kind=WORDS[about][0]), path=f"/decide{about}")
    fields = FORMS[about](ui, seen=seen(ui, about))
    assert ui.post(fields, "guest", path=f"/undo{about}").status == 403
    assert ui.post(fields | {"token": ""}, path=f"/undo{about}").status == 403


def test_the_same_verdict_from_somebody_else_is_another_page(
    ui: Ui, store_of_ui: Connection
) -> None:
    """A word that changes nothing of the verdict was said all the same."""
    ui.post(duty_form(ui, kind="confirm"))
    mine = duty_form(ui, kind="late", seen=seen(ui, ""))
    ui.post(duty_form(ui, kind="confirm", seen=seen(ui, ""), reason="再次核实"))
    answer = ui.post(mine)
    assert (answer.status, "再次核实" in answer.text) == (409, True)
    assert len(decisions.history(store_of_ui, "r1", "mct")) == 2


def test_a_waiver_ends_by_itself_and_can_be_withdrawn(ui: Ui, store_of_ui: Connection) -> None:
    assert ui.post(duty_form(ui, kind="waive", link="", expires=in_days(365))).status == 303
    assert stands(store_of_ui, "") == (VerdictKind.WAIVED, VerdictKind.REVIEW)
    ui.post(duty_form(ui, kind="withdraw", seen=seen(ui, "")))
    assert stands(store_of_ui, "") == (VerdictKind.REVIEW, None)


def test_a_list_that_a_person_entered_is_watched_no_more(ui: Ui, store_of_ui: Connection) -> None:
    url = "https://zfxxgk.mct.example.cn/gwy/"
    ui.post(list_form(ui, url=url, seen="", back="portal"), path="/decide/list")
    said = list_form(ui, url=url, seen="in_use person 1", kind="withdraw", back="portal")
    assert ui.post(said, path="/decide/list").status == 303
    one = next(one for one in watched_lists.load(store_of_ui, ["mct"])["mct"] if one.url == url)
    assert (one.state, one.origin) == (ListState.REJECTED, ListOrigin.DISCOVERED)
    assert not one.refused, "a search may find it by itself"


def test_the_standing_of_before_is_said(ui: Ui) -> None:
    assert Standing.REVIEW in seen(ui, "/column")
    page = ui.get("/portals/mct?was=nonsense").text
    assert 'id="recorded"' not in page
