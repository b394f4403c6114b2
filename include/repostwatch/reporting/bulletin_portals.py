"""The appendix of a bulletin: every portal with its column and its duties."""

from __future__ import annotations

from collections import Counter, defaultdict

from repostwatch.model import VerdictKind
from repostwatch.reporting import blocks
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.wording import name

DECIDED = (VerdictKind.ON_TIME, VerdictKind.LATE, VerdictKind.MISSING)
OPEN = (VerdictKind.UNKNOWN, VerdictKind.REVIEW, VerdictKind.PENDING)


def portal_rows(lookup: ReportLookup) -> Block:
    """A table of all portals, departments first."""
    counts: dict[str, Counter[VerdictKind]] = defaultdict(Counter)
    for verdict in lookup.verdicts:
        counts[verdict.portal_id][verdict.kind] += 1
    language = lookup.style.language
    standings = {c.portal_id: name(c.standing, language) for c in lookup.data.columns}
    keys = ("portal", "level", "column", "duties")
    header = (
        *(lookup.label(f"bulletin.cell.{key}") for key in keys),
        *(name(kind, language) for kind in DECIDED),
        lookup.label("bulletin.cell.open"),
    )
    rows = []
    for portal in sorted(lookup.data.portals, key=lambda p: lookup.portal(p.portal_id).place):
        shown, count = lookup.portal(portal.portal_id), counts[portal.portal_id]
        rows.append(
            (
                shown.name,
                shown.level,
                standings.get(portal.portal_id, "—"),
                str(count.total()),
                *(str(count[kind]) for kind in DECIDED),
                str(sum(count[kind] for kind in OPEN)),
            )
        )
    return blocks.table(header, rows)
