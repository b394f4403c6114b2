"""Page chrome: headers, footers, menus and breadcrumbs, by tags and by class and id names."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_TAGS = frozenset(("nav", "footer", "header", "select"))
_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|foot|footer|crumbs?|breadcrumb|position|friend|copyright|links?"
    r"|sitemap|topbar|toolbar|header|dqwz|yqlj|weizhi|pager|paging|pagination|share|location)(?![a-z])"
    r"|(?:main|top|sub|side|left)[-_]?(?:nav|menu)|nav(?:bar|box|list|menu|panel)|footer|breadcrumb"
    r"|friend-?link|yqlink|crumb",
    re.IGNORECASE,
)


class PageChrome:
    """Whether a node is in a page's chrome, with a cache by element."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def holds(self, node: LexborNode) -> bool:
        path: list[int] = []
        answer = False
        parent = node.parent
        while parent is not None and parent.tag not in ("body", "html"):
            name = parent.mem_id
            if name in self._known:
                answer = self._known[name]
                break
            path.append(name)
            attributes = parent.attributes
            marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if parent.tag in _TAGS or (len(marks) > 2 and _NAME.search(marks)):
                answer = True
                break
            parent = parent.parent
        for name in path:
            self._known[name] = answer
        return answer
