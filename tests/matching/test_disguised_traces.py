"""A release is found where its letters stand on the page in disguise; a badge is no disguise."""

from __future__ import annotations

import html
from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.test_traces import TITLE, hits

HIDDEN = (
    "<span style='display:none'>X1</span>",
    "<i class=q>解读</i>",
    "<i style='font-size:0'>年</i>",
    "<b hidden>废止</b>",
)
NUMBERS = ",".join(str(ord(letter)) for letter in TITLE)
ROW = f"<li><a href=/d/1.html>{TITLE}</a></li>"
CODED = "".join(f"&#{ord(letter)};" for letter in TITLE)
STYLE = "".join(f"\\{ord(letter):X} " for letter in TITLE)


@pytest.mark.parametrize(
    "body",
    [
        *(f"<a href=/1>{one.join(TITLE)}</a>" for one in HIDDEN),
        f"<a href=/1>{''.join(f'<b>{letter}</b><i class=q>x</i>' for letter in TITLE)}</a>",
        f"<a href=/1><bdo dir=rtl>{TITLE[::-1]}</bdo></a>",
        f"<a href=/1>\u202e{TITLE[::-1]}\u202c</a>",
        f"<a href=/1>&#8238;{TITLE[::-1]}</a>",
        f"<a href=/1 style='unicode-bidi:bidi-override;direction:rtl'>{TITLE[::-1]}</a>",
        f"<a href=/1><bdo dir=rtl>{HIDDEN[1].join(TITLE[::-1])}</bdo></a>",
        f"<iframe srcdoc='{html.escape(f'<a href=/1>{CODED}</a>')}'></iframe>",
        f"<iframe srcdoc='<a href=/1>{CODED.replace('&', '&amp;')}</a>'></iframe>",
        f"<iframe src='data:text/html;base64,{b64encode(ROW.encode()).decode()}'></iframe>",
        f"<iframe src='data:text/html,{quote(ROW)}'></iframe>",
        f"<object data='data:text/html;base64,{quote(b64encode(ROW.encode()))}'></object>",
        f"<script>document.write('<a href=/1>'+String.fromCharCode({NUMBERS})+'</a>')</script>",
        f"<script>show([{NUMBERS.replace(',', ', ')}])</script>",
        f"<script>show([{','.join(hex(ord(letter)) for letter in TITLE)}])</script>",
        f"<script>document.write('{ROW[::-1]}'.split('').reverse().join(''))</script>",
        f"<style>a.z::before{{content:'{STYLE}'}}</style><a href=/1 class=z></a>",
    ],
)
def test_a_disguise_is_a_trace(body: str) -> None:
    assert hits(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<a href=/1><span class=badge>解读</span>{TITLE}</a>",
        f"<a href=/1>{TITLE}<em>答记者问</em></a>",
        f"<a href=/1><b>【图解】</b><i>新</i>{TITLE}<em>政策解读</em></a>",
    ],
)
def test_what_stands_at_either_end_of_a_title_is_read_as_a_part_of_it(body: str) -> None:
    item = "".join(part for part in body.replace("<", ">").split(">")[2::2])
    assert not hits(body, item)


@given(st.text(alphabet="<>/ab i='\"&#;{}\\,0x12解读\u202e%-:", max_size=300))
def test_any_markup_is_searched(markup: str) -> None:
    hits(f"<a href=/1>{markup}</a><script>{markup}</script><iframe srcdoc='{markup}'>")
