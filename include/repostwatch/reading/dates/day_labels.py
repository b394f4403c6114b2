"""What the words before a day, or at the head of its column, say that it is.

For the question whether a page is kept up. Certain is only what tells of publication, or of what
is over before anybody can tell of it (办结, 成交); the end of something proves nothing. Any other
word may as well be of an event that is told of before or after it.
"""

from __future__ import annotations

import re
from enum import Enum


class Meaning(Enum):
    """PUBLISHED: nothing is told before that day, and it is told on it or soon after. EVENT: it may
    be told long before, or after. END: it is told of before, and nobody knows how long."""

    PUBLISHED = 1
    EVENT = 2
    END = 3


# The last word of a label is its subject: 公开招标开标时间 is of the opening, 开标公示时间 is not.
_WORDS = re.compile(
    r"(?P<end>截[止至]|到期|期满|结束|终止|有效|失效|废止)"
    r"|(?P<published>(?:公示|公告|公布|发布|展示)(?!期)(?:[开起]始)?|公开|通告|通报|发表|发稿|上网|上传|刊发|刊登|转载|转发"
    r"|录入|添加|入库|推送|上线|回复|答复|更新|修改|受理|办[结毕]|决定|成交|中标|拍摄|摄于|审批|批准|核准|通过"
    r"|^(?:日期|时间|date|time)$)"
    r"|(?P<event>期限|公示期|起止|[开起]始|开标|投标|施行|实施|生效|报名|征[集求]|反馈|考试|面试|笔试|活动|会议|会期|召开"
    r"|举[办行]|听证|访谈|直播|播出|预约|预计|计划|听取|交付|竣工|开工|开庭|拍卖|竞价|响应|递交|停[水电气暖]|招聘|来信"
    r"|写信|来访|接待|接访|值班)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,14})[\s:：\])）】]{0,4}$")
_NAMED = re.compile(r"(?:日期|时间)$")
_HEAD = re.compile(r"(?:日期|时间|日)$|^(?:date|time)$", re.IGNORECASE)


def of_column(name: str) -> Meaning | None:
    """What the head of a column says of the days in it; None: that they are no days, or nothing."""
    meaning = _last(name)
    return Meaning.EVENT if meaning is None and _HEAD.search(name) else meaning


def before(text: str) -> Meaning | None:
    """What the words before a day say of it; None: nothing."""
    label = _BEFORE.search(text)
    if label is None:
        return None
    meaning = _last(label[1])
    return Meaning.EVENT if meaning is None and _NAMED.search(label[1]) else meaning


def heads(name: str) -> bool:
    """Whether a name is that of a column with days."""
    return _HEAD.search(name) is not None or _last(name) is not None


def _last(text: str) -> Meaning | None:
    group: str | None = None
    for match in _WORDS.finditer(text):
        group = match.lastgroup
    return Meaning[group.upper()] if group is not None else None
