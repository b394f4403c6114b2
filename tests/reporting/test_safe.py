"""What strangers wrote must neither run, nor lie about where it leads, nor hide."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.reporting.sanitize import LONGEST_ADDRESS, harmless_cell, sanitize, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("通知\u202egpj.exe", "通知gpj.exe"),
        ("\u2066国务院\u2069\u200b令\ufeff", "国务院令"),
        ("两行\r\n标题\x00\x1b[31m", "两行 标题 [31m"),
        ("\ud800坏的代理项\uffff", "\ufffd坏的代理项\ufffd"),
        ("　全角　空格　", "全角 空格"),
        ("\ue4c6私用区字符", "\ue4c6私用区字符"),
    ],
)
def test_invisible_characters_go(text: str, shown: str) -> None:
    assert sanitize(text) == shown


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    assert sanitize("国" * 500, 160) == "国" * 159 + "…"
    assert sanitize("国" * 160, 160) == "国" * 160


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    shown = sanitize(text)
    assert {unicodedata.category(character) for character in shown}.isdisjoint(
        {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    shown.encode("utf-8")
    assert sanitize(shown) == shown


@pytest.mark.parametrize(
    "address",
    ["https://www.mee.gov.cn/a?b=c&d=1#e", "http://政府.政务.cn/x", "HTTP://WWW.GOV.CN:8080/"],
)
def test_ordinary_addresses_are_links(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "ftp://www.gov.cn/",
        "//www.gov.cn/",
        "/relative",
        "https:///nohost",
        "https://www.gov.cn@evil.example/",
        "https://evil.example\\@www.gov.cn/",
        "https://www.gov.cn/\u202egpj.exe",
        "https://www.gov.cn/a b",
        "http://[::1",
        "http://www.gov.cn:99999999/",
        "https://www.gov.cn/" + "a" * LONGEST_ADDRESS,
        "https://www.\u0261ov.cn/",
        "https://www.g\u043ev.cn/",
        "https://www.\uff47ov.cn/",
        "https://www.xn--gv-jkc.cn/",
        "https://www.xn--\u00e9.cn/",
        "https://xn--.cn/",
    ],
)
def test_everything_else_is_text(address: str | None) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\ufeff=", "　@"])
def test_formulas_are_disarmed(start: str) -> None:
    assert harmless_cell(start + "cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["", "国办发〔2026〕1号", "a=b", "2026-08-12", "+66.67", "-3"])
def test_ordinary_cells_stay(text: str) -> None:
    assert harmless_cell(text) == text
