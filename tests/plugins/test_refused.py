"""A form that was refused: the page comes again, says why, and nothing typed is lost."""

from __future__ import annotations

import html
import re
import time
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from repostwatch.store.database import Connection
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import GOOD, LISTS
from tests.plugins.test_column_decisions import form as column
from tests.plugins.test_decisions import form as duty
from tests.plugins.test_list_decisions import form as a_list
from tests.plugins.test_pages import post_mail
from tests.plugins.test_recipients import NEW, fields, sent
from tests.plugins.test_spot_pages import PLACE, inspected
from tests.plugins.test_spot_pages import said as word
from tests.plugins.test_starting import token_of

REASON = "电话核实，下午三点已经发布"
SECRET, SALT = "secret of a test " * 4, "repostwatch decision"
FORMS = {"/decide": duty, "/decide/column": column, "/decide/list": a_list}
KINDS = {
    "/decide": ("confirm", "late"),
    "/decide/column": ("present", "absent"),
    "/decide/list": ("accept", "reject"),
}
WITH_FORM = re.compile(r'<form class="decide".*?</form>', re.DOTALL)


class Yesterday(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(time.time() - timedelta(hours=13).total_seconds())


def stale(ui: Ui) -> str:
    """The token of a page that was open since yesterday."""
    fresh = URLSafeTimedSerializer(SECRET, salt=SALT)
    owner = fresh.loads(html.unescape(duty(ui)["token"]))
    return str(URLSafeTimedSerializer(SECRET, salt=SALT, signer=Yesterday).dumps(owner))


def form_with(answer: Answer, text: str) -> str:
    """The one form of the page that holds this text."""
    (found,) = (one for one in WITH_FORM.findall(answer.text) if text in one)
    return str(found)


@pytest.mark.parametrize("back", ["review", "own"])
@pytest.mark.parametrize("path", FORMS)
def test_what_was_typed_and_chosen_comes_back(ui: Ui, path: str, back: str) -> None:
    own = {"/decide": "duty"}.get(path, "portal")
    kind = KINDS[path][1]
    changes = {"back": own if back == "own" else "review", "kind": kind, "reason": REASON}
    answer = ui.post(FORMS[path](ui, **changes, name="\u200b"), path=path)
    assert answer.refused
    assert answer.status == 200, "what was filled in wrongly is no conflict"
    form = form_with(answer, REASON)
    assert re.search(f'value="{kind}"[^>]* checked', form)


def test_a_day_that_is_none_and_the_link_that_was_chosen_come_back(ui: Ui) -> None:
    fields_ = duty(ui, kind="waive", reason=REASON, expires="20261-12-31", link="", back="duty")
    answer = ui.post(fields_)
    assert answer.refused
    form = form_with(answer, REASON)
    assert 'value="20261-12-31"' in form
    assert re.search('<option value="" selected>', form)
    first = WITH_FORM.findall(ui.get("/duty?release=r1&portal=mct").text)[0]
    assert not re.search('<option value="" selected>', first), "before, it was the link's"


@pytest.mark.parametrize("path", FORMS)
def test_where_it_waits_no_more_its_own_page_has_the_form(ui: Ui, path: str) -> None:
    """Somebody was quicker, so that the queue no longer shows what one has typed about."""
    first, second = KINDS[path]
    late = FORMS[path](ui, reason=REASON, kind=second)
    assert ui.post(FORMS[path](ui, kind=first), path=path).status == 303
    answer = ui.post(late, path=path)
    assert answer.status == 409
    assert answer.refused
    assert form_with(answer, REASON)


def test_a_list_far_down_comes_back_with_its_form(ui: Ui, store_of_ui: Connection) -> None:
    found = LISTS[GOOD]
    store_of_ui.execute(
        "INSERT INTO watched_lists SELECT (jsonb_populate_record(l, jsonb_build_object("
        "'url', l.url || n::text))).* FROM watched_lists l, generate_series(1, 150) n "
        "WHERE portal_id = %s",
        (found.portal_id,),
    )
    last = f"{found.url}150"
    answer = ui.post(
        a_list(ui, url=last, back="lists", reason=REASON, name=" "), path="/decide/list"
    )
    assert answer.refused
    assert html.escape(last) in form_with(answer, REASON)


@pytest.mark.parametrize("path", FORMS)
def test_a_page_that_was_open_too_long_comes_again_and_can_be_sent(ui: Ui, path: str) -> None:
    kind = KINDS[path][1]
    sent_ = FORMS[path](ui, kind=kind, reason=REASON) | {"token": stale(ui)}
    answer = ui.post(sent_, path=path)
    assert answer.refused
    assert "页面已过期" in answer.text
    found = re.search('name="token" value="([^"]+)"', form_with(answer, REASON))
    assert found
    assert ui.post(sent_ | {"token": html.unescape(found[1])}, path=path).status == 303


def test_a_stale_page_of_somebody_else_is_none(ui: Ui) -> None:
    answer = ui.post(duty(ui) | {"token": stale(ui)}, "decider")
    assert answer.status == 403


@pytest.mark.parametrize(
    ("user", "changes", "status"),
    [
        (None, {}, 401),  # the login has ended meanwhile
        ("guest", {}, 403),
        ("officer", {"name": "长" * 61}, 422),
        ("officer", {"release": "nothing"}, 404),
    ],
)
def test_where_the_form_cannot_come_again_its_words_do(
    ui: Ui, user: str | None, changes: dict[str, str], status: int
) -> None:
    typed = {"reason": f"{REASON}<b>", "expires": "2027-01-01"}
    answer = ui.post(duty(ui, **typed, **changes), user)
    assert answer.status == status
    assert "没有保存" in answer.text
    assert f"{REASON}&lt;b&gt;" in answer.text
    assert "2027-01-01" in answer.text
    assert "<dt>结论</dt><dd>确认" in answer.text
    foreign = ui.post(duty(ui, **typed, **changes) | {"token": "made up"}, user)
    assert REASON not in foreign.text, "no other page has its words said by us"


def test_what_a_site_s_page_was_told_comes_back(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    answer = ui.post(word(ui, evidence=REASON, at="昨天", result="failed"), path=PLACE)
    assert answer.refused
    form = form_with(answer, REASON)
    assert 'value="昨天"' in form
    assert re.search('value="failed"[^>]* checked', form)
    assert 'value="serious_errors" selected' in form
    answer = ui.post(word(ui, evidence=REASON) | {"token": stale(ui)}, path=PLACE)
    assert answer.refused
    assert form_with(answer, REASON)


def test_what_was_typed_about_a_recipient_that_another_changed_is_there(ui: Ui) -> None:
    sent(ui)
    seen = fields(ui.get("/recipients").text, "/recipients")
    assert sent(ui, **seen | {"act": "change", "portals": "mfa", "name": "李四"}).status == 303
    answer = sent(ui, **seen | {"act": "change", "portals": "ndrc", "reason": REASON})
    assert answer.status == 409
    typed = answer.text.partition('id="typed"')[2].partition("</section>")[0]
    assert "ndrc" in typed
    assert REASON in typed
    assert NEW["address"] in typed
    for label, chosen in {"变更": "修改", "频率": "有新情况时", "语言": "中文"}.items():
        assert re.search(f"<dt>{label}</dt><dd>[^<]*{chosen}", typed), typed


@pytest.mark.parametrize("changes", [{"to": "a@b@c.example"}, {"to": ""}, {"token": "stale"}])
def test_a_report_that_is_not_sent_again_is_refused_on_its_mails_page(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str]
) -> None:
    own = f"/mails/{post_mail(store_of_ui)}"
    blank = ui.get(own).text
    assert 'id="refused"' not in blank
    assert f'name="letter" value="{own.removeprefix("/mails/")}"' in blank
    report = {
        "dag": "daily_report",
        "day": "2026-08-12",
        "to": "a@x.example",
        "token": token_of(ui),
    }
    if changes.get("token"):
        changes = {"token": stale(ui)}
    answer = ui.post({**report, "letter": own.removeprefix("/mails/"), **changes}, path="/start")
    assert answer.refused
    mine = re.search(r'<form class="start" id="mine".*?</form>', answer.text, re.DOTALL)
    assert mine
    assert f'autocomplete="email" value="{changes.get("to", "a@x.example")}"' in mine[0]
    gone = ui.post({**report, "letter": "99999", "to": "x"}, path="/start")
    assert gone.status == 404


@pytest.mark.usefixtures("dags")
def test_so_is_what_airflow_does_not_take(ui: Ui, store_of_ui: Connection) -> None:
    letter = str(post_mail(store_of_ui))
    report = {"dag": "daily_report", "day": "12.8.2026", "to": "a@x.example", "letter": letter}
    answer = ui.post({**report, "token": token_of(ui)}, path="/start")
    assert answer.refused
    assert "Airflow 没有启动 daily_report" in answer.text
    assert ui.post({**report, "token": "made up"}, path="/start").status == 403


def test_an_address_that_is_none_is_not_lost(ui: Ui) -> None:
    token = duty(ui)["token"]
    report = {"dag": "daily_report", "day": "2026-08-12", "to": "a@b@c.example", "token": token}
    answer = ui.post(report, path="/start")
    assert answer.status == 422
    typed = answer.text.partition('id="typed"')[2].partition("</section>")[0]
    assert "a@b@c.example" in typed


def test_what_answers_a_form_leads_to_no_other_language(ui: Ui) -> None:
    """Its address takes forms only: asked for, it would be none, and what was filled in gone."""
    both = [f"release=r1&portal={portal}&seen=review+0" for portal in ("mct", "evil")]
    answers = [
        ui.post(FORMS[path](ui, reason=" "), path=path) for path in FORMS
    ] + [
        ui.post(duty(ui, kind="late", reason=reason) | {"duty": both}, path=f"/{path}/together")
        for path, reason in (("preview", REASON), ("preview", " "), ("decide", " "))
    ] + [sent(ui, reason=" "), ui.post(duty(ui, release="nothing"))]  # fmt: skip
    for answer in answers:
        assert "hreflang" not in answer.text
    for place in ("/review", "/together", "/recipients", "/nothing"):
        assert 'hreflang="en"' in ui.get(place).text


def test_what_was_taken_back_is_so_in_the_other_language_too(ui: Ui) -> None:
    assert sent(ui).status == 303
    seen = fields(ui.get("/recipients").text, "/undo/recipients")
    place = ui.post(seen, path="/undo/recipients").headers["location"]
    page = ui.get(place.removeprefix("/repostwatch").partition("#")[0]).text
    assert "已撤销" in page
    switch = re.search(r'<a href="(\?[^"]*)" hreflang="en">', page)
    assert switch
    english = ui.get(f"/recipients{html.unescape(switch[1])}").text
    assert (
        'action="/repostwatch/undo/recipients"'
        not in english.split('id="recorded"')[1].split("</section>")[0]
    )
    ui.get("/?lang=zh")


@pytest.mark.parametrize("path", FORMS)
def test_what_is_too_long_is_named_with_its_limit(ui: Ui, path: str) -> None:
    answer = ui.post(FORMS[path](ui, reason="长" * 501, name="长" * 61), path=path)
    assert answer.status == 422
    assert "姓名（太长，最多60字）、理由（太长，最多500字）" in answer.text
    english = ui.post(FORMS[path](ui, expires="1" * 21), path=f"{path}?lang=en")
    assert "expiry (too long: 20 characters at most)" in english.text
