"""Text that a script keeps in escapes: read where it is written out, seen wherever it stands."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest

from repostwatch.model import TracePlace
from repostwatch.reading.page_text import TextStream
from tests.defaults import whole as whole_of
from tests.reading import reading_pages as pages

TITLE = pages.TITLES[3]
ROW = '<li><a href="{u}" title="{t}">{t}</a><span>{d}</span></li>'
MARKUP = f"<ul>{pages.rows(ROW)}</ul>".replace("\n", "")


def escaped(text: str) -> str:
    """As escape() of a script does it."""
    return "".join(quote(c) if c.isascii() else f"%u{ord(c):04X}" for c in text)


def letters(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" for c in text)


def named(text: str) -> str:
    return "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in text)


def base64(text: str, charset: str = "utf-8") -> str:
    return b64encode(text.encode(charset)).decode()


CALLS = {
    "%u": f'unescape("{escaped(MARKUP)}")',
    "%u and plain": f"unescape('%3Cul%3E') + unescape('{escaped(MARKUP[4:])}' )",
    "%XX as UTF-8": f'decodeURIComponent("{quote(MARKUP)}")',
    "%XX as GBK": f'unescape("{quote(MARKUP, encoding="gbk")}")',
    "decodeURI": f"decodeURI('{quote(MARKUP)}')",
    "\\u": f'"{letters(MARKUP)}"',
    "&#x": f"'{named(MARKUP)}'",
    "base64": f'atob("{base64(MARKUP)}")',
    "base64, whole": f'decodeURIComponent(escape(window.atob("{base64(MARKUP)}")))',
    "base64 of %": f'unescape(atob("{base64(escaped(MARKUP))}"))',
}


@pytest.mark.parametrize("form", CALLS)
def test_what_is_written_out_is_read(form: str) -> None:
    body = f'<div id="lst"><script>document.write({CALLS[form]});</script></div>'
    assert pages.facts(pages.read(pages.page(body))) == pages.expected()


@pytest.mark.parametrize("form", CALLS)
@pytest.mark.parametrize(
    "code",
    [
        "document.getElementById('lst').innerHTML = {};",
        "var text = {}; $('#lst').html(text);",
        "document.write(head + {});",
    ],
)
def test_what_nothing_here_can_run_is_seen(code: str, form: str) -> None:
    body = f"<div id='lst'></div><script>{code.replace('{}', CALLS[form])}</script>"
    assert any(TITLE in stream.text for stream in seen(body) if stream.place is TracePlace.CODE)


def test_an_atob_of_a_variable_is_seen() -> None:
    body = f"<script>\nvar a = '{base64(MARKUP, 'gbk')}';\nshow(atob(a));\n</script>"
    assert any(TITLE in stream.text for stream in seen(body))


def test_a_title_within_a_tag_is_seen() -> None:
    row = f'<li><a href="1.html" title="{TITLE}">国务院办公厅关于…</a></li>'
    for form in (escaped, letters, quote):
        assert any(TITLE in one.text for one in seen(f"<script>put('{form(row)}')</script>"))


def seen(body: str) -> tuple[TextStream, ...]:
    whole = whole_of(pages.page(body))
    assert whole is not None
    return whole.streams


@pytest.mark.parametrize(
    "code",
    [
        'unescape("%uD83D%3Ca href=1.html%3E")', '"<a href=1.html>\\ud83d</a>"', "atob('====')",
        "atob('<a')", "unescape(unescape(unescape(unescape(unescape('<a')))))", "unescape(",
        "atob(x)", "escape('<a'", "'<a' +", "unescape('%u12')",
    ],
)  # fmt: skip
def test_what_is_no_text_does_no_harm(code: str) -> None:
    body = f"<script>document.write({code})</script>"
    pages.read(pages.page(body))
    assert seen(body)
