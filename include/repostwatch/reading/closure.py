"""Words of a short page which say that its site is closed or has moved (关停迁移公告)."""

from __future__ import annotations

import re

from repostwatch.portals.notices import is_for_now
from repostwatch.reading import page_kind
from repostwatch.reading.dom import tree
from repostwatch.settings import ReadingSettings

_CLOSED = re.compile(
    r"(?:网站|网址|域名|门户|本站).{0,40}?(?:关停|关闭|停用|停止(?:运行|服务|更新|访问|使用)|下线|注销)"
    r"|(?:网站|网址|域名|门户|本站).{0,40}?(?:迁移|搬迁|更换|变更|并入|整合|上移|改版).{0,12}?(?:至|到|为|入)"
    r"|(?:请|自动).{0,10}?(?:访问|跳转).{0,6}?(?:新(?:版)?(?:网站|网址|域名|站)|上级)"
    r"|(?:新网址|新域名|新版网站)(?:为|是|：|:)"
)
_FOR_GOOD = re.compile(r"关停|注销|新版?(?:网站|网址|域名|站)")
_UNSHOWN = ["script", "style", "noscript", "template"]
_FAR_MORE = 4  # times what such a page shows: not even without what only some browsers show
_BEFORE, _AFTER = 8, 24  # characters around what was found that are told with it


def closing(text: str, shown: str, links: int, settings: ReadingSettings) -> str:
    """What the page says of it, or nothing. `shown` is its text at least, `links` its items.

    A page that shows more, or a list, is a portal that reports of a closed site.
    """
    if links >= page_kind.FEW or len(shown) > _FAR_MORE * settings.notice_chars:
        return ""
    if not _CLOSED.search(" ".join(shown.split())):
        return ""
    parsed = tree.parse(text, settings)
    parsed.strip_tags(_UNSHOWN)
    line = " ".join(parsed.text(separator=" ").split())
    found = _CLOSED.search(line) if len(line) <= settings.notice_chars else None
    if found is None or (is_for_now("".join(line.split())) and not _FOR_GOOD.search(line)):
        return ""
    return line[max(0, found.start() - _BEFORE) : found.end() + _AFTER]
