"""The title inside a link that holds more than a title: dates, summaries, badges, markup."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from repostwatch.reading.dates import row_dates
from repostwatch.reading.dates.date_pieces import Found

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
_BLOCKS = _HEADS | frozenset(
    ("p", "div", "li", "dd", "td", "tr", "th", "section", "article", "ul", "ol", "dl", "table")
)
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:\w{0,12})tit(?:le)?(?![a-z])", re.IGNORECASE)
_BADGE = re.compile(
    r"[\[【(（<]?\s?(?:置顶|顶|new|hot|热|荐|推荐|新|图|图文|视频|\d{1,2}:\d\d(?::\d\d)?)\s?[\]】)）>]?!?",
    re.IGNORECASE,
)
_DATEY = re.compile(r"[\s\d./:：年月日时分\[\]()（）【】|—–-]+|[A-Za-z]{3,9}\.?,?(?:\s\d{1,2},?)?")
_RANK = re.compile(r"\d{1,2}")
# After a number in a node of its own these show that it belongs to the title (12 项措施).
_MEASURES = frozenset("项个条年月日万亿位起次届批岁天类件余号元种艘辆架座处期集步维")
# <title> of a drawing, and what a browser does not show.
_UNSEEN = frozenset(("svg", "title", "desc", "style", "script", "noscript", "template"))
_TWICE = 6  # so long a piece that comes again is the same title for another screen
_PIECES = 16  # a link in more of them is none that repeats its title
_TITLE_CHARS = 8  # the first block of so many characters is the title, what follows a summary
_BREAK = "\x01"


def read(node: LexborNode) -> tuple[str, Found | None]:
    """The title of a link whose text has several nodes, and the date among them."""
    groups = _groups(node)
    if not groups:
        return "", None
    for group in groups:
        group.pieces = _once(group.pieces)
    chosen = _chosen(groups)
    _drop_summary(chosen)
    rest = [piece for group in groups if group is not chosen for piece in group.lines()]
    found = row_dates.find("\n".join(rest)) if rest else None
    pieces = chosen.pieces
    if found is None:
        lines = chosen.lines()
        longest = max(lines, key=len)
        found = row_dates.find("\n".join(line for line in lines if line is not longest))
        if found is not None:
            pieces = [piece for piece in pieces if not _DATEY.fullmatch(piece.strip() or "-")]
    return _joined(pieces), found


class _Group:
    """The text nodes of one block inside a link."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.heads = False

    def lines(self) -> list[str]:
        return [line for piece in self.pieces if (line := " ".join(piece.split()))]


def _groups(node: LexborNode) -> list[_Group]:
    groups: dict[int, _Group] = {}
    known: dict[int, tuple[int, bool]] = {}
    top = node.mem_id
    for part in node.traverse(include_text=True):
        if part.tag == "br":
            text = _BREAK
        elif part.tag == "-text":
            text = part.text_content or ""
            bare = text.strip()
            if bare and _BADGE.fullmatch(bare):
                continue
        else:
            continue
        parent = part.parent
        if parent is not None and parent.tag in _UNSEEN:
            continue
        name = parent.mem_id if parent is not None else top
        if name not in known:
            known[name] = _place(parent, top)
        block, heads = known[name]
        group = groups.get(block)
        if group is None:
            group = groups[block] = _Group()
        group.pieces.append(text)
        group.heads = group.heads or heads
    return [group for group in groups.values() if group.lines()]


def _once(pieces: list[str]) -> list[str]:
    """The pieces without the title that stands there again, whole or cut, for a narrow screen."""
    if not 1 < len(pieces) <= _PIECES:
        return pieces
    bare = ["".join(piece.split()) for piece in pieces]
    kept: list[str] = []
    for index, (piece, text) in enumerate(zip(pieces, bare, strict=True)):
        seen = text.rstrip(".…⋯")
        others = (other for at, other in enumerate(bare) if at != index)
        again = len(seen) >= _TWICE and any(
            other.startswith(seen) and (len(other), -bare.index(other)) > (len(text), -index)
            for other in others
        )
        if not again:
            kept.append(piece)
    return kept


def _place(block: LexborNode | None, top: int) -> tuple[int, bool]:
    """The block that an element inside a link belongs to, and whether that says title."""
    heads = False
    while block is not None and block.mem_id != top:
        heads = heads or block.tag in _HEADS or _is_title(block)
        if block.tag in _BLOCKS:
            break
        block = block.parent
    return (block.mem_id if block is not None else top), heads


def _is_title(node: LexborNode) -> bool:
    name = node.attributes.get("class")
    return bool(name and _TITLE_CLASS.search(name))


def _chosen(groups: list[_Group]) -> _Group:
    named = [group for group in groups if group.heads and len(_joined(group.pieces)) >= 4]
    named = [group for group in named if not _DATEY.fullmatch(_joined(group.pieces))]
    if named:
        return named[0]
    for group in groups:
        text = _joined(group.pieces)
        if len(text) >= _TITLE_CHARS and not _DATEY.fullmatch(text):
            return group
    return max(groups, key=lambda group: len(_joined(group.pieces)))


def _drop_summary(group: _Group) -> None:
    """Leave out sentences below a line break under a title."""
    if _BREAK not in group.pieces:
        return
    at = group.pieces.index(_BREAK)
    head, rest = "".join(group.pieces[:at]), "".join(group.pieces[at:])
    if len("".join(head.split())) >= _TITLE_CHARS and "。" in rest:
        group.pieces = group.pieces[:at]


def _joined(pieces: list[str]) -> str:
    """One line as a browser joins it; a line break inside Chinese text is no blank."""
    if len(pieces) > 1 and _RANK.fullmatch(pieces[0].strip()):
        following = "".join(pieces[1:]).lstrip()[:1]
        if following > "\u2fff" and following not in _MEASURES:
            pieces = pieces[1:]
    text = " ".join("".join(pieces).split())
    if _BREAK not in text:
        return text
    return re.sub(rf"\s?{_BREAK}\s?", _blank, text.strip(_BREAK + " "))


def _blank(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if before.isascii() and after.isascii() else ""
