"""Evidence is what another person can follow; honest short sentences are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.inspecting.evidence import is_evidence


@pytest.mark.parametrize(
    "text",
    [
        # Nothing at all.
        "", "  ", "无", "（无）", "暂无。", "-", "——", "N/A", "None", "没有", "无依据",
        "没有截图", "无附件", "\u200b",
        # A number, a count, a day, a time.
        "1", "１", "1.", "1、", "（1）", "第1条", "一", "三次", "2026-11-10", "20261110",
        "2026年11月10日", "11月10日9时",
        "12345", "1.2", "404", "1111111111", "9:30",
        # What stands elsewhere.
        "同上", "同 上", "“同上”", "同前", "如上", "见上", "见上一行", "同上条", "情况同上",
        "上同", "〃", "ditto", "see above",
        "Same as above.", "如上所述", "同以上",
        # The result, the indicator, or that somebody looked.
        "不合格", "不通过", "有问题", "是", "有", "差", "√", "×", "x", "X", "yes", "OK", "no",
        "failed", "互动回应差",
        "严重错误", "已核实", "经查属实", "属实", "人工核查", "已查看", "正常", "没问题", "待补",
        "TODO", "test", "aaaa", "啊啊啊",
    ],
)  # fmt: skip
def test_what_leads_nobody_anywhere(text: str) -> None:
    assert not is_evidence(text)


@pytest.mark.parametrize(
    "text",
    [
        "无人答复，见截图", "截图3", "图3", "https://example.cn/1", "example.cn", "空白栏目6个",
        "打不开", "未答复",
        "无人答复", "乱码", "首页错字：“国务院”写作“国务完”", "1.jpg", "IMG_2041.png",
        "附件1.pdf", "见附件2", "HTTP 404",
        "报错404", "三个月未答复", "电话无人接听", "no answer since June", "typo in the title",
        "信件20261108001",
        "20261108001", "0471-1234567", "无搜索结果", "没有办事指南", "无内容", "同一错字见第3页",
        "见首页公告栏",
        "11月10日的留言未答复", "栏目空白", "正常办事入口打不开", "2条留言超期",
        "不合格：留言超期",
    ],
)  # fmt: skip
def test_what_another_person_can_follow(text: str) -> None:
    assert is_evidence(text)


@given(st.text(max_size=500))
def test_an_address_is_evidence_whatever_stands_beside_it(text: str) -> None:
    assert is_evidence(f"{text} https://www.example.gov.cn/a")
