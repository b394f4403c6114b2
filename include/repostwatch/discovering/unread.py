"""Why a page shows no list, and whether a browser would."""

from __future__ import annotations

from repostwatch.discovering.steps import SeenPage
from repostwatch.model import Page, PageKind, Reason, RegionForm, because
from repostwatch.model.codes import DiscoveryCode


def waits_for_script(page: Page) -> bool:
    """Whether a page's items are not in its bytes: it is a shell, or has only a place for them."""
    if page.kind is PageKind.SHELL:
        return True
    waits = any(region.form is RegionForm.PLACE for region in page.regions)
    return waits and not page.links


def why_unread(seen: SeenPage) -> Reason:
    """Why nothing could be read."""
    reason = seen.reason or (seen.page.reason if seen.page is not None else None)
    code = DiscoveryCode.LIST_GONE if seen.gone else DiscoveryCode.UNREAD
    return because(code, outcome=seen.outcome, reason=reason)
