"""What a site says of its own being kept up: 更新时间：2026-11-29, 本栏目最后更新于昨天,
Last updated 29 Nov 2026. A claim of the site, which says of no item when it came."""

from __future__ import annotations

import re

_WHEN = (
    r"(?:[\d年月日号时点分秒:：./\-—T+\s()（）]|(?:星期|周)[一二三四五六日天]|[今昨前][天日]|刚刚|[上下]午|凌晨"
    r"|个?小时前|分钟前|天前|周前|[A-Za-z]{3,9}(?=[\s.]\d|\s\d|,)|,){0,40}"
)
_OF = (
    r"(?:本|该|我|全)?(?:网站|站点|栏目|频道|专栏|页面|网页|数据|信息|内容|列表|资料|文章|新闻|要闻"
    r"|站|网|页)"
)
_CHINESE = (
    rf"(?:{_OF}){{0,3}}的?(?:最[后近新终]|上|末)?(?:一次|次)?的?(?:更新|修改|改版|刷新|维护)"
    r"(?:的?(?:时间|日期|日|于|至|到|为|是)){0,2}"
)
_CLAIM = re.compile(
    rf"[\s\[(（【·*※◆▪|]{{0,6}}(?:{_CHINESE}|(?:this )?(?:page |site )?(?:was )?(?:last[\s-]?)?"
    rf"(?:updated?|modified)(?:\s?(?:on|at|time|date))?)\s?[:：]?{_WHEN}[\s\])）】。.|]{{0,6}}",
    re.IGNORECASE,
)
# The moment first, or how much it was.
_BEHIND = re.compile(
    rf"(?=[\d今昨前刚])(?:{_WHEN})(?:已|新|共)?更新(?:了?\d{{0,5}}[条篇则]?(?:信息|新闻|文章|内容)?)?"
)
_ASKED = re.compile(r"更新|修改|改版|刷新|维护|updat|modif", re.IGNORECASE)
_LONGEST = 60  # characters; a longer text tells more


def claims(text: str) -> bool:
    """Whether a text says when the page, a column or the site was last updated, and no more."""
    text = " ".join(text.split())
    if len(text) > _LONGEST or not _ASKED.search(text):
        return False
    return _CLAIM.fullmatch(text) is not None or _BEHIND.fullmatch(text) is not None
