"""Whether a last reply is the page that was asked for."""

from __future__ import annotations

import re
from datetime import datetime

from repostwatch.crawl.fetch.challenge import challenge
from repostwatch.crawl.fetch.content_kind import is_markup, require_page
from repostwatch.crawl.fetch.fetched import Expect
from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.politeness import retry_after
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

_RANGE = re.compile(r"\s*bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18})\s*", re.IGNORECASE | re.ASCII)
# Of what counts as success, all that says that the page as it stands came along: 202 says that it
# does not stand yet, 207 and 226 that this is something made of it (RFC 9110, 4918, 3229).
WHOLE = frozenset({200, 203})
RETRY_AFTER_STATUSES = frozenset({429, 500, 502, 503, 504})


def require_usable(
    reply: Reply, expect: Expect, *, redirected: bool, now: datetime, longest_wait: float
) -> None:
    """Raises FetchError where a reply is no page."""
    status, success = reply.status, 200 <= reply.status < 300
    if expect == "html" or not success or is_markup(reply.body):
        why = challenge(status, reply.headers, reply.body)
        if why is not None:
            raise FetchError(Outcome.BLOCKED, why, status=status)
    if not success:
        text = reply.headers.get("Retry-After") if status in RETRY_AFTER_STATUSES else None
        raise http_failure(status, retry_after(text, now, longest_wait))
    if status == 206 or _is_part(reply.headers.get("Content-Range")):
        reason = because(VisitCode.PARTIAL, status=status)
        raise FetchError(Outcome.HTTP_ERROR, reason, status=status)
    require_page(reply.url, redirected, reply.body, reply.content_type, expect)
    if status not in WHOLE:
        reason = because(VisitCode.NO_WHOLE_PAGE, status=status)
        raise FetchError(Outcome.HTTP_ERROR, reason, status=status)


def _is_part(said: str | None) -> bool:
    """Whether a reply says of its body that it is less than the page, be it with status 200."""
    found = _RANGE.fullmatch(said or "")
    if found is None:
        return False
    first, last, size = map(int, found.groups())
    return first > 0 or last + 1 < size
