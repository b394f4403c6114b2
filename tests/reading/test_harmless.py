"""A kept page keeps its words and its form, and names nothing that a browser would fetch."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.reading.dom import tree
from repostwatch.reading.harmless import harmless, harmless_styles
from repostwatch.settings import ReadingSettings

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
# What a browser takes for the beginning of something to fetch.
FETCHED = re.compile(r"url\(|image-set\(|image\(|src\(|@import|@font-face", re.IGNORECASE)


def shown(body: str) -> str:
    parsed = tree.parse(body, ReadingSettings())
    harmless(parsed)
    return parsed.html or ""


@pytest.mark.parametrize(
    "body",
    [
        "<img src=x.png>", "<img srcset='x.png 1x, y.png 2x'>",
        "<img src='data:image/gif;base64,x'>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>", "<img src='data:text/html;base64,eHh4'>",
        "<img lowsrc=x dynsrc=x longdesc=x usemap=#x>", "<picture><source srcset=x.png></picture>",
        "<video src=x poster=x><track src=x></video>", "<audio src=x></audio>", "<bgsound src=x>",
        "<input type=image src=x>", "<button formaction=x>", "<form action=x><input></form>",
        "<body background=x>", "<table background=x><tr background=x><td background=x>",
        "<link rel=icon href=x>", "<link rel=prefetch href=x>", "<link rel='dns-prefetch' href=x>",
        "<p><link rel=preload as=image imagesrcset=x>", "<base href=x>", "<html manifest=x>",
        "<meta http-equiv=refresh content='0;url=x'>", "<meta name=referrer content=x>",
        "<a href=x ping=x download=x>", "<area href=x>", "<q cite=x>", "<object data=x></object>",
        "<embed src=x>", "<applet code=x>", "<iframe src=x srcdoc=x></iframe>", "<frame src=x>",
        "<svg><image href=x /><use xlink:href=x /><a href=x>", "<math href=x><mi>x</mi></math>",
        "<svg><style>@import 'x'</style></svg>", "<noscript><img src=x></noscript>",
        "<template shadowrootmode=open><img src=x></template>", "<p onclick=x onload=x>",
        "<input autofocus pattern='[' type=number value=x>", "<script src=x></script>",
        "<p style='background:url(x)'>", "<style>p{background:url(x)}</style>",
    ],
)  # fmt: skip
def test_nothing_is_left_to_fetch(body: str) -> None:
    text = shown(f"<p>before</p>{body}")
    named = re.findall(r"[\s\"']([\w:-]+)=", text)
    assert set(named) <= {"style", "type", "value"}, text
    assert not FETCHED.search(text)
    gone = "script|iframe|frame|object|embed|link|meta|base|svg|template|form"
    assert not re.search(f"<({gone})", text)


def test_what_it_looks_like_stays() -> None:
    body = (
        '<body class="home" bgcolor="#ffffff"><div id="box" style="color: red" data-v-1="">'
        '<table width="90%" cellpadding="2"><tbody><tr><td colspan="2" align="center">甲</td></tr>'
        f'</tbody></table><img src="{PIXEL}" alt="国徽" width="20">'
        '<input type="checkbox" checked="">'
        '<details open=""><summary>乙</summary></details></div></body>'
    )
    assert body in shown(f"<html>{body}</html>")


@pytest.mark.parametrize(
    ("styles", "left"),
    [
        ("a{color:red;background:#fff url( 'x;)\\'.png' ) no-repeat}",
         "a{color:red;background:#fff none no-repeat}"),
        ("a{background:URL(x\\).png)}b{c:d}", "a{background:none}b{c:d}"),
        ("a{background:url(data:image/png;base64,AA==) 0 0}", "a{background:none 0 0}"),
        ("@import 'x';a{b:c}", "@none 'x';a{b:c}"),
        ("@IMPORT url(x);a{b:c}", "@none none;a{b:c}"),
        ("@font-face{font-family:i;src:url(x)}", "@none{font-family:i;src:none}"),
        ("a{background:-webkit-image-set('x' 1x)}", "a{background:-webkit-none('x' 1x)}"),
        ("a{background:\\75 rl(x)}", "a{background:none}"),
        ("a{background:u\\52\r\nL(x)}", "a{background:none}"),
        ("a{background:\\url(x)}", "a{background:none}"),
        ("a{background:ur\\6\\63 (x)}", "a{background:ur\\000006 c(x)}"),
        ("a{background:image\\2d set('x')}", "a{background:none('x')}"),
        ("a:after{content:'\\e601 '}", "a:after{content:'\\00e601 '}"),
        ("a{width:9px\\9;filter:x}", "a{width:9px\\000009 ;filter:x}"),
        ("a{b:url(", "a{b:none"),
        ("a{b:url('x", "a{b:none('x"),
        ("a{c:'</\\73tyle>'}", "a{c:'< /style>'}"),
    ],
)  # fmt: skip
def test_styles_keep_what_loads_nothing(styles: str, left: str) -> None:
    assert harmless_styles(styles) == left


@given(st.lists(st.sampled_from([
    "url(", "u", "\\75", "\\6", "\\63", "rl(", "\\", " ", "\n", "x)", '"', "'", ")", "/*", "*/",
    "@", "import", "\\69 mport", "@font", "\\2d", "-face", "image", "-set(", "src", "(", "</",
    "a{b:",
])).map("".join))  # fmt: skip
def test_no_spelling_of_styles_slips_through(styles: str) -> None:
    """Also once the numbers by which letters may be written are read."""

    def read(number: re.Match[str]) -> str:
        return chr(int(number[1], 16)) if number[1] else number[2]

    left = harmless_styles(styles)
    read_once = re.sub(r"(?is)\\(?:([0-9a-f]{1,6})\s?|(.))", read, left)
    assert not FETCHED.search(left), left
    assert not FETCHED.search(read_once), left
    assert "</" not in left
