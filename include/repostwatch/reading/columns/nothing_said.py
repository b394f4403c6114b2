"""Words that say that a column has no content, or that stand for content that nobody put there."""

from __future__ import annotations

import re

_WHAT = "(?:信息|数据|内容|记录|文章|新闻|动态|公告|文件|资料|条目|结果|发布|更新)"
_HERE = (
    "(?:您?(?:访问|浏览|查看|查询|所在)的)?(?:该|本|此)?"
    "(?:栏目|频道|板块|版块|页面|列表|分类|内容|信息)(?:下面?|内|里|中)?"
)
_DONE = "(?:建设|完善|更新|维护|整理|筹备|制作|录入|升级)"
# What a list shows in the place of its rows: a script that brings these takes it away.
_EMPTY = re.compile(
    rf"(?:{_HERE})?(?:暂时?|尚|还|目前|现在)?(?:无|没有|未有)(?:任何|相关|可用|找到|查到|查询到|检索到)?"
    rf"(?:相关)?的?{_WHAT}?"
    rf"|(?:{_HERE})?(?:暂|尚|暂时)未(?:发布|更新)(?:任何|相关)?{_WHAT}?"
    rf"|(?:{_HERE}|{_WHAT})为空|共?(?:计|有)?[0０零][条篇个项页]{_WHAT}?"
)
# What somebody wrote there, to stay until there is something.
_WRITTEN = re.compile(
    rf"(?:{_HERE})?(?:正在|尚在|还在){_DONE}(?:之?中)?|(?:{_HERE})?{_DONE}之?中"
    rf"|(?:{_HERE})?(?:暂|尚|暂时)未(?:开通|上线|开放)(?:任何|相关)?{_WHAT}?"
    r"|敬请期待|敬请关注|即将(?:上线|开通|推出|开放)"
)
# Of now, and not of ever.
_NOTHING_NEW = re.compile(
    rf"(?:{_HERE})?(?:近期|近日|最近|目前|暂时?|尚)?(?:无|没有|未有|未)(?:任何)?(?:最新|新的?|更新)的?{_WHAT}?"
)
# Said beside it.
_BESIDE = re.compile(
    r"(?:非常|很|十分|实在)?(?:对不起|抱歉|不好意思)|您好|温馨提示|提示|首页|[上前下后]一?页|[尾末]页|共?\d{1,4}页"
    r"|第?\d{1,4}页?|每页\d{1,4}条|跳转?到?|go",
    re.IGNORECASE,
)
# Rows that an author of a template put there.
_FILLER = re.compile(
    r"(?:这里是|此处为|新闻|文章|信息|内容|公告)?(?:测试|标题|示例|样例|占位|文字){1,12}(?:新闻|文章|信息|内容|数据|公告)?\d{0,4}"
    r"|(?:test|title|demo)\s?\d{0,4}|x{2,40}",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[\s，,。.；;:：!！…~·\-—()（）\[\]【】|丨/]+")

_WITHIN = re.compile(r"(?<=[共有计第])\s+(?=\d)|(?<=[0-9])\s+(?=[条篇个项页])")  # a number's blanks


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing, and no more."""
    pieces = _pieces(text)
    said = [one for one in pieces if _EMPTY.fullmatch(one) or _WRITTEN.fullmatch(one)]
    return bool(said) and all(one in said or _BESIDE.fullmatch(one) for one in pieces)


def may_say_nothing(text: str) -> bool:
    """Whether a text says that there is nothing and more, as where there is something
    (暂无信息，请点击更多), or only that there is nothing new."""
    return any(_EMPTY.fullmatch(one) or _NOTHING_NEW.fullmatch(one) for one in _pieces(text))


def is_written(text: str) -> bool:
    """Whether that is what somebody wrote, and not what a list shows that has no rows yet."""
    return any(_WRITTEN.fullmatch(one) for one in _pieces(text))


def is_filler(text: str) -> bool:
    """Whether a text holds the place of titles: 测试, 标题标题标题."""
    pieces = _pieces(text)
    return bool(pieces) and all(map(_FILLER.fullmatch, pieces))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECES.split(_WITHIN.sub("", text)) if piece]
