"""Where a reply leads: by its status, or by a page whose only content is "go there".

Many portals' front page is a refresh or one line of script to /index.html. A browser would
follow; so do we, where the page is thin and the address stands there in plain letters. A script
goes before a refresh, as it does in browsers: where it leads elsewhere and we cannot read where,
nothing is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repostwatch.crawl.addresses import join
from repostwatch.crawl.challenge import RELOADS, SCANNED_BYTES, has_little_text
from repostwatch.crawl.markup import Tag, tags
from repostwatch.crawl.outcomes import FetchError
from repostwatch.crawl.transport import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A slower refresh is a page that reloads itself, not a door.
MAX_REFRESH_SECONDS = 10
# Nobody reads a page that stays this long, whatever it shows.
UNREAD_SECONDS = 1
# The form of the header and of the tag's content is the same.
REFRESH = re.compile(
    r"\s*+(\d{1,4})(?:\.\d*+)?+(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+(?:\"([^\"]*+)|'([^']*+)|(.*+))",
    re.IGNORECASE | re.DOTALL,
)
# A script longer than this is no door.
LONGEST_SCRIPT = 1000
# Lines that are comments in a script, those for browsers of the last century included.
ASIDE = re.compile(rb"^[ \t]*+(?://|<!--|-->)[^\n]*+", re.MULTILINE)
GO = re.compile(
    rb"\s*+(?:(?:window|top|self|parent|document)\s*+\.\s*+)?+location"
    rb"(?:\s*+\.\s*+href\s*+=|\s*+=|\s*+\.\s*+(?:replace|assign)\s*+\()\s*+"
    rb"(?:\"([^\"\\\s]++)\"|'([^'\\\s]++)')\s*+\)?\s*+;?\s*+"
)


def redirect_target(reply: Reply, *, page: bool) -> str | None:
    """The next address, escaped but not yet checked; None where the reply is the end.

    `page`: also follow what a page or its `Refresh` header says. Raises FetchError for a redirect
    that leads nowhere.
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


def _led(reply: Reply) -> bytes | None:
    """Where the page sends its reader, as it is written there."""
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
    """What the header says, then what the tags say, no later than `most` seconds."""
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
    """Where the page's only script leads, and whether any script leads on at all."""
    scripts = [ASIDE.sub(b"", tag.inside).strip() for tag in found if tag.runs]
    scripts = [text for text in scripts if text]
    if not any(RELOADS.search(text) for text in scripts):
        return None, False
    if len(scripts) == 1 and len(scripts[0]) <= LONGEST_SCRIPT and (go := GO.fullmatch(scripts[0])):
        return bytes(go[1] or go[2]), True
    return None, True
