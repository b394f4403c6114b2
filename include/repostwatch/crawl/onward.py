"""Where a reply leads: by its status, or by a page whose only content is "go there".

Many portals' front page is a meta refresh or one line of script to /index.html. A browser
would follow; so do we, where the page is thin and the address stands there in plain letters.
"""

from __future__ import annotations

import html
import re

from repostwatch.crawl.addresses import join
from repostwatch.crawl.challenge import LOOKED_AT, thin
from repostwatch.crawl.outcomes import FetchError
from repostwatch.crawl.transport import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A slower refresh is a page that reloads itself, not a door.
MAX_REFRESH_SECONDS = 10
META = re.compile(rb"<meta\b[^<>]*>", re.IGNORECASE)
IS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
REFRESH = re.compile(
    rb"content\s*=\s*[\"']?\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'<>]+)",
    re.IGNORECASE,
)
SCRIPT = re.compile(rb"<script\b[^<>]*>([^<]{0,1000})</script", re.IGNORECASE)
GO = re.compile(
    rb"\s*(?:(?:window|top|self|parent|document)\s*\.\s*)?location"
    rb"(?:(?:\s*\.\s*href)?\s*=\s*|\s*\.\s*(?:replace|assign)\s*\(\s*)"
    rb"(?:\"([^\"\\\s]+)\"|'([^'\\\s]+)')\s*\)?\s*;?\s*"
)


def onward(reply: Reply, *, page: bool) -> str | None:
    """The next address, escaped but not yet checked; None where the reply is the end.

    `page`: also look into a thin page. Raises FetchError for a redirect that leads nowhere.
    """
    if reply.status in REDIRECTS:
        if not reply.location or not reply.location.strip():
            reason = because(VisitCode.REDIRECT_WITHOUT_ADDRESS, status=reply.status)
            raise FetchError(Outcome.HTTP_ERROR, reason, status=reply.status)
        return join(reply.url, reply.location)
    if not page or not 200 <= reply.status < 300 or not thin(reply.body):
        return None
    target = _refresh(reply.body[:LOOKED_AT]) or _script(reply.body[:LOOKED_AT])
    if target is None:
        return None
    address = join(reply.url, html.unescape(target.decode("latin-1")).encode("latin-1", "replace"))
    return None if address.split("#")[0] == str(reply.url) else address


def _refresh(head: bytes) -> bytes | None:
    for tag in META.findall(head):
        if IS_REFRESH.search(tag) and (found := REFRESH.search(tag)):
            return found[2].strip() if int(found[1]) <= MAX_REFRESH_SECONDS else None
    return None


def _script(head: bytes) -> bytes | None:
    scripts = [text for text in SCRIPT.findall(head) if text.strip()]
    if len(scripts) != 1 or not (found := GO.fullmatch(scripts[0])):
        return None
    return bytes(found[1] or found[2])
