"""The head of a list: which cell of a row holds which date."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_DATE_LABEL = re.compile(r"\w{0,6}(?:日期|时间)|(?:最后|最近|最新)?(?:更新|修改|发布|公开)(?:于)?")
# Only where one of these heads a column does the order of a row's dates matter.
_WORDS = ("成文", "发文", "印发", "签发", "生效", "实施", "施行", "截止", "有效",
          "更新", "修改", "生成")  # fmt: skip
_FIRST = 4  # a head stands among the first so many children of its list


def marked(shown: str) -> bool:
    """Whether a page's text has a head with which the order of a row's dates matters."""
    for kind in ("日期", "时间"):
        at = shown.find(kind)
        while at >= 0:
            if shown[max(0, at - 2) : at] in _WORDS:
                return True
            at = shown.find(kind, at + 2)
    return "更新\n" in shown or "修改\n" in shown


class TableHeader:
    """Finds the head of each list once."""

    def __init__(self) -> None:
        self._known: dict[int, list[str] | None] = {}

    def labelled(self, root: LexborNode, list_node: LexborNode, link: LexborNode) -> str | None:
        """The row's cells as lines of `label：text`, the link's own left out, or None without
        a head that fits."""
        key = list_node.mem_id
        if key not in self._known:
            self._known[key] = _head(list_node)
        head = self._known[key]
        if head is None:
            return None
        cells = list(root.iter())
        if len(cells) != len(head):
            return None
        anchor = link.mem_id
        return "\n".join(
            f"{label}：{' '.join(cell.text(separator=' ', strip=True).split())}"
            for label, cell in zip(head, cells, strict=True)
            if cell.mem_id != anchor and not any(a.mem_id == anchor for a in cell.css("a"))
        )


def _head(list_node: LexborNode) -> list[str] | None:
    lines = list(list_node.iter())[:_FIRST]
    if list_node.tag == "tbody" and list_node.parent is not None:
        lines = list_node.parent.css("thead tr") + lines
    for line in lines:
        if line.css_first("a[href]") is not None:
            continue
        cells = ["".join(cell.text().split()) for cell in line.iter()]
        if sum(bool(_DATE_LABEL.fullmatch(cell)) for cell in cells) >= 1 and len(cells) >= 2:
            return cells
    return None
