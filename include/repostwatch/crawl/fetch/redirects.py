"""The redirect target of a reply: by its status, or by a page that only redirects.

The homepage of many portals is a refresh or one line of script to /index.html. As a browser does,
it is followed if the page has little text and the address is a literal. A script takes precedence
over a refresh, as in browsers: if its target cannot be read, nothing is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from repostwatch.base.changing import changing_word
from repostwatch.base.sites import same_site
from repostwatch.crawl.fetch.addresses import join
from repostwatch.crawl.fetch.challenge import RELOADS, SCANNED_BYTES, has_little_text
from repostwatch.crawl.fetch.markup import Tag, tags
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import quoted

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A slower refresh is a page that reloads itself, not a redirect.
MAX_REFRESH_SECONDS = 10
# Nobody reads a page that stays this long, whatever it shows.
UNREAD_SECONDS = 1
# The form of the header and of the tag's content is the same.
REFRESH = re.compile(
    r"\s*+(\d{1,4})(?:\.\d*+)?+(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+(?:\"([^\"]*+)|'([^']*+)|(.*+))",
    re.IGNORECASE | re.DOTALL,
)
# A longer script is not a redirect.
LONGEST_SCRIPT = 1000
# Lines that are comments in a script, those for browsers of the last century included.
ASIDE = re.compile(rb"^[ \t]*+(?://|<!--|-->)[^\n]*+", re.MULTILINE)
GO = re.compile(
    rb"\s*+(?:(?:window|top|self|parent|document)\s*+\.\s*+)?+location"
    rb"(?:\s*+\.\s*+href\s*+=|\s*+=|\s*+\.\s*+(?:replace|assign)\s*+\()\s*+"
    rb"(?:\"([^\"\\\s]++)\"|'([^'\\\s]++)')\s*+\)?\s*+;?\s*+"
)


def redirect_target(reply: Reply, *, page: bool) -> str | None:
    """The next address, escaped but not yet checked; None if the reply is no redirect.

    `page`: also follow redirects by markup or `Refresh` header. Raises FetchError for a redirect
    without a target.
    """
    if reply.status in REDIRECTS:
        if not reply.location or not reply.location.strip():
            reason = because(VisitCode.REDIRECT_WITHOUT_ADDRESS, status=reply.status)
            raise FetchError(Outcome.HTTP_ERROR, reason, status=reply.status)
        return join(reply.url, reply.location)
    if not page or not 200 <= reply.status < 300:
        return None
    target = _led(reply)
    if target is None:
        return None
    address = join(reply.url, target)
    return None if address.split("#")[0] == str(reply.url) else address


def require_harmless(address: str) -> None:
    """Raises FetchError for an address that may change something on its server."""
    if (word := changing_word(address)) is not None:
        reason = because(VisitCode.MAY_CHANGE, word=word)
        raise FetchError(Outcome.FORBIDDEN_ADDRESS, reason, own=True)


def require_site(address: str, within: str) -> None:
    """Raises FetchError for an address of another site."""
    if not same_site(address, within):
        there = quoted(urlsplit(address).hostname or "", 255)
        raise FetchError(Outcome.SOFT_404, because(VisitCode.REDIRECT_OFF_SITE, there=there))


def _led(reply: Reply) -> bytes | None:
    """The target of a page that redirects by markup, as written."""
    is_thin = has_little_text(reply.body)
    found = list(tags(reply.body[:SCANNED_BYTES])) if is_thin or _mentions(reply.body) else []
    if is_thin:
        target, elsewhere = _script(found)
        if target is not None or elsewhere:
            return target
    most = MAX_REFRESH_SECONDS if is_thin else UNREAD_SECONDS
    return next(_refreshes(reply, found, most), None)


def _mentions(body: bytes) -> bool:
    return b"refresh" in body[:SCANNED_BYTES].lower()


def _refreshes(reply: Reply, found: list[Tag], most: int) -> Iterator[bytes]:
    """The targets of the Refresh header, then of refresh tags, with a delay up to `most` s."""
    contents = [
        reply.headers.get("Refresh", "").encode("utf-8", "surrogateescape").decode("latin-1")
    ]
    contents += [
        attributes.get("content", "")
        for tag in found
        if tag.name == "meta"
        and (attributes := tag.attributes).get("http-equiv", "").strip().lower() == "refresh"
    ]
    for text in contents:
        match = REFRESH.match(text)
        target = next((part for part in match.groups()[1:] if part), "").strip() if match else ""
        if match and target and int(match[1]) <= most:
            yield target.encode("latin-1", "replace")


def _script(found: list[Tag]) -> tuple[bytes | None, bool]:
    """(target of the page's only script, whether any script redirects)."""
    scripts = [ASIDE.sub(b"", tag.inside).strip() for tag in found if tag.runs]
    scripts = [text for text in scripts if text]
    if not any(RELOADS.search(text) for text in scripts):
        return None, False
    if len(scripts) == 1 and len(scripts[0]) <= LONGEST_SCRIPT and (go := GO.fullmatch(scripts[0])):
        return bytes(go[1] or go[2]), True
    return None, True
