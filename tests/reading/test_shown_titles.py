"""Titles that stand on the page: marks, hints, templates, halves, twice, behind drawings."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import reading_pages as pages

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
OTHERS = "".join(
    f"<li><a href='/zc/t2026080{i}_1.html'>国务院办公厅关于第{i}号事项工作安排的通知</a><span>2026-08-0{i}</span></li>"
    for i in range(1, 6)
)


def titles(row: str) -> list[str]:
    read = pages.read(pages.page(f"<ul>{row}{OTHERS}</ul>"))
    return [link.title for link in read.links if "第" not in link.title]


@pytest.mark.parametrize(
    "inside",
    [
        f"<i class='iconfont'>&#xe600;</i>{TITLE}",
        f"<i>&#xf0219;</i> {TITLE}",
        f"{TITLE}<em class='icon'>&#xe6f1;</em>",
        f"📢{TITLE}",
        f"🔥 ❗️{TITLE}",
        f"①{TITLE}",
        f"· {TITLE}",
        f"★{TITLE}",
        f"➤ {TITLE}",
        f"【新】{TITLE}",
        f"[NEW] {TITLE}",
        f"{TITLE}【新】",
        f"<svg><title>icon-arrow</title><path d='M0 0'/></svg>{TITLE}",
        f"<svg><desc>箭头图标</desc></svg><span>{TITLE}</span>",
        f"<span class='pc'>{TITLE}</span><span class='mobile'>{TITLE}</span>",
        f"<span class='pc'>{TITLE}</span> <span class='mobile'>{TITLE[:14]}…</span>",
        f"<span class='mobile'>{TITLE[:14]}...</span><span class='pc'>{TITLE}</span>",
        f"<div class='pc'>{TITLE}</div><div class='m'>{TITLE}</div>",
        f"<span class='clamp'>{TITLE[:12]}</span><span>{TITLE[12:]}</span>",
        f"<span>{TITLE[:12]}<wbr>{TITLE[12:]}</span>",
    ],
)
def test_what_stands_beside_a_title_in_its_link(inside: str) -> None:
    assert titles(f"<li><a href='/zc/2001.html'>{inside}</a><span>2026-08-10</span></li>") == [
        TITLE
    ]


@pytest.mark.parametrize(
    "attribute",
    [
        "关于推进低空经济发展，国务院提出了六个方面十八条政策措施",
        "{{item.title}}",
        "${title}",
        "&lt;%=title%&gt;",
        "在新窗口中打开",
        f"在新窗口中打开 {TITLE}",
        "????????????????????",
        "国务院关于????经济高质量发展??",
        f"{TITLE}。为深入贯彻落实党中央、国务院决策部署，现提出如下意见",
        f"标题：{TITLE}发表时间：2026-08-10",
        f"文章标题：{TITLE}&#10;作者：佚名&#10;更新时间：2026-08-12",
        f"{TITLE} 08月10日",
        "undefined",
    ],
)
def test_a_hint_that_is_no_title(attribute: str) -> None:
    row = f"<li><a href='/zc/2001.html' title='{attribute}'>{TITLE}</a><span>2026-08-10</span></li>"
    assert titles(row) == [TITLE]


@pytest.mark.parametrize(
    "text", [TITLE[:14] + "…", TITLE[:14] + "...", TITLE[:14], "·" + TITLE[:10] + "…", "[详细]"]
)
def test_a_hint_with_more_of_the_title(text: str) -> None:
    row = f"<li><a href='/zc/2001.html' title='{TITLE}'>{text}</a><span>2026-08-10</span></li>"
    assert titles(row) == [TITLE]


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (f"<a href='/zc/1.html'>{TITLE[:11]}</a><a href='/zc/1.html'>{TITLE[11:]}</a>", 1),
        (f"<a href='/zc/1.html'>{TITLE[:11]}</a> <a href='/zc/1.html'>{TITLE[11:]}</a>", 1),
        (f"<a href='/zc/1.html'>{TITLE[:11]}</a><br><a href='/zc/1.html'>{TITLE[11:]}</a>", 1),
        (f"<a href='/zc/1.html'><img src='a.png'></a><a href='/zc/1.html'>{TITLE}</a><a href='/zc/1.html'>[详细]</a>", 1),
        (f"<a href='/zc/1.html'>{TITLE}</a><a href='/zc/1.html'>{TITLE}</a>", 1),
    ],
)  # fmt: skip
def test_one_title_over_several_links(row: str, count: int) -> None:
    assert titles(f"<li>{row}<span>2026-08-10</span></li>") == [TITLE] * count


@pytest.mark.parametrize("block", ["p", "div", "h4"])
def test_one_title_over_lines_that_are_blocks(block: str) -> None:
    def row(*texts: str) -> str:
        lines = (f"<{block}><a href='/zc/1.html'>{text}</a></{block}>" for text in texts)
        return f"<li>{''.join(lines)}<span>2026-08-10</span></li>"

    assert titles(row(TITLE[:11], TITLE[11:])) == [TITLE]
    # Below a title that is whole, or that nothing says is cut, stands a summary.
    assert titles(row(TITLE, "国务院今天公布了文件")) == [TITLE]
    assert titles(row("示例县人大常委会召开会议", "会议听取工作汇报")) == [
        "示例县人大常委会召开会议"
    ]


KIN = (TITLE, "国务院关于深化养老服务改革发展的意见", "国务院办公厅关于印发全民健身计划的通知")
SUMMARY = "<p>这份文件提出了今后一个时期的总体要求、主要目标和重点任务。</p>"


@pytest.mark.parametrize(
    "card",
    [
        "<div class='card'><h3>{t}</h3><p>2026/08/10</p><a href='/zc/{i}.html'>查看详情</a></div>",
        "<div class='card'><h4>{t}</h4>{s}<span>2026-08-10</span><a href='/zc/{i}.html'>[详细]</a></div>",
        "<section><h2>{t}</h2><div>2026-08-10</div><div><a href='/zc/{i}.html'>查看全文</a></div></section>",
        "<li><h3>{t}</h3>{s}<span>2026-08-10</span><a href='/zc/{i}.html'>查看</a></li>",
    ],
)  # fmt: skip
def test_the_title_of_a_card_is_its_heading(card: str) -> None:
    rows = "".join(card.format(t=t, i=2000 + i, s=SUMMARY) for i, t in enumerate(KIN))
    read = pages.read(pages.page(f"<div>{rows}</div>"))
    assert [(link.title, str(link.date)) for link in read.links] == [(t, "2026-08-10") for t in KIN]


@pytest.mark.parametrize(
    "block",
    [
        "<div class='a'><h3>{t}</h3><p>2026-08-10</p><a href='/zc/1.html'>查看详情</a></div>",
        "<div class='a'><h3>{t}</h3><p>2026-08-10</p><a href='/zc/1.html'>查看详情</a></div><div class='b'><h3>本省要闻</h3><p>没有</p></div>",
        "<div class='a'><h3>{t}</h3><a href='/zc/1.html'>查看详情</a></div><div class='a'><h3>本省要闻</h3><p>没有</p></div>",
    ],
)  # fmt: skip
def test_an_ordinary_block_is_no_card(block: str) -> None:
    assert TITLE not in titles(f"</ul><div>{block.format(t=TITLE)}</div><ul>")


def test_neighbours_with_whole_titles_stay_apart() -> None:
    row = f"<p><a href='/zc/202608/t20260810_1.html'>{TITLE}</a><a href='/zc/202608/t20260810_2.html'>国务院关于深化养老服务改革发展的意见</a></p>"
    assert titles(row) == [TITLE, "国务院关于深化养老服务改革发展的意见"]


_MARKS = st.text(st.sampled_from("·•★☆►①②❶📢🔥❗\ue600\uf101 \u200b"), max_size=4)


@given(
    _MARKS, _MARKS, st.sampled_from(["", TITLE, "{{t}}", "在新窗口中打开", "?????"]), st.booleans()
)
def test_no_mark_hides_a_title(before: str, behind: str, hint: str, wrapped: bool) -> None:
    inside = f"<i>{before}</i>{TITLE}" if wrapped else f"{before}{TITLE}{behind.strip('①②❶')}"
    row = f"<li><a href='/zc/2001.html' title='{hint}'>{inside}</a><span>2026-08-10</span></li>"
    (title,) = titles(row)
    assert TITLE in title
    assert title.startswith("国务院")
