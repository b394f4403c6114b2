"""The chapter of a bulletin on the quarter's spot check."""

from __future__ import annotations

from repostwatch.reporting import blocks
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.bulletin_data import SpotCheck
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.spot_check_statement import (
    closures_statement,
    links_statement,
    statement,
)


def spot_check(lookup: ReportLookup, quarter: str, found: SpotCheck) -> list[Block]:
    """A paragraph a sentence, what the sample lacks, links that lead nowhere, and how many sites
    closed."""
    lines = statement(quarter, found.results, found.rates, found.before, lookup.style)
    lines += [lookup.say(one) for one in found.since]
    if found.links is not None:
        lines += links_statement(found.links, lookup.style)
    lines += closures_statement(found.closures, lookup.style)
    return [blocks.paragraph(line) for line in lines]
