"""A kept page's tree and style sheets without anything that loads, leads on or sends.

What is shown keeps its text, its form and the pictures that its own bytes hold. An address that
is left in it would be resolved against the page that shows it, and refused by that page's policy
with a complaint for each.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# They run, load, draw by themselves or hold a document of their own; what stands in a template can
# become part of the page without a script.
_GONE = (
    "script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "base",
    "link", "meta", "template", "svg", "math", "audio", "video", "source", "track",
)  # fmt: skip
# What says how an element looks or what it is; whatever is not named here is taken away.
_KEPT = frozenset({
    "abbr", "align", "alt", "axis", "bgcolor", "border", "bordercolor", "cellpadding",
    "cellspacing", "char", "charoff", "checked", "class", "clear", "color", "cols", "colspan",
    "compact", "dir", "disabled", "face", "frame", "headers", "height", "hidden", "hspace", "id",
    "label", "lang", "multiple", "noshade", "nowrap", "open", "placeholder", "reversed", "role",
    "rows", "rowspan", "rules", "scope", "selected", "size", "span", "start", "style", "summary",
    "text", "title", "type", "valign", "value", "vspace", "width", "wrap",
})  # fmt: skip
_KEPT_FAMILIES = ("data-", "aria-")
# Fields of other kinds check their value, and complain about it.
_FIELDS = frozenset({"text", "search", "button", "submit", "reset", "checkbox", "radio", "hidden"})
# A picture in the page itself, whole; another form of it might not be one.
_OWN_PICTURE = re.compile(
    r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,((?:[A-Za-z0-9+/]{4})*+"
    r"(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)",
    re.IGNORECASE,
)
# A letter may be written by its number, and then makes the same name.
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6}+)(?:\r\n|[ \t\r\n\f])?+|(.))", re.IGNORECASE | re.DOTALL)
_LOADS = re.compile(
    r"""(?P<place>url\(\s*+(?:"(?:[^"\\\n]|\\.)*+"\s*+\)|'(?:[^'\\\n]|\\.)*+'\s*+\)"""
    r"""|(?!["'])(?:[^)\\]|\\.)*+\)?))"""
    r"|(?P<rule>@(?:import|font-face))|(?:url|src|image|image-set)\(",
    re.IGNORECASE | re.DOTALL,
)


def harmless(parsed: LexborHTMLParser) -> None:
    """Take out of the tree, in place, whatever would do more than be looked at."""
    parsed.strip_tags(list(_GONE))
    # Outside a form a button sends nothing, and no browser complains that it may not.
    parsed.unwrap_tags(["form"])
    for node in parsed.css("*"):
        _attributes(node)
        if node.tag == "style":
            node.inner_html = harmless_styles(node.text() or "")


def harmless_styles(styles: str) -> str:
    """A style sheet, or the declarations of one element, that names nothing to load.

    An address becomes `none`, so that what stands beside it holds: a background keeps its colour.
    """
    plain = _ESCAPE.sub(_letter, styles)
    # What is left must not end the element in which the style sheet stands.
    return _LOADS.sub(_nothing, plain).replace("</", "< /")


def _attributes(node: LexborNode) -> None:
    attributes = node.attrs
    for name, value in tuple(attributes.items()):
        if name == "style":
            attributes[name] = harmless_styles(value or "")
        elif not _stays(node.tag or "", name, value or ""):
            del attributes[name]


def _stays(tag: str, name: str, value: str) -> bool:
    if name == "src":
        return tag == "img" and _OWN_PICTURE.fullmatch(value) is not None
    if name == "type" and tag == "input":
        return value.lower() in _FIELDS
    return name in _KEPT or name.startswith(_KEPT_FAMILIES)


def _letter(escape: re.Match[str]) -> str:
    """A letter as itself; another character by its whole number, to which nothing can be added."""
    number, other = escape.groups()
    character = chr(int(number, 16)) if number and int(number, 16) < 0x80 else other or ""
    if character == "-" or (character.isascii() and character.isalpha()):
        return character
    return f"\\{int(number, 16):06x} " if number else str(escape[0])


def _nothing(found: re.Match[str]) -> str:
    if found["place"]:
        return "none"
    return "@none" if found["rule"] else "none("
