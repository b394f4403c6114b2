"""The evidence page of a verdict: the stored pages, with the link marked.

The pages are untrusted. They are shown in a frame without scripts, forms and network access.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

from repostwatch.model import Language, Sighting
from repostwatch.reporting.evidence_facts import (
    facts_of_duty,
    facts_of_exhibit,
    facts_of_sighting,
    role_of,
)
from repostwatch.reporting.exhibits import Evidence, Exhibit, Picture, link_addresses
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.sanitize import sanitize, web_address
from repostwatch.wording import Labels, Style


def evidence_page(evidence: Evidence, language: Language = Language.CHINESE) -> str:
    """One self-contained HTML page."""
    t = Labels(Style(language))
    portal, release = sanitize(evidence.portal.name), sanitize(evidence.release.title)
    return html_page(
        "evidence.html",
        t=t,
        title=t("evidence.title", portal=portal, release=release),
        facts=facts_of_duty(evidence, t),
        links=[
            (t(heading), [facts_of_sighting(one, t) for one in found])
            for heading, found in _links(evidence)
        ],
        exhibits=[_shown(one, evidence, t) for one in evidence.exhibits],
        left=evidence.visits - len(evidence.exhibits),
    )


def evidence_lines(evidence: Evidence, language: Language = Language.CHINESE) -> Iterator[str]:
    """The same for a terminal."""
    t = Labels(Style(language))
    yield from (t("fact", label=name) + value for name, value in facts_of_duty(evidence, t))
    for heading, found in _links(evidence):
        for one in found:
            yield t("fact", label=t(heading)) + "　".join(facts_of_sighting(one, t))
    for exhibit in evidence.exhibits:
        yield ""
        yield from (t("fact", label=name) + value for name, value in facts_of_exhibit(exhibit, t))
        yield from (f"  {name}: {value}" for name, value in exhibit.headers)
        for excerpt in _excerpts(exhibit):
            yield f"  >>> {sanitize(' '.join(part for part, _ in excerpt))}"


def _links(evidence: Evidence) -> list[tuple[str, Sequence[Sighting]]]:
    """What they are → the links of the evidence, where there are any."""
    found = (("evidence.links", evidence.sightings), ("evidence.refuted", evidence.refuted))
    return [(heading, links) for heading, links in found if links]


def _shown(exhibit: Exhibit, evidence: Evidence, t: Labels) -> dict[str, Any]:
    addresses = link_addresses((*evidence.sightings, *evidence.refuted), evidence.verdict)
    return {
        "name": role_of(exhibit, t),
        "address": web_address(exhibit.url),
        "facts": facts_of_exhibit(exhibit, t),
        "headers": [(sanitize(name), sanitize(value)) for name, value in exhibit.headers],
        "excerpts": _excerpts(exhibit),
        "looked_for": bool(addresses) and exhibit.role != "article" and exhibit.page is not None,
        "picture": _inside(exhibit.picture),
        "frame": exhibit.page and exhibit.page.markup,
    }


def _inside(picture: Picture | None) -> str | None:
    """The screenshot as a data: URL, so that the page is self-contained."""
    if picture is None or picture.body is None:
        return None
    return f"data:image/jpeg;base64,{b64encode(picture.body).decode()}"


def _excerpts(exhibit: Exhibit) -> list[list[tuple[str, bool]]]:
    """The rows with the link, as pieces of text; True marks the link's own text."""
    rows = []
    for one in exhibit.page.rows if exhibit.page else ():
        own, row = sanitize(one.own), sanitize(one.row, 400)
        before, found, after = row.partition(own)
        rows.append([(before, False), (own, True), (after, False)] if found else [(own, True)])
    return rows
