"""A form that was refused: how that is answered, and that nothing typed into it is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.routing import APIRoute

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import DecisionKind, Standing
from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Reason
from repostwatch.model.spot_checks import CheckResult, VetoIndicator
from repostwatch.model.watched_lists import ListChoice
from repostwatch.queries.mails import part_words
from repostwatch.wording import Style, label, name
from repostwatch_ui.access import is_ours
from repostwatch_ui.rendering import language_of

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
# What is said of a choice: the words beside its field, and the word for what was chosen.
Words = Callable[[str, Style], str]


def _one_of(*kinds: type[StrEnum]) -> Words:
    def words(value: str, style: Style) -> str:
        known = next((kind(value) for kind in kinds if value in set(kind)), None)
        return value if known is None else name(known, style.language)

    return words


def _tick(value: str, style: Style) -> str:
    """A duty by its ids: what is ticked has no names."""
    named = dict(parse_qsl(value))
    portal, release = named.get("portal", ""), named.get("release", "")
    return label("page.together.of", style, portal=portal, release=release)


def _act(value: str, style: Style) -> str:
    return label(f"page.recipients.act.{value}", style) if value in {"change", "remove"} else value


CHOSEN: Mapping[str, tuple[str, Words]] = {
    "kind": ("page.verdict", _one_of(DecisionKind, Standing)),
    "duty": ("page.together.tick", _tick),
    "indicator": ("page.spot.indicator", _one_of(VetoIndicator)),
    "result": ("page.spot.result", _one_of(CheckResult)),
    "act": ("page.recipients.what", _act),
    **{
        column: (f"page.recipients.cell.{column}", partial(part_words, column))
        for column in ("levels", "sections", "language", "frequency")
    },
}
# A list's form has an address, and words of its own for some of the same values.
OF_LIST = {"kind": ("page.verdict", _one_of(ListChoice))}
# As the longest field of any form.
LONGEST = 20_000


def status_of(error: RepostwatchError, more: Iterable[Reason] = ()) -> int:
    """What a page answers that comes again with its form; `more` are the reasons that the error
    has for each of several."""
    reasons = [error.reason, *more]
    found = any(one is not None and one.code in CONFLICTS for one in reasons)
    return CONFLICT if found else AGAIN


def typed(request: Request, fields: Mapping[str, object]) -> list[tuple[str, str]]:
    """What a person typed into these fields of a form, and chose in them, in the language of the
    pages: the key of a field's label, and the text. A field that has several values has a tuple."""
    style = Style(language_of(request))
    found = [(key, "".join(_sent(fields, field))) for field, key in TYPED.items()]
    choices = {**CHOSEN, **(OF_LIST if "url" in fields else {})}
    for field, (key, words) in choices.items():
        chosen = (words(one[:LONGEST], style) for one in _sent(fields, field))
        found.append((key, label("list.comma", style).join(chosen)))
    return [(key, text[:LONGEST]) for key, text in found if text]


def _sent(fields: Mapping[str, object], field: str) -> list[str]:
    sent = fields.get(field)
    every = sent if isinstance(sent, tuple) else (sent,)
    return [one for one in every if isinstance(one, str) and one]


async def typed_into(request: Request) -> list[tuple[str, str]]:
    """The same of a form that cannot be shown again; of a page of ours only, so that no other can
    have its words said by us."""
    route = request.scope.get("route")
    if request.method != "POST" or not isinstance(route, APIRoute):
        return []
    form = await request.form()
    token = form.get("token")
    fields = {field: tuple(form.getlist(field)) for field in form}
    return typed(request, fields) if isinstance(token, str) and is_ours(token) else []
