"""Sentences about lists, about pages searched whole, and about what others did meanwhile."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import (
    BEIJING,
    DecisionKind,
    Language,
    Outcome,
    PageDate,
    Precision,
    Reason,
    TracePlace,
    because,
)
from repostwatch.model.codes import (
    AlarmCode,
    DecisionCode,
    ListCode,
    MatchCode,
    RefusalCode,
    RepostCode,
    RunCode,
    ScanCode,
    SearchCode,
    VisitCode,
)
from repostwatch.model.reasons import Fact
from repostwatch.wording import Style, say

URL = "http://a.example/zc/"
NOON = datetime(2026, 8, 21, 12, tzinfo=BEIJING)
DAY = PageDate(NOON.replace(hour=0), Precision.DAY)
ROWS = (
    because(ListCode.ROW, words="关于甲的通知", why=because(ListCode.ROW_WITHOUT_ADDRESS)),
    because(ListCode.ROW, words="关于乙的通知", why=because(ListCode.ROW_TOO_LONG, most=1000)),
)
HITS = tuple(
    because(SearchCode.HIT, url=URL, place=place, excerpt="国务院关于甲")
    for place in (TracePlace.TEXT, TracePlace.CODE)
)
LIST: dict[str, Fact] = {"url": URL, "pages": 2, "rows": 20, "unread": 0}
NAMED = LIST | {"name": "国务院文件", "why": because(ListCode.NAMED)}
KEY_ERROR = because(VisitCode.INTERNAL, error="KeyError")
BROKEN = because(AlarmCode.INTERNAL_ERROR, name="甲部", reason=KEY_ERROR)
FIRST = because(
    DecisionCode.DUTY, kind=DecisionKind.WAIVE, by="王敏", at=NOON, expires=None, reason="已核实"
)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            because(ScanCode.LIST_UNDATED, url=URL, name="国务院文件"),
            f"{URL}：列表“国务院文件”条目没有可用的日期，无法确认覆盖范围",
        ),
        (
            because(ScanCode.LIST_UNDATED, url=URL, name=None),
            f"{URL}：列表条目没有可用的日期，无法确认覆盖范围",
        ),
        (
            because(ScanCode.LIST_WITHOUT_ROWS, url=URL, name="甲", why=because(ListCode.SCRIPTED)),
            f"{URL}：列表“甲”条目由脚本填写，网页源代码中没有",
        ),
        (
            because(ScanCode.LIST_ROWS_UNREAD, url=URL, name="甲", count=5, rows=ROWS),
            (
                f"{URL}：列表“甲”有5行未能读出（“关于甲的通知”条目没有可用的链接地址、"
                "“关于乙的通知”标题或地址超过1000字，未予保存）"
            ),
        ),
        (
            because(ScanCode.LIST_NOT_CENTRAL, url=URL, name=None),
            f"{URL}：列表中没有国务院的政策信息，以往也未见转载，不能确认转载会出现在此列表",
        ),
        (
            because(
                ScanCode.LIST_DOUBTED,
                url=URL,
                why=because(ScanCode.LIST_STALE, name="甲", newest=DAY),
            ),
            (
                f"{URL}：列表“甲”最新条目是2026-08-21的，而首页仍在更新，"
                "栏目可能已改到别处，请核对登记的栏目页"
            ),
        ),
        (
            because(ScanCode.LIST_FAILED, url=URL, outcome=Outcome.SOFT_404, reason=None),
            f"{URL}：页面不存在",
        ),
        (
            because(SearchCode.LIST, **NAMED, oldest="2026-07-01", newest="2026-08-13"),
            "列表“国务院文件”（栏目标题与网页主题一致）2页20条，2026-07-01至2026-08-13，未读出0条",
        ),
        (because(SearchCode.LIST, **LIST), f"列表{URL}2页20条，未读出0条"),
        (
            because(SearchCode.FOUND, hits=HITS, count=3),
            (
                f"标题出现在页面上，但不能作为条目读出（{URL}的网页文字：“国务院关于甲”、"
                f"{URL}的脚本或数据：“国务院关于甲”等3处）"
            ),
        ),
        (
            because(SearchCode.FOUND, hits=HITS[:1], count=1),
            f"标题出现在页面上，但不能作为条目读出（{URL}的网页文字：“国务院关于甲”）",
        ),
        (
            because(SearchCode.NOTHING, pages=2, size=100),
            "逐字检索2个网页共100字节，标题、文号和原文地址均未出现",
        ),
        (
            because(SearchCode.NOTHING, pages=2, size=100, other=3),
            "逐字检索2个网页共100字节，除已判明为其他文件的条目（3处）外，标题、文号和原文地址均未出现",
        ),
        (
            because(SearchCode.CANNOT_EXCLUDE, why=because(SearchCode.NOT_YET)),
            "不能排除网页上另有转载：该次采集的网页尚未逐字检索",
        ),
        (
            because(RepostCode.TAGGED_OTHERWISE, dates=(DAY,)),
            "网页标签另标注2026-08-21，可能是重新发布的时间",
        ),
        (because(MatchCode.OTHER_ITEM, ours="一", theirs="二"), "序号不同：一≠二"),
        (
            because(AlarmCode.INTERNAL_ERRORS, portals=BROKEN, count=2),
            (
                "采集时程序自身出错，详情见运行日志："
                "甲部（程序内部错误（KeyError），未能采集，已通知系统管理员）等2个"
            ),
        ),
        (
            because(RunCode.TIDIED, files=1, megabytes=0.2, sealed=3, problem=None),
            "删除过期证据文件1个，共0.2 MB；封存3个",
        ),
        (
            because(
                RunCode.TIDIED,
                files=0,
                megabytes=0.0,
                sealed=0,
                problem=because(VisitCode.SILENT),
            ),
            "删除过期证据文件0个，共0 MB；封存0个；未取得时间戳：服务器长时间没有应答",
        ),
        (
            because(DecisionCode.LEFT_OUT, title="关于甲的通知", seen_at=NOON, count=1),
            "《关于甲的通知》（2026-08-21 12:00首次采集到）已被否定，以下所述不包括在内",
        ),
        (
            because(DecisionCode.LEFT_OUT, title=None, seen_at=NOON, count=3),
            (
                "《嵌入的推送栏目》等3个链接（2026-08-21 12:00首次采集到）"
                "已被否定，以下所述不包括在内"
            ),
        ),
        (
            because(RefusalCode.VERDICT_CHANGED, decision=FIRST),
            (
                "这项任务的结论在您打开页面之后已经改变"
                "（人工豁免（王敏，2026-08-21 12:00）：已核实），未作记录。"
                "请看过下面的现状后再复核。"
            ),
        ),
        (
            because(RefusalCode.STANDING_CHANGED),
            "专栏的结论在您打开页面之后已经改变，未作记录。请看过下面的现状后再认定。",
        ),
    ],
)
def test_the_form_follows_from_the_facts(reason: Reason, said: str) -> None:
    assert say(reason, Style()) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            because(SearchCode.LIST, **NAMED, oldest="2026-07-01", newest="2026-08-13"),
            (
                "list “国务院文件” (its heading is the page's subject): pages 2, items 20 from "
                "2026-07-01 to 2026-08-13, not read 0"
            ),
        ),
        (
            because(SearchCode.NOTHING, pages=2, size=100, other=3),
            (
                "pages searched whole: 2 (100 bytes); neither title, document number nor gov.cn "
                "address stands there, but in what is known to be another document (3)"
            ),
        ),
        (
            because(SearchCode.FOUND, hits=HITS[:1], count=2),
            (
                "the title stands on the page, but in no item that can be read (text of "
                f"{URL}: “国务院关于甲”, 2 in all)"
            ),
        ),
        (
            because(ScanCode.LIST_ROWS_UNREAD, url=URL, name=None, count=1, rows=ROWS[:1]),
            (
                f"{URL}: the list has rows that could not be read, 1 in all "
                "(“关于甲的通知”: the item has no usable address)"
            ),
        ),
    ],
)
def test_in_english_too(reason: Reason, said: str) -> None:
    assert say(reason, Style(Language.ENGLISH)) == said
