"""The text of an article as people see it: without a date that is hidden or struck through.

Such a date beside one that is shown says nothing: it is an earlier filling of the field, or meant
for machines. What is hidden by a class is taken for shown, as everywhere.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading.article.article_head import lines_of
from repostwatch.reading.dates import written_dates
from repostwatch.reading.document import Document
from repostwatch.reading.dom import unseen

_MAY_HIDE = "[hidden], [popover], [style], noscript, template, textarea, s, del, strike"
_STRUCK = frozenset(("s", "del", "strike", "noscript", "template", "textarea"))
_MOST = 200  # elements that are asked whether they hide a date
_DATE_CHARS = 200  # what is longer is a part of the page, which a click may show


def article_lines(doc: Document) -> list[str]:
    """The first lines of a page's text; without hidden dates where another date is shown."""
    shown = lines_of(doc.shown)
    if not any(_hides_date(node) for node in doc.tree.css(_MAY_HIDE)[:_MOST]):
        return shown
    seen = LexborHTMLParser(doc.tree.html or "")
    hidden = [node for node in seen.css(_MAY_HIDE)[:_MOST] if _hides_date(node)]
    for node in hidden:
        node.decompose()
    body = seen.body
    lines = lines_of(body.text(separator="\n", strip=True)) if body is not None else []
    return lines if any(map(_holds_date, lines)) else shown


def _hides_date(node: LexborNode) -> bool:
    if node.tag not in _STRUCK and not unseen.is_out_of_sight(node):
        return False
    text = node.text() or ""
    return len(text) <= _DATE_CHARS and _holds_date(text)


def _holds_date(text: str) -> bool:
    return written_dates.FULL.search(written_dates.narrow(text)) is not None
