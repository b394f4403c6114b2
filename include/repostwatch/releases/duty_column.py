"""The source's own word on who must repost a release: `all`, `none`, or ids and levels."""

from __future__ import annotations

from repostwatch.model import Level
from repostwatch.portals.table import NONE, PORTAL_ID


def duty_tokens(text: str) -> tuple[str, ...]:
    """The words of the column in order. Raises ValueError where one has no known form.

    Whether an id names a portal is only known where there is a registry: see `duties`.
    """
    tokens = [token.strip() for token in text.replace("；", ";").split(";")]
    tokens = list(dict.fromkeys(token for token in tokens if token))
    for token in tokens:
        if not PORTAL_ID.fullmatch(token):
            raise ValueError(
                f"{token[:60]!r} is none of all, none, {', '.join(Level)} and no portal id; "
                "separate several with ;"
            )
    if NONE in tokens and len(tokens) > 1:
        raise ValueError("“none” stands together with others: which is it?")
    return tuple(tokens)
