"""`repostwatch probe-links`: where links of the sampled homepages lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from repostwatch.base.clock import iso
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable
from repostwatch.inspecting.links import SiteLinks
from repostwatch.model.spot_checks import LinkState
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.scope import open_store
from repostwatch.reporting.tables import Row, write_rows
from repostwatch.settings import Settings
from repostwatch.wording import Style, say

LINKS = ("portal_id", "url", "words", "result", "at", "outcome", "status", "led_to", "reason")


def look_and_tell(settings: Settings, quarter: str, out_file: Path | None, out: Terminal) -> int:
    """How many sites the sample has; none where no sample of the quarter is kept.

    Raises RepostwatchError where the quarter is none or nothing can be written; and where the
    registry does not have all of the sites, once the links of those that it has are looked at.
    """
    asked = parse_quarter(quarter)
    if out_file is not None:
        writable(out_file.parent)
    with open_store(settings) as conn:
        made = look_at_links(conn, settings, asked)
        found = kept_links(conn, settings, asked)
    out.print(made.line, markup=False, highlight=False)
    if out_file is not None:
        style = Style(settings.language)
        write_rows(out_file, LINKS, (row for site in found for row in _rows(site, style)))
    if made.problem:
        raise made.problem
    return made.sites


def _rows(site: SiteLinks, style: Style) -> Iterator[Row]:
    """Of every link that did not simply open."""
    for look, state in site.states:
        if state is LinkState.OPENED:
            continue
        why = say(look.reason, style) if look.reason else ""
        status = str(look.status or "")
        link, led_to = look.link, look.led_to or ""
        yield (
            site.portal_id, link.url, link.words, state.value, iso(look.at), look.outcome.value,
            status, led_to, why,
        )  # fmt: skip
