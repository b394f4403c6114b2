"""Pages that are answered with something else than what stands at their address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import ScanCode
from repostwatch.model.reasons import quoted
from repostwatch.portals.moved import page_key
from repostwatch.visiting.same_content import same_content
from repostwatch.visiting.visitor import PageResult


def shows_other(
    result: PageResult, url: str, others: Iterable[PageResult], home: PageResult
) -> PageResult:
    """Mark a page as soft 404 if it equals another page of the portal or says that it moved."""
    reason: Reason | None = None
    if result.page is None or not result.visit.outcome.usable:
        return result
    if result.page.notice:
        reason = because(ScanCode.LIST_MOVED, words=quoted(result.page.notice))
    for other in others:
        if page_key(other.visit.url) != page_key(url) and same_content(result, other):
            reason = (
                because(ScanCode.LIST_SHOWS_HOME)
                if other is home
                else because(ScanCode.LIST_SHOWS_OTHER, url=other.visit.url)
            )
    if reason is None:
        return result
    visit = replace(result.visit, outcome=Outcome.SOFT_404, reason=reason)
    return replace(result, record=replace(result.record, visit=visit))
