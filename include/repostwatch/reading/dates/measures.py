"""Numbers that measure, count or name something, and are no day, though their parts look like
those of one: 12-5℃, 24.5元, 3:2战胜, v11.28, 2026年第11期, 1-11月."""

from __future__ import annotations

import re

_RUN = r"(?<!\d)(?<!\d[.,:/~～\-—–])\d{1,6}(?:\s?[.,:：/~～\-—–至到]\s?[-+]?\d{1,6}){0,3}"
# Whole words and signs, also apart from their number.
_UNITS = (
    r"[℃℉%％‰]|°\s?[CFcf]?|摄氏度|[万亿美欧日港]元|元(?![旦宵月年阳江谋氏宝])|人民币|公里|公斤|千克|公顷|平方|立方|毫[米克升]"
    r"|厘米|人次|百分点|(?:mm|cm|km|kg|mg|[μu]g|hPa|[KMG]B)(?![a-z])"
)
# Single letters that begin other words as well: only where nothing follows them.
_COUNTERS = "元度级万亿人家个件条次岁名票户项篇倍辆台套页斤吨米克期版集局"
_MEASURED = re.compile(
    rf"{_RUN}\s?(?:{_UNITS}|[{_COUNTERS}](?=[/／\s,，。;；)）\]】]|$))", re.IGNORECASE
)
_MARKED = re.compile(
    r"(?:[￥¥$＄]|(?<![A-Za-z])(?:v|ver|version|no|№|pm)\.?)\s?\d[\d.\-/]{0,20}", re.IGNORECASE
)
_SCORES = re.compile(
    r"(?<!\d)\d{1,3}\s?[-—:：比]\s?\d{1,3}\s?(?:战胜|战平|[险大完]胜|胜|负于|不敌|击败|力克|逆转|领先|落后)"
)
_MONTHS = re.compile(r"(?<!\d)\d{1,2}\s?月?\s?[-—–~～至到]\s?\d{1,2}\s?月份?(?!\s?\d)")
_ISSUES = re.compile(
    r"(?:19|20)\d\d\s?年?\s?[-—–.·/]?\s?第?\s?\d{1,3}(?:\s?[-—–、]\s?\d{1,3})?\s?[期刊辑卷]"
    r"|[〔（(\[【]\s?(?:19|20)\d\d\s?[〕）)\]】]\s?第?\d{1,6}\s?号|第\s?\d{1,6}\s?[号期批届次]"
)
_PHONES = re.compile(
    r"(?<!\d)(?:0\d{2,3}\s?[-—]\s?\d{7,8}|1[3-9]\d{9}|[48]00[-—]?\d{3,4}[-—]?\d{3,4})(?!\d)"
)
# Beside an item: what a number is of stands before it.
_LABELLED = re.compile(
    r"(?:阅读|浏览|点击|访问|下载|评论|播放|点赞|人气|电话|热线|传真|邮编|编号|比分|得分|气温|温度|湿度|风力|指数|价格?"
    r"|涨幅|跌幅|版本|[共第约计])[量数次]{0,2}\s?[:：]?\s?[(（\[]?(?!(?:19|20)\d\d\s?[-/.年])\d[\d.,:/~～-]{0,20}"
)
# Joins no numbers to one date, and is none.
_GONE = "值"
_BEGINS = re.compile(rf"\s?[{_COUNTERS}]")


def without(text: str) -> str:
    """A text without the numbers of which the text itself says that they are no day."""
    for pattern in (_ISSUES, _MARKED, _PHONES, _SCORES, _MONTHS, _MEASURED):
        text = pattern.sub(_GONE, text)
    return text


def without_labelled(line: str) -> str:
    """The same of a line beside an item, in which a label may stand before a number."""
    return _LABELLED.sub(_GONE, without(line))


def may_go_on(text: str, end: int) -> bool:
    """Whether what follows a number may be what it counts."""
    return _BEGINS.match(text, end) is not None
