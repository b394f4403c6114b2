"""What a request must not hold: an answer that names it, never an error of the server's."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.plugins.conftest import Ui, begin
from tests.plugins.test_column_decisions import form as column
from tests.plugins.test_decisions import form as decision
from tests.plugins.test_list_decisions import form as a_list

HOSTILE = {
    "NUL": "a\x00b",
    "half a surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "long": "9" * 4_000,
    "markup": "<script>alert(1)</script>",
    "a quote": "' OR ''='",
    "another path": "../../etc/passwd",
}
PLACES = ("/duty", "/evidence", "/ready", "/lists", "/review", "/run", "/portals")


# What turns the direction of writing, and what nobody sees.
UNSEEN = ("\u202e", "\u2066", "\u200b", "\u200f")
ECHOES = (
    "/run?dag_id=scan_portals&run_id={}", "/run?dag_id={}&run_id=x", "/portals/{}", "/releases/{}",
    "/duty?release={}&portal={}", "/evidence?release={}&portal={}", "/duties?q={}",
    "/duties?portal={}&release={}&level={}&age={}&sort={}&x{}=1", "/duties.csv?level={}",
    "/portals?q={}&standing={}", "/lists?q={}&portal={}", "/spot?q={}", "/spot?quarter={}",
    "/spot.csv?quarter={}", "/spot/{}/closures", "/spot/{}/mct", "/ready?state={}", "/mails/{}",
)  # fmt: skip


Forms = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def forms(server: Ui, again: str) -> Forms:
    """Each as a page sends it; in a fresh world they are the same."""
    begin(server, again)
    return {
        "/decide": decision(server),
        "/decide/column": column(server),
        "/decide/list": a_list(server),
    }


def asked(value: str, *names: str) -> str:
    """Escaped once more where the value is not bytes already."""
    return "&".join(f"{name}={value if '%' in value else quote(value)}" for name in names)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_address_breaks_a_page(ui: Ui, kind: str, place: str) -> None:
    value = HOSTILE[kind]
    if place == "/portals":
        path = f"/portals/{value if '%' in value else quote(value, safe='')}"
    else:
        path = f"{place}?{asked(value, 'release', 'portal', 'run_id')}"
    answer = ui.get(path)
    assert answer.status in {200, 404, 409, 422}
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize(
    "field",
    ["release", "portal", "link", "kind", "name", "reason", "seen", "back", "look", "url"],
)
def test_no_form_breaks_a_page(ui: Ui, forms: Forms, kind: str, field: str) -> None:
    for path, form in forms.items():
        answer = ui.post(form | {field: HOSTILE[kind]}, path=path)
        assert answer.status in {303, 404, 422} or answer.refused
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ECHOES)
def test_what_nobody_sees_is_not_echoed(ui: Ui, path: str) -> None:
    hostile = f"a{''.join(UNSEEN)}b"
    text = ui.get(path.replace("{}", quote(hostile))).text
    # What a form carries on, unseen, is what was sent.
    text = re.sub(r'<input type="hidden"[^>]*>', "", text)
    assert not any(one in text for one in UNSEEN)


def test_what_is_looked_for_is_what_the_field_shows(ui: Ui) -> None:
    text = ui.get("/portals?q=" + quote("文化\u200b和旅游部")).text
    assert 'value="文化和旅游部"' in text
    assert "/portals/mct" in text


@pytest.mark.parametrize("expires", ["9999-12-31", "0001-01-01", "2026-13-01", "\x00"])
def test_a_last_day_that_is_none_is_named(ui: Ui, expires: str) -> None:

    answer = ui.post(decision(ui, expires=expires))
    assert answer.refused
    assert "有效期" in answer.text


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/decide", "只用来提交表单"),
        ("/start", "只用来提交表单"),
        ("/mails/x", "邮件编号"),
        ("/nowhere", "没有这个页面"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_chinese(ui: Ui, path: str, problem: str) -> None:
    answer = ui.get(path)
    assert answer.status in {404, 405, 422}
    assert problem in answer.text
    assert not re.search("query|path\\.|Not Allowed|Not Found|letter_id", answer.text)
