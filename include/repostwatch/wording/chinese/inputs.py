"""What is wrong with something that a person handed in: a file, a cell, an address."""

from collections.abc import Mapping

from repostwatch.model.codes import InputCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _at_place(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    column = f"“{words['column']}”列" if words["column"] else ""
    return f"第{words['line']}行{column}：{words['why']}"


def _no_quarter(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    said = f"“{words['text']}”不是季度" if words["text"] else "没有写明季度"
    return f"{said}，季度的写法如 2026Q3。"


SENTENCES: dict[Code, Sentence] = {
    InputCode.AT_PLACE: _at_place,
    InputCode.NOT_UTF8: (
        "文件不是UTF-8编码。请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”后再导入。"
    ),
    InputCode.BINARY: "文件不是文本。请另存为“CSV UTF-8（逗号分隔）”后再导入。",
    InputCode.NO_HEADER: "文件是空的，第一行应当是表头。",
    InputCode.COLUMN_MISSING: "缺少这一列。表头须有：{columns}。请使用从本页下载的表。",
    InputCode.COLUMN_TWICE: "这一列出现了两次。",
    InputCode.OTHER_WIDTH: "这一行有{cells}格，表头有{count}格。",
    InputCode.CELL_TOO_LONG: "有一格超过{most}字，可能是引号没有成对。",
    InputCode.QUOTE_LEFT_OPEN: "从这一行开始的引号没有成对。",
    InputCode.NO_CSV: "不是规范的CSV：引号中的引号要写两次。",
    InputCode.NO_FILE: "没有选择文件，未作记录。",
    InputCode.FILE_TOO_LARGE: "文件超过{most}字节，未作记录。",
    InputCode.EMPTY_CELL: "这一格没有填写。",
    InputCode.NO_QUARTER: _no_quarter,
    InputCode.NO_SITE_OF_SAMPLE: "样本中没有编号为“{portal_id}”的网站。",
    InputCode.NO_CHECK_RESULT: "“{text}”不是核查结果：填合格或不合格，没有查看的留空。",
    InputCode.NO_INDICATOR: "“{text}”不是核查指标：请保留下载的表中的原文。",
    InputCode.NO_MOMENT: "“{text}”不是带钟点的时间，写法如 2026-11-10 09:00。",
    InputCode.LIES_AHEAD: "“{text}”还没有到。",
    InputCode.SEEN_OUTSIDE: (
        "{site}的{indicator}：查看时间{at}不在本季度开始（{since}）与现在之间。"
    ),
    InputCode.NO_EVIDENCE: (
        "“{text}”不能作为依据。请逐行写明网址、截图文件名，或用一句话说明看到的情况。"
    ),
    InputCode.PASSED_BARE: (
        "{site}的{indicator}：程序已查实不合格，认定合格须写明依据（网址、截图文件名或一句话）。"
    ),
    InputCode.BOTH_SAID: "{site}的{indicator}：同一时刻（{at}）既填了合格又填了不合格。",
}
