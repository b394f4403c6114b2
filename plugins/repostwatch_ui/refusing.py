"""A form that was refused: how that is answered, and that nothing typed into it is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import Request
from fastapi.routing import APIRoute

from repostwatch.base.errors import RepostwatchError
from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Reason
from repostwatch_ui.access import is_ours

# Somebody else was quicker, or it was done before: the same form would have been right.
CONFLICTS = frozenset({
    RefusalCode.VERDICT_CHANGED, RefusalCode.STANDING_CHANGED, RefusalCode.HOME_CHANGED,
    RefusalCode.LIST_CHANGED, RefusalCode.WORDS_CHANGED, RefusalCode.RECIPIENT_CHANGED,
    RefusalCode.NOTHING_TO_WITHDRAW, RefusalCode.END_CHANGED,
})  # fmt: skip
# A form that comes again with what is wrong is an ordinary page: browsers report another status as
# a fault of the page, and what stands between may put a page of its own in its place.
AGAIN, CONFLICT = 200, 409
# The fields that people type into, in the words that stand beside them.
TYPED = {
    "name": "page.form.name",
    "reason": "page.form.reason",
    "expires": "page.form.expires",
    "url": "page.form.url",
    "evidence": "page.spot.evidence",
    "at": "page.spot.seen_at",
    "to": "page.start.to",
    "address": "page.recipients.address",
    "person": "page.recipients.person",
    "portals": "page.recipients.some_portals",
    "authority": "page.recipients.authority",
}
# As the longest field of any form.
LONGEST = 20_000


def status_of(error: RepostwatchError, more: Iterable[Reason] = ()) -> int:
    """What a page answers that comes again with its form; `more` are the reasons that the error
    has for each of several."""
    reasons = [error.reason, *more]
    found = any(one is not None and one.code in CONFLICTS for one in reasons)
    return CONFLICT if found else AGAIN


def typed(fields: Mapping[str, object]) -> list[tuple[str, str]]:
    """What a person typed into these fields of a form: the key of a field's label, and the text."""
    found = ((label, fields.get(field)) for field, label in TYPED.items())
    return [(label, text[:LONGEST]) for label, text in found if isinstance(text, str) and text]


async def typed_into(request: Request) -> list[tuple[str, str]]:
    """The same of a form that cannot be shown again; of a page of ours only, so that no other can
    have its words said by us."""
    route = request.scope.get("route")
    if request.method != "POST" or not isinstance(route, APIRoute):
        return []
    form = await request.form()
    token = form.get("token")
    return typed(form) if isinstance(token, str) and is_ours(token) else []
