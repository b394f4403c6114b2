"""When a site says that it was last updated, no item of it is so new."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.reading.dates.update_claims import claims
from tests.inspecting.test_shown_days import FAILED, UNKNOWN, WORDS, judged

CLAIMS = [
    "更新时间：2026-11-29", "最后更新：2026-11-29 08:00", "本栏目最后更新于2026年11月29日",
    "Last updated: 2026-11-29", "Last Modified: 29 Nov 2026 10:00", "本页面更新日期 11-29",
    "3小时前更新", "更新于昨天", "数据更新至2026-11-29", "网站最近一次更新：2026-11-29",
    "要闻更新日期2026-11-29", "[更新时间：2026年11月29日 星期日 上午9时]",
]  # fmt: skip
OTHERS = [
    "县政府更新2026年权责清单", "城市更新三年行动", "关于更新2026年11月政策文件库的通知", "设备更新政策",
    "老旧小区更新改造2026年11月29日开工", "2026-11-29", "昨天召开会议", "更新" + " 1" * 40,
]  # fmt: skip


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_is_known_by_its_words(text: str) -> None:
    assert claims(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_tells_more_is_none(text: str) -> None:
    assert not claims(text)


FORMS = ["<p>{}</p>", "<a href='/l/'>{}</a>", "<a href='/l/'><span>{}</span></a>"]


def rows(day: str) -> str:
    return "".join(
        f"<li><a href='/c/{n}.html'>县政府{WORDS[n]}</a>{day.format(n)}</li>" for n in range(4)
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [CLAIMS[0], CLAIMS[2], CLAIMS[3], CLAIMS[9]])
@pytest.mark.parametrize("day", ["<i>2026-09-1{}</i>", ""])
def test_it_acquits_nobody_wherever_it_stands(form: str, text: str, day: str) -> None:
    said, listed = form.format(text), rows(day)
    for inner in (
        f"<h2>要闻</h2>{said}<ul>{listed}</ul>",
        f"<h2>要闻</h2><ul>{listed}</ul>{said}",
        f"<h2>要闻</h2><ul><li>{said}</li>{listed}</ul>",
        f"<h2>要闻</h2><ul>{listed}</ul><div class='footer'>主办：某县人民政府 {said}</div>",
        f'<h2>要闻</h2><ul>{listed}</ul><script>document.write("{said}")</script>',
    ):
        assert judged(f"<div class='box'>{inner}</div>").result is FAILED, inner


def test_a_day_above_a_list_is_for_certain_that_of_no_row() -> None:
    said = "<em>2026-11-29</em>"
    shown = f"<div class='box'><h2>要闻</h2>{said}<ul>{rows('')}</ul></div>"
    assert judged(shown).result is UNKNOWN
