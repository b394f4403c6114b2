"""What a list page is about: its ColumnName tag, its title, its crumbs, its only h1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from repostwatch.reading.document import Document

_TITLE_PARTS = re.compile(r"\s*[-_|—–>»:：·]+\s*|\s{2,}")
_SITE = re.compile(
    r"(?:部|厅|局|委|委员会|署|院|办公室|人民政府|政府|网|网站|门户|平台|银行|公司)$"
)
_CRUMB_SIGN = re.compile(r"(?:当前|您的|您现在的|所在|现在的?)?位置|您?(?:现)?在(?:这里|这儿)")
_ARROWS = ">›»→＞/"
_EDGE = "【】[]「」“”《》·•|:： \u3000\xa0>›»＞<«■□◆◇●○★☆▪►▶-—/"
_TAIL = re.compile(r"(?:栏目|列表|频道|首页|专栏)$")
_CENTRAL = re.compile(
    r"国务院|国办|党中央|中共中央|中央(?:文件|政策|精神|要闻)|中国政府网|国务要闻"
)
_CRUMB_LINES = 24  # more pieces are no crumb trail
LONGEST = 30  # characters of a name


def plain(name: str) -> str:
    """A name as it is compared: no blanks, no marks at its ends, no 栏目 or 列表 behind."""
    bare = "".join(name.split()).strip(_EDGE)
    return _TAIL.sub("", bare) if len(bare) > 4 else bare


def is_central(names: Iterable[str]) -> bool:
    """Whether a page's subject or a list's heading speaks of the State Council."""
    return any(_CENTRAL.search(name) for name in names)


def names_list(name: str) -> bool:
    """Whether a heading's name is that of a list of the State Council's policy, not a body's:
    国务院国有资产监督管理委员会 is none."""
    return (
        2 <= len(name) <= LONGEST
        and is_central([name])
        and not _SITE.search(name)
        and not _CRUMB_SIGN.search(name)
    )


def subjects(doc: Document, meta: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the page's own subject, the surest first; the site's name is none."""
    site = plain(meta.get("SiteName", ""))
    headings = [plain(node.text() or "") for node in doc.tree.css("h1")[:2]]
    names = [
        plain(meta.get("ColumnName", "")),
        crumb(doc.shown),
        _of_title(doc.title or "", site),
        headings[0] if len(headings) == 1 else "",
    ]
    return tuple(dict.fromkeys(name for name in names if 2 <= len(name) <= LONGEST))


def _of_title(title: str, site: str) -> str:
    parts = [name for part in _TITLE_PARTS.split(title) if (name := plain(part))]
    own = [name for name in parts if name != site and not _SITE.search(name)]
    return own[0] if own else ""


def crumb(text: str) -> str:
    """The last name of a crumb trail in a text of one line per piece, or nothing."""
    found = _CRUMB_SIGN.search(text)
    if found is None:
        return ""
    lines = text[found.end() : found.end() + 400].split("\n")
    last, open_ = "", True
    for line in lines[:_CRUMB_LINES]:
        piece = line.strip(" \u3000\xa0:：")
        if not piece:
            continue
        begins, ends = piece[0] in _ARROWS, piece[-1] in _ARROWS
        if not begins and not open_:
            break
        names = [name for part in re.split(rf"[{_ARROWS}]+", piece) if (name := plain(part))]
        if any(len(name) > LONGEST for name in names):
            break
        last = names[-1] if names else last
        open_ = ends or (begins and not names)
    return last if last not in ("首页", "网站首页") else ""
