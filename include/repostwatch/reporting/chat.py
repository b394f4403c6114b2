"""A chat that gets messages by a webhook: its address, which is a secret, and what may be said of
it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from repostwatch.base.errors import RepostwatchError

DEFAULT_PORTS = {"http": 80, "https": 443}
# What stands in a path or a query as it is; anything else is escaped, `%` is already.
PLAIN = "%/?:@!$&'()*+,;=~-._"
# A shorter piece of an address is a word of its path ("robot", "send"), no token.
SHORTEST_SECRET = 8


class ChatForm(StrEnum):
    """Whose robot it is, by the form of its messages and answers."""

    WECOM = "wecom"  # 企业微信、政务微信
    DINGTALK = "dingtalk"  # 钉钉、浙政钉
    FEISHU = "feishu"  # 飞书
    WEBHOOK = "webhook"  # any receiver of JSON


@dataclass(frozen=True, slots=True)
class Chat:
    """`target` is path and query, `key` what a robot's messages are signed with; both are secrets
    and stay out of its representation."""

    form: ChatForm
    scheme: str
    host: str
    port: int
    target: str = field(repr=False)
    key: str = field(default="", repr=False)

    def __str__(self) -> str:
        own = DEFAULT_PORTS[self.scheme] == self.port
        return self.host if own else f"{self.host}:{self.port}"

    def without_secrets(self, text: str) -> str:
        """The text without what lets others write into the chat, which a server may quote."""
        parts = urlsplit(self.target)
        values = [value for _, value in parse_qsl(parts.query)]
        pieces = [self.target, self.key, parts.query, *values, *parts.path.split("/")]
        secrets = {form for one in pieces for form in (one, unquote(one), quote(one, safe=""))}
        for secret in sorted(secrets, key=len, reverse=True):
            if len(secret) >= SHORTEST_SECRET or (secret and secret == self.key):
                text = text.replace(secret, "***")
        return text


def parse_chats(setting: str, given: Mapping[str, str]) -> dict[str, Chat]:
    """The chats of a setting by their names.

    Raises RepostwatchError naming the setting and the chat, never its address.
    """
    found = {}
    for own, address in given.items():
        try:
            found[own] = _parse(address)
        except ValueError as error:
            wrong = f"{setting}: the address of {own[:40]!r} {error}"
            raise RepostwatchError(wrong) from None
    return found


def _parse(address: str) -> Chat:
    """`wecom+https://host/path?query#key`. Raises ValueError, in words that follow the address and
    repeat nothing of it."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:  # UnicodeError is one
        raise ValueError("is no address") from None
    form, _, scheme = parts.scheme.partition("+")
    if form not in list(ChatForm) or scheme not in DEFAULT_PORTS:
        forms = ", ".join(f"{one}+https://" for one in ChatForm)
        raise ValueError(f"does not start with one of {forms} (or +http://)")
    if not host or "@" in parts.netloc:
        raise ValueError("names no host, or a user: the token stands in its path or query")
    target = quote(parts.path or "/", safe=PLAIN)
    if parts.query:
        target += "?" + quote(parts.query, safe=PLAIN)
    own = port or DEFAULT_PORTS[scheme]
    return Chat(ChatForm(form), scheme, host, own, target, unquote(parts.fragment))
