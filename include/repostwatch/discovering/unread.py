"""Why a page shows no list, and whether a browser would."""

from __future__ import annotations

from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.model import Page, PageKind, Reason, RegionForm, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.navigation import LeadPlace
from repostwatch.model.reasons import quoted

_FRESH = 2  # one may be a banner of the day


def waits_for_script(page: Page) -> bool:
    """Whether a page's items are not in its bytes: it is a shell, or has only a place for them."""
    if page.kind is PageKind.SHELL:
        return True
    waits = any(region.form is RegionForm.PLACE for region in page.regions)
    return waits and not page.links


def leads_on(seen: SeenPage, fresh: int) -> bool:
    """Whether a page without items has what it is for: so many `fresh` addresses, which stand on no
    page before it, and no place that something should fill."""
    waits = seen.page is not None and any(
        region.form is RegionForm.PLACE for region in seen.page.regions
    )
    data = any(lead.place is LeadPlace.DATA for lead in seen.leads)
    return not (waits or data) and fresh >= _FRESH


def failed(step: Step, seen: SeenPage) -> ListEvidence:
    """What a page that could not be read proves."""
    names = (step.name,) if step.name else ()
    why = why_unread(seen)
    return ListEvidence(step.url, names, depth=step.depth, why=why, gone=seen.gone)


def led_elsewhere(step: Step, there: str) -> ListEvidence:
    """What an address proves that shows another page."""
    why = because(DiscoveryCode.ELSEWHERE, there=quoted(there, 255))
    return ListEvidence(step.url, (step.name,), depth=step.depth, why=why, gone=True)


def why_unread(seen: SeenPage) -> Reason:
    """Why nothing could be read."""
    reason = seen.reason or (seen.page.reason if seen.page is not None else None)
    code = DiscoveryCode.LIST_GONE if seen.gone else DiscoveryCode.UNREAD
    return because(code, outcome=seen.outcome, reason=reason)
