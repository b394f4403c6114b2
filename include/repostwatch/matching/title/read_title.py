"""A raw title taken apart, with what stands behind it in the same text."""

from __future__ import annotations

import re
from dataclasses import replace

from repostwatch.matching.title import joined_names
from repostwatch.matching.title.decoration import BareTitle, bare
from repostwatch.matching.title.issuers import CENTRAL, read_head
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.title import ABOUT, Title, folded_name
from repostwatch.matching.title.wrappers import unwrap

# 国务院批复同意X, 国务院同意X is 国务院关于同意X的批复, in a headline's order of words.
_REPLIED = re.compile("^(?:正式)?(?:批复[: ]?|(?=同意))([^,;。]{4,}?)(?:的批复)?$")


def read_title(raw: str) -> Title:
    """Take a raw title apart. Never raises."""
    plain = bare(raw)
    title = _take_apart(plain)
    kept = _before_cut_name(title) if plain.cut else _with_another(title)
    if kept is None:
        return title
    return replace(
        kept,
        numbers=kept.numbers | plain.numbers,
        year=plain.year or kept.year,
        dated=plain.dated or kept.dated,
        item=plain.item or kept.item,
    )


def _take_apart(plain: BareTitle) -> Title:
    head = read_head(plain.text)
    rest = plain.text[head.end :].strip(" :")
    verb, inner, announced = unwrap(rest, central=bool(head.issuers) and not head.local)
    whole = fold(plain.text)
    name = ABOUT.sub("", whole) if rest == plain.text else folded_name(rest)
    if CENTRAL & head.issuers and not plain.cut and (found := _REPLIED.match(rest)):
        inner = f"{found[1]}批复"
        name = folded_name(inner)
    return Title(
        text=plain.text,
        numbers=plain.numbers,
        year=plain.year,
        dated=plain.dated,
        cut=plain.cut,
        head=head,
        rest=rest,
        whole=whole,
        name=name,
        inner=name if inner == rest else folded_name(inner),
        verb=verb,
        announced=announced,
        opened=plain.opened,
        item=plain.item,
    )


def _with_another(title: Title) -> Title | None:
    """The title of a text that says a document's name too, or names one that is attached to it.

    None where the text is nothing but one title.
    """
    if parts := joined_names.attached(title.text):
        document, other = (_take_apart(bare(part)) for part in parts)
        if _calls(document, other):
            return document
        return (
            replace(document, attached=other.whole)
            if joined_names.names_document(parts[1])
            else None
        )
    if not joined_names.says_twice(title.whole):
        return None
    for front, behind in joined_names.pieces(title.text):
        first, second = _take_apart(bare(front)), _take_apart(bare(behind))
        if _calls(first, second):
            return first
        if _calls(second, first):
            return second
    return None


def _before_cut_name(title: Title) -> Title | None:
    """The whole title before its document's own name where only that name is cut."""
    if (
        title.whole.find(title.whole[-joined_names.SHORTEST :])
        == len(title.whole) - joined_names.SHORTEST
    ):
        return None
    for front, behind in joined_names.pieces(title.text):
        document, name = _take_apart(bare(front)), _take_apart(bare(behind)).name
        if len(name) >= joined_names.SHORTEST and any(
            own.startswith(name) for own in document.own_names - {document.whole}
        ):
            return document
    return None


def _calls(document: Title, other: Title) -> bool:
    """Whether the other text is nothing but a name of this document, by no other issuer."""
    return (
        len(other.name) >= joined_names.SHORTEST
        and other.name in document.own_names
        and other.head.issuers <= document.head.issuers
    )
