"""What points to serious errors, out of the tables of `probe-links` and `closures`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from repostwatch.base.tables import read_table
from repostwatch.inspecting.links import ABUSED, WORDS, SiteLinks
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import text
from repostwatch.model.spot_checks import HomeLink, LinkLook, LinkState
from repostwatch.reporting.spot_tables import moment_of

LINK_COLUMNS = ("portal_id", "url", "words", "result", "at", "outcome", "reason")
CLOSURE_COLUMNS = ("portal_id", "taken_over")


def read_links(path: Path) -> list[SiteLinks]:
    """The links that lead to what is abused, by site. Raises InputError."""
    found: dict[str, list[tuple[LinkLook, LinkState]]] = defaultdict(list)
    for row in read_table(path, LINK_COLUMNS):
        state = row.word("result", LinkState, row.filled("result"))
        outcome = row.word("outcome", Outcome, row.filled("outcome"))
        portal_id, at = row.filled("portal_id"), moment_of(row)
        if state in ABUSED:
            link = HomeLink(row.filled("url"), row["words"])
            why = text(row["reason"] or state.value)
            found[portal_id].append((LinkLook(portal_id, link, at, outcome, reason=why), state))
    return [SiteLinks(name, len(some), tuple(some)) for name, some in found.items()]


def read_taken_over(path: Path) -> Iterator[tuple[str, Reason]]:
    """The sites whose address strangers have, and what they show there. Raises InputError."""
    for row in read_table(path, CLOSURE_COLUMNS, key="portal_id"):
        if row["taken_over"]:
            shown = row.word("taken_over", LinkState, row["taken_over"])
            if shown not in WORDS:
                raise row.error("taken_over", f"is none of {', '.join(WORDS)}")
            why = text(f"{path.name}: {shown.value}")
            yield row["portal_id"], because(PortalCode.PARKED, why=why)
