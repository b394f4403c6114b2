"""A page that is nothing but the notice of a closed or moved site says so."""

from __future__ import annotations

import pytest

from tests.defaults import read_page

URL = "http://www.mep.gov.cn/"
NOTICES = [
    "本网站已于2026年8月31日关停，有关内容请访问省政府门户网站。",
    "因机构改革，环境保护部网站已停止更新，新网址：https://www.example.gov.cn",
    "尊敬的用户：网站已整体迁移至新域名，页面将在5秒后自动跳转。",
    "本站内容已上移至市政府门户网站集中建设，即日起下线。",
    "网站已升级改版，原网址停用，新网址：https://www.example.gov.cn",
    "因网站集约化，本网站在过渡期间已停止服务，请访问市政府门户网站",
]


@pytest.mark.parametrize("text", NOTICES)
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_page_that_is_nothing_but_a_notice(text: str, charset: str) -> None:
    body = f"<html><body><h1>公告</h1><p>{text}</p><a href='x'>进入</a></body></html>"
    assert text[10:14] in read_page(body.encode(charset), URL).closing


def test_words_in_pieces_are_one_line() -> None:
    body = "<p>本网站</p>\n<p>已于<b>今日</b><br>关停</p><template>无关</template>"
    assert read_page(body.encode(), URL).closing == "本网站 已于 今日 关停"


@pytest.mark.parametrize(
    "text",
    [
        "欢迎访问本网站",
        "网站维护中，请稍后访问",
        "系统繁忙",
        "网站正在升级，预计今晚恢复",
        "",
        "因系统升级，本网站今晚22:00至次日6:00停止服务",
        "网站正在维护，暂时关闭，请稍后再来",
        "因机房停电检修，网站临时关闭",
        "春节期间本网站停止更新",
    ],
)
@pytest.mark.parametrize("unshown", ["script", "style", "noscript", "template"])
def test_a_short_page_that_says_something_else(text: str, unshown: str) -> None:
    body = f"<html><body>{text}<{unshown}>/* 网站已关停 */</{unshown}></body></html>"
    assert not read_page(body.encode(), URL).closing


def test_a_portal_that_lives_and_reports_of_closed_sites() -> None:
    report = "<p>我省关停网站八家，某网站已迁移至省平台</p>"
    rows = "".join(
        f"<li><a href='/2026/art_{n}.html'>第{n}条环境新闻的标题</a><span>2026-09-0{n}</span></li>"
        for n in range(1, 6)
    )
    assert not read_page(f"{report}<ul>{rows}</ul>".encode(), URL).closing
    assert not read_page((report + "新闻" * 2000).encode(), URL).closing, "too long for a notice"


@pytest.mark.parametrize("body", [b"\xff\xfe\x00<", b"<" * 100_000, "网站".encode() * 50_000])
def test_hostile_bytes_say_nothing(body: bytes) -> None:
    assert not read_page(body, URL).closing
