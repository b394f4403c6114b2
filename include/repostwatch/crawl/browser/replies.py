"""Replies in the form in which the browser takes them."""

from __future__ import annotations

from multidict import CIMultiDict

from repostwatch.crawl.fetch.reply import Reply

OF_THE_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def headers_of(reply: Reply) -> dict[str, str]:
    """As the browser's driver takes them: one value a name, cookies one a line."""
    headers: dict[str, str] = {}
    for name, value in reply.headers.items():
        key = name.lower()
        if key in OF_THE_TRANSFER:
            continue
        text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        between = "\n" if key == "set-cookie" else ", "
        headers[key] = f"{headers[key]}{between}{text}" if key in headers else text
    return headers


def as_utf8(reply: Reply) -> Reply:
    """A document whose bytes are UTF-8 is UTF-8, whatever it declares: as reading decides it."""
    try:
        reply.body.decode("utf-8")
    except UnicodeDecodeError:
        return reply
    headers = CIMultiDict(reply.headers)
    headers["Content-Type"] = "text/html; charset=utf-8"
    return Reply(reply.url, reply.status, headers, reply.location, reply.body)
