"""An address as people read it, and nothing that a stranger may hide in one."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, unquote

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model import Language, Outcome, because
from repostwatch.model.codes import VisitCode, WiderCode
from repostwatch.wording import Style, say
from repostwatch.wording.written import readable

SEARCH = "https://moe.example/search?q=" + quote("国务院关于甲的通知") + "&p=1%202"


def test_what_was_searched_for_reads_as_it_is_written() -> None:
    assert readable(SEARCH) == "https://moe.example/search?q=国务院关于甲的通知&p=1%202"


def test_what_would_mean_something_else_stays_encoded() -> None:
    for hidden in (
        "%E2%80%AE",
        "%3Cb%3E",
        "%20",
        "%00",
        "%2F",
        "%E3%80%80",
        "%B9%FA",
        "%E5%9B",
        "%",
    ):
        assert readable(f"https://x.example/{hidden}y") == f"https://x.example/{hidden}y"


@given(st.text())
def test_no_mark_comes_out_and_nothing_is_lost(text: str) -> None:
    coded = quote(text.encode("utf-8", "replace"), safe="")
    shown = readable(coded)
    assert unquote(shown) == unquote(coded)
    new = [char for char in shown if not char.isascii()]
    assert all(unicodedata.category(char)[0] in "LNP" for char in new)


def test_a_title_with_its_marks_reads_as_it_is_written() -> None:
    title = "国务院关于《“十五五”规划（2026—2030年）》的通知"
    assert readable(f"https://moe.example/search?q={quote(title)}") == (
        f"https://moe.example/search?q={title}"
    )
    assert readable(quote("甲\u202e乙\u3000丙")) == "甲%E2%80%AE乙%E3%80%80丙"


def test_a_page_that_failed_says_why_in_words() -> None:
    why = because(WiderCode.PAGE_FAILED, url=SEARCH, outcome=Outcome.HTTP_ERROR)
    for language in Language:
        said = say(why, Style(language))
        assert "http_error" not in said
        assert "国务院关于甲的通知" in said
    because_of = because(VisitCode.NAME_UNRESOLVED)
    why = because(WiderCode.PAGE_FAILED, url=SEARCH, outcome=Outcome.DNS_ERROR, reason=because_of)
    assert say(because_of, Style()) in say(why, Style())
