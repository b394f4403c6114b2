"""All text of a page for search: visible text, link texts, attributes, scripts; no comments.

It is not parsed into items: whatever form a release has in a page, its text is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repostwatch.base.whole_text import unescape
from repostwatch.model import TracePlace
from repostwatch.reading import charset, disguised_text
from repostwatch.reading.dom import literals
from repostwatch.settings import ReadingSettings

_CODE = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN = re.compile(r"<r[tp]\b[^<>]*>[^<>]*(?:</r[tp]\s*>)?", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_LINK_END = re.compile(r"</a\s*>", re.IGNORECASE)
_ESCAPE = re.compile(
    r"\\u\{?([0-9a-fA-F]{4})\}?|%u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([/\"'nrt])"
)
_HALF = re.compile(r"[\ud800-\udfff]")
_TITLE = re.compile(r"\btitle\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_DOTS = re.compile(r"(?<![\s.…⋯。])\s*+(?:\.{2,}+|…++|⋯++|。{3,}+)\s*+$")
_BASE64 = re.compile(r"[\"']([A-Za-z0-9+/]{16,}={0,2})[\"']")
_CODED = 40  # shorter words are names of the code
_LONGEST = 2000  # characters of what is inside a link that may be a title


@dataclass(frozen=True, slots=True)
class TextStream:
    """One kind of a page's text: its place, and the text.

    Of a text in disguise `beside` is what stands there as it is: what that holds is no disguise's.
    """

    place: TracePlace
    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """All streams of a page, the texts of its links, and its source without comments."""

    source: str
    streams: tuple[TextStream, ...]
    links: tuple[str, ...] = ()


def page_text(
    body: bytes, content_type: str | None = None, *, settings: ReadingSettings
) -> PageText | None:
    """What the bytes of a page say in any form, None where they are no text. Never raises.

    Texts of neighbouring elements follow each other without a mark between them, so that a
    title cut into lines or links is one; the links' text alone is a stream of its own, because
    a date may stand between two of them.
    """
    source = charset.plain(body)
    if source is None:
        decoded = charset.decode(body, content_type, settings)
        if decoded is None:
            return None
        source = decoded[0]
    source = _without_comments(source)
    markup, code = _parted(source)
    markup = _spelled_out(markup)
    if "<rt" in markup:
        markup = _SPOKEN.sub("", markup)
    tags = _TAG.findall(markup)
    inside = [markup[start:end] for start, end, _ in _links(markup)]
    links = [unescape(_TAG.sub("", inner)) for inner in inside]
    streams = [
        TextStream(TracePlace.TEXT, unescape(_TAG.sub("", markup))),
        TextStream(TracePlace.LINKS, "".join(links)),
        TextStream(TracePlace.ATTRIBUTES, _unescaped("\n".join(filter(_speaks, tags)))),
    ]
    if markup.lstrip()[:1] in ("{", "[") or not tags:
        code = f"{code}\n{markup}"  # an answer that is no page
    if said := _said(code):
        streams.append(TextStream(TracePlace.CODE, said))
    streams += _disguised(source, inside, code, streams)
    named = (" ".join(text.split()) for text in links if len(text) <= _LONGEST)
    return PageText(source, tuple(streams), tuple(dict.fromkeys(filter(None, named))))


def _disguised(
    source: str, inside: list[str], code: str, streams: list[TextStream]
) -> Iterator[TextStream]:
    """What the page holds in disguise, as text of the place where it stands."""
    parts = list(disguised_text.without_parts(inside))
    for rest, whole in parts:
        yield TextStream(TracePlace.LINKS, rest, whole)
    frames = disguised_text.of_frames(f"{streams[0].text}\n{streams[2].text}")
    numbers, written = disguised_text.of_numbers(code), disguised_text.of_styles(code)
    for place, text in (
        (TracePlace.ATTRIBUTES, frames),
        (TracePlace.CODE, numbers),
        (TracePlace.CODE, written),
    ):
        if not text.isascii():
            yield TextStream(place, text)
    if disguised_text.turned(source):
        rests = TextStream(TracePlace.LINKS, "\n".join(rest for rest, _ in parts))
        for stream in (*streams, rests):
            yield TextStream(stream.place, _TAG.sub("", stream.text[::-1]))


def _speaks(text: str) -> bool:
    """Whether a tag or a line of code may hold Chinese text."""
    if not text.isascii() or "%" in text or "\\" in text:
        return True
    return ("&" in text and "#" in text) or "data:" in text


def _without_comments(source: str) -> str:
    """The source without comments; text after an unclosed comment is kept."""
    pieces, at = [], 0
    while (start := source.find("<!--", at)) >= 0:
        end = source.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(source[at:start])
        at = end + 3
    return "".join([*pieces, source[at:]])


def _parted(source: str) -> tuple[str, str]:
    """(markup without scripts and styles, their content)."""
    lowered, markup, code, at = source.lower(), [], [], 0
    if len(lowered) != len(source):  # a letter whose small form is longer
        lowered = source
    while (start := _CODE.search(source, at)) is not None:
        end = lowered.find(f"</{start[1].lower()}", start.end())
        end = len(source) if end < 0 else end
        markup.append(source[at : start.end()])
        code.append(source[start.end() : end])
        at = end
    return "".join([*markup, source[at:]]), "\n".join(code)


def _links(markup: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, opening tag) of each link; begin and end are those of its content."""
    at = 0
    while (start := _LINK.search(markup, at)) is not None:
        end = _LINK_END.search(markup, start.end())
        at = end.start() if end else len(markup)
        yield start.end(), at, start[0]


def _spelled_out(markup: str) -> str:
    """The markup with each truncated link text replaced by the link's title=."""
    pieces: list[str] = []
    last = 0
    for start, end, tag in _links(markup):
        if end - start > _LONGEST or (named := _TITLE.search(tag)) is None:
            continue
        shown = _TAG.sub("", markup[start:end])
        begun = "".join(unescape(_DOTS.sub("", shown)).split())
        title = named[1] or named[2] or ""
        if begun and _DOTS.search(shown) and "".join(unescape(title).split()).startswith(begun):
            pieces += [markup[last:start], title]
            last = end
    return "".join([*pieces, markup[last:]])


def _unescaped(text: str) -> str:
    """The text with escapes of HTML, JSON, scripts and addresses decoded."""
    if "\\" in text or "%u" in text:
        text = _ESCAPE.sub(_letter, text)
    if "&" in text:
        text = unescape(text)
    # A single one, too: half of a tag would swallow what stands behind it.
    return _paired(literals.percents(text) if "%" in text else text)


def _paired(text: str) -> str:
    """Letters that a script writes as two halves are one, and a half alone is none."""
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _said(code: str) -> str:
    """The text of scripts, without and with its tags, which may hold a title."""
    text = _unescaped("\n".join(filter(_speaks, code.split("\n"))))
    least = 0 if "atob" in code else _CODED  # by a function of the page's own
    coded = [
        _unescaped(literals.base64(found)) for found in _BASE64.findall(code) if len(found) >= least
    ]
    text = "\n".join((text, *(decoded for decoded in coded if not decoded.isascii())))
    if "<" not in text:
        return text
    text = _spelled_out(text)
    return f"{_TAG.sub('', text)}\n{text}"


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    return chr(int(code, 16)) if code else (" " if found[4] in "nrt" else found[4])
