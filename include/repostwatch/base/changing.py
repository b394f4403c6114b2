"""Whether asking for an address may change something on its server, as far as its words tell.

A GET should change nothing, and on many sites it does: `/delete?id=1`, `?do=logout`, `/admin/…`. A
watcher that follows links asks for none of them. What counts are whole words, of a path's segment
(`delete.do`, `newsDel.jsp`, `doDelete`) or of a parameter: a folder `/delegation/` is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote_plus, urlsplit

# Wherever they stand as a word.
_ALWAYS = frozenset((
    "delete", "deletes", "del", "remove", "destroy", "erase", "purge", "truncate",
    "logout", "logoff", "signout", "signoff", "unsubscribe", "admin", "administrator", "phpmyadmin",
    "shutdown", "reboot", "uninstall", "shanchu", "zhuxiao", "tuichu", "删除", "注销", "退出登录",
))  # fmt: skip
_CHANGES = frozenset((
    "add", "insert", "update", "save", "submit", "approve", "reject", "reset", "restart", "exec",
    "execute", "confirm", "pay", "subscribe", "like", "digg", "dianzan", "toupiao", "vote",
    "upload", "install", "cancel", "clear",
))  # fmt: skip
# As the value of a parameter that names what is to be done.
_DONE = _ALWAYS | _CHANGES | frozenset((
    "create", "edit", "modify", "post", "publish", "unpublish", "audit", "set", "send", "register",
    "import", "clean", "drop", "move", "rename", "exit", "quit", "sign", "order", "lock", "unlock",
))  # fmt: skip
# As the program that an address names (save.do, /sendmail?to=, cart/add): a folder of that name may
# hold anything, the last part of an address that ends as programs do, or has parameters, acts.
_ACTS = _CHANGES | frozenset((
    "activate", "checkout", "unsub", "tuiding", "dingyue", "sendmail", "zan", "favorite",
    "favourite", "addfavorite", "follow", "qiandao",
))  # fmt: skip
_PROGRAM = re.compile(r"\.(?:do|action|php|jsp|jspx|asp|aspx|ashx|cgi|pl|cfm)$", re.IGNORECASE)
_DOING = frozenset((
    "action", "act", "do", "op", "oper", "opt", "operate", "operation", "cmd", "command", "method",
    "func", "function", "task", "event", "_method", "doaction", "mod", "m", "a", "submit",
))  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[\u4e00-\u9fff]+")
_DECODED = 3  # times; what is written with more layers is decoded by no server
_PARAMETERS = 200
_SCANNED = 8192  # characters; an address that is fetched is shorter


def changing_word(url: str) -> str | None:
    """The word by which asking for an address may change something; None where none does."""
    try:
        parts = urlsplit(url[:_SCANNED])
    except ValueError:
        return None
    segments = _decoded(parts.path).split("/")
    for segment in segments:
        if (word := _first(segment, _ALWAYS)) is not None:
            return word
    name = _PROGRAM.sub("", segments[-1])
    acts = name != segments[-1] or (parts.query and "." not in name)
    if acts and (word := _only(name)) is not None:
        return word
    for name, value in _parameters(parts.query):
        doing = name.lower() in _DOING
        if (word := _first(name, _ALWAYS)) is not None:
            return word
        if doing and (word := _first(value, _DONE)) is not None:
            return word
        if (word := _whole(value)) is not None:
            return word
    return None


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    for pair in re.split(r"[&;]", query)[:_PARAMETERS]:
        name, _, value = pair.partition("=")
        yield _decoded(name), _decoded(value)


def _whole(value: str) -> str | None:
    """A parameter's value that is such a word and nothing else: a title may speak of anything."""
    words = [found[0].lower() for found in _WORD.finditer(value[:40])]
    return words[0] if len(words) == 1 and words[0] in _ALWAYS else None


def _only(name: str) -> str | None:
    """The word that a program is called by, alone or after 'do': save, doSave, addFavorite."""
    words = [found[0].lower() for found in _WORD.finditer(name)]
    name = "".join(words[1:] if words[:1] == ["do"] else words)
    return name if name in _ACTS else None


def _first(text: str, wanted: frozenset[str]) -> str | None:
    words = [found[0].lower() for found in _WORD.finditer(text)]
    pairs = map("".join, pairwise(words))  # signOut, log-out
    return next((word for word in (*words, *pairs) if word in wanted), None)


def _decoded(text: str) -> str:
    for _ in range(_DECODED):
        plain = unquote_plus(text)
        if plain == text:
            break
        text = plain
    return text
