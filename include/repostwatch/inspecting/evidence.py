"""Whether what a person gives as evidence is something that another person can follow: an address,
a file, a sentence, a number under which a matter is kept."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = re.compile(r"[\W_]+")
# An address or a file: a.cn, 1.jpg. A number with a point (1.2) is none.
_PLACE = re.compile(r"\w\.[a-z]\w", re.IGNORECASE)
# Numbers alone: an ordinal, a count, a day. From seven digits on it may be that of a letter or a
# telephone, which others can look up; a day of eight digits is none.
_NUMBERS = re.compile(r"[\d年月日号时点分秒第项条个次一二三四五六七八九十]+")
_FILE_NUMBER = re.compile(r"(?!(?:20\d\d(?:0\d|1[0-2])[0-3]\d)$)\d{7,}")
_ONE_SIGN = re.compile(r"(.)\1*")
_NOTHING = re.compile(
    # Nothing, and not yet anything.
    r"暂?(?:无|没有|没|缺)(?:依据|证据|截图|材料|附件|说明|备注)?|不详|略|空|未填|不知道|不清楚|待补充?|后补|待定|未知"
    # What stands elsewhere: rows are sorted, and others are taken back.
    r"|(?:内容|依据|情况|理由|证据|均|上)?(?:同|如|见|参见|详见|同样)(?:以?[上前下])?(?:面|边|述|文|所述|表|一?[行条格项])?"
    # The result or the indicator once more.
    r"|是|否|有|对|错|差|不?合格|不?通过|不?达标|失败|[有没无]?(?:问题|错误|异常)|(?:一切)?正常|良好|可以|不行|不好|不对|否决|单项否决"
    r"|站点无法访问|首页不更新|栏目不更新|严重错误|互动回应差|服务不实用"
    # That somebody looked, and not what they saw.
    r"|(?:已|经|经查|人工)?(?:核查|核实|查实|检查|查看|看过|确认|认定|属实)(?:属实|无误|不合格)?|目测|人工|测试"
    # yes, no, ok, x, n/a, p3.
    r"|[a-z\d]{1,3}"
)
_NOTHING_LATIN = frozenset({
    "none", "null", "nothing", "empty", "unknown", "todo", "test", "testing", "ditto", "same",
    "sameasabove", "asabove", "seeabove", "asbefore", "above", "failed", "fail", "wrong", "error",
    "checked", "confirmed", "verified", "true", "false", "asdf", "qwer", "qwerty",
})  # fmt: skip


def is_evidence(text: str) -> bool:
    """Whether it leads anybody anywhere: 无, a dash, 1, 同上, 不合格 do not. Short sentences do
    (打不开)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if _PLACE.search(plain):
        return True
    said = _SIGNS.sub("", plain)
    if _NUMBERS.fullmatch(said) or not said:
        return bool(_FILE_NUMBER.fullmatch(said)) and not _ONE_SIGN.fullmatch(said)
    if _ONE_SIGN.fullmatch(said) or _NOTHING.fullmatch(said):
        return False
    return said not in _NOTHING_LATIN
