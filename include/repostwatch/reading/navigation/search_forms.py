"""The searches that a page offers for its own site, as far as an address asks them.

A form that is sent by GET with one field for words; or an address in a link or a script that ends
where the words go: 大汉 /jsearchfront/, TRS /was5/ and /search4/, 开普 qt= and JSON answers. A form
that is posted, that wants a name, a day or a code, or whose address or hidden fields may change
something, is no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.base.changing import changing_word
from repostwatch.base.sites import same_site
from repostwatch.model.navigation import SearchFamily, SearchForm
from repostwatch.reading import charset, page_kind
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dom import tree
from repostwatch.settings import ReadingSettings

_WORDS = re.compile(
    r"q|qt|qw|wd|kw|word|words|key|keys|query|search_?(?:word|key|text|content|value|str)s?|key_?words?"
    r"|querystr|title|s|searchcontent|sword|content_?key",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"搜索|搜一搜|检索|查询|search|sousuo|(?:^|[/_.-])so(?:[/_.?-]|$)", re.IGNORECASE
)
_PERSONAL = re.compile(
    r"name|user|phone|tel|mail|code|captcha|yzm|sfz|card|address|date|time|编号|姓名|电话|密码|验证码"
    r"|手机|身份证|受理",
    re.IGNORECASE,
)
_ENGINES: tuple[tuple[re.Pattern[str], SearchFamily], ...] = (
    (re.compile(r"/jsearch(?:front)?/", re.IGNORECASE), SearchFamily.HANWEB),
    (re.compile(r"/was[45]?/|/search[45]/|/igs/", re.IGNORECASE), SearchFamily.TRS),
    (re.compile(r"/common/search/|[?&]qt=", re.IGNORECASE), SearchFamily.KAIPU),
)
_QUOTED = re.compile(r"""["']([^"'\s<>\\]{4,400}[?&](\w{1,20})=)["']""")
_TYPES = frozenset(("", "text", "search"))
_BARRED = frozenset(("password", "file", "date", "datetime-local", "email", "tel", "number"))
_MOST = 10  # searches of a page
_SCANNED = 400_000  # characters of scripts
_FIXED = 20  # fields of a form besides its words
_LONGEST = 200  # characters of a field's value


def search_forms_of(
    body: bytes, url: str, *, content_type: str | None = None, settings: ReadingSettings
) -> tuple[SearchForm, ...]:
    """The searches of a page for its own site, those of a known engine first.

    `url` is where the bytes came from, after redirects. Never raises on any bytes.
    """
    if page_kind.not_text(body, content_type):
        return ()
    decoded = charset.decode(body, content_type, settings)
    if decoded is None or not decoded[0][:2000].lstrip("\ufeff \t\r\n").startswith("<"):
        return ()
    parsed = tree.parse(decoded[0], settings)
    hrefs = (node.attributes.get("href") for node in parsed.css("base[href]")[:1])
    base = BaseAddress(url, next(iter(hrefs), None))
    found: dict[tuple[str, str], SearchForm] = {}
    for one in (*_forms(parsed, base, url), *_addresses(parsed, base)):
        if (
            len(found) < _MOST
            and same_site(one.action, url)
            and changing_word(one.address("")) is None
        ):
            found.setdefault((one.action, one.field), one)
    return tuple(sorted(found.values(), key=lambda one: one.family is SearchFamily.FORM))


def _forms(parsed: LexborHTMLParser, base: BaseAddress, url: str) -> Iterator[SearchForm]:
    for form in parsed.css("form"):
        method = (form.attributes.get("method") or "get").strip().lower()
        action = (form.attributes.get("action") or "").strip()
        if method != "get" or action.lower().startswith("javascript:"):
            continue
        target = base.absolute(action) if action else url.partition("#")[0].partition("?")[0]
        if target is not None and (made := _form(form, target)) is not None:
            yield made


def _form(form: LexborNode, action: str) -> SearchForm | None:
    """A form as a search; None where it is none."""
    texts: list[LexborNode] = []
    fixed: list[tuple[str, str]] = []
    for field in form.css("input, select, textarea"):
        attributes = field.attributes
        name, kind = attributes.get("name") or "", (attributes.get("type") or "").strip().lower()
        if field.tag == "textarea" or kind in _BARRED:
            return None
        if field.tag == "input" and kind in _TYPES:
            texts.append(field)
        elif name and (value := _value(field, kind)) is not None:
            fixed.append((name[:_LONGEST], value[:_LONGEST]))
    named = [field for field in texts if field.attributes.get("name")]
    if len(named) != 1 or len(fixed) > _FIXED:
        return None
    field = named[0]
    name = field.attributes.get("name") or ""
    said = " ".join(
        (part.attributes.get(mark) or "")[:_LONGEST]
        for part in (form, field)
        for mark in ("id", "class", "placeholder", "title", "action", "value")
    )
    if _PERSONAL.search(name) and not _WORDS.fullmatch(name):
        return None
    if not _SEARCH.search(f"{said} {action}") and not _SEARCH.search(_labels(form)):
        return None
    if not _WORDS.fullmatch(name) and not _SEARCH.search(f"{name} {said}"):
        return None
    mark = "&" if "?" in action else "?"
    return SearchForm(action, name, tuple(fixed), _family(f"{action}{mark}{name}="))


def _value(field: LexborNode, kind: str) -> str | None:
    """What a field sends that nobody touches; None for nothing."""
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option")
        return None if chosen is None else chosen.attributes.get("value") or ""
    if kind in ("checkbox", "radio"):
        return (field.attributes.get("value") or "on") if "checked" in field.attributes else None
    return (field.attributes.get("value") or "") if kind == "hidden" else None


def _labels(form: LexborNode) -> str:
    """The words on a form and on its buttons."""
    buttons = form.css("input[type=submit], input[type=button], input[type=image], button, a, img")
    marks = (button.attributes.get(mark) or "" for button in buttons[:10] for mark in
             ("value", "alt", "title", "class"))  # fmt: skip
    return " ".join((*marks, (form.text() or "")[:_LONGEST]))


def _addresses(parsed: LexborHTMLParser, base: BaseAddress) -> Iterator[SearchForm]:
    """Addresses that end where a search's words go, in links and scripts."""
    for node in parsed.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        query = _parameters(href)
        if query and query[-1][0] and not query[-1][1] and _WORDS.fullmatch(query[-1][0]):
            yield from _address(href, query[-1][0], base)
    left = _SCANNED
    for script in parsed.css("script"):
        code = (script.text() or "")[:left]
        left -= len(code)
        for match in _QUOTED.finditer(code):
            if _WORDS.fullmatch(match[2]):
                yield from _address(match[1], match[2], base)


def _address(href: str, field: str, base: BaseAddress) -> Iterator[SearchForm]:
    target = base.absolute(href)
    if target is None:
        return
    family = _family(target)
    if family is not SearchFamily.FORM or _SEARCH.search(urlsplit(target).path):
        yield SearchForm(target, field, (), family)


def _family(action: str) -> SearchFamily:
    return next((family for mark, family in _ENGINES if mark.search(action)), SearchFamily.FORM)


def _parameters(href: str) -> list[tuple[str, str]]:
    """The parameters of an address; none where it is broken."""
    try:
        return parse_qsl(urlsplit(href).query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return []
