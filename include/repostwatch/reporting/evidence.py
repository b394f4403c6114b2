"""The evidence page of a verdict: the stored pages, with the link marked.

The pages are untrusted. They are shown in a frame without scripts, forms and network access.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from repostwatch.base.clock import beijing
from repostwatch.model import (
    Duty,
    Interval,
    Language,
    Outcome,
    Portal,
    Reason,
    Release,
    Sighting,
    StillPage,
    Verdict,
)
from repostwatch.model.decisions import HumanDecision
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.sanitize import sanitize, web_address
from repostwatch.wording import Labels, Style, say
from repostwatch.wording.values import clauses, joined, length

ROLES = frozenset({"home", "column", "next", "frame", "article"})
# Where bytes lie in the archive: file and offset.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot as JPEG, or None. `reason`: why it is missing or partial."""

    body: bytes | None
    reason: Reason | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply before the page itself, stored at `place`."""

    status: int
    url: str
    place: Place


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One fetch of a page. `page` and `headers` come from the archive; if they are missing, `lost`
    says why. `picture` is None if none was wanted."""

    role: str
    url: str
    final_url: str
    outcome: Outcome
    status: int | None
    size: int
    fetched_at: datetime
    reason: Reason | None = None
    digest: str = ""
    place: Place | None = None
    headers: tuple[tuple[str, str], ...] = ()
    page: StillPage | None = None
    lost: Reason | None = None
    picture: Picture | None = None
    captured: str = ""  # the real clock's moment, ISO; `fetched_at` is the one that was asked for
    reader: str = ""  # digest of the program that read it
    answers: tuple[Answer, ...] = ()  # what came on the way


@dataclass(frozen=True, slots=True)
class Evidence:
    """A duty, its verdict and its evidence. `visits` is the number of fetches, `exhibits` are
    those to show."""

    release: Release
    portal: Portal
    duty: Duty
    verdict: Verdict | None
    sightings: Sequence[Sighting]
    decisions: Sequence[HumanDecision]
    exhibits: Sequence[Exhibit]
    visits: int


def evidence_page(evidence: Evidence, language: Language = Language.CHINESE) -> str:
    """One self-contained HTML page."""
    t = Labels(Style(language))
    portal, release = sanitize(evidence.portal.name), sanitize(evidence.release.title)
    return html_page(
        "evidence.html",
        t=t,
        title=t("evidence.title", portal=portal, release=release),
        facts=_facts(evidence, t),
        sightings=[_sighting(one, t) for one in evidence.sightings],
        exhibits=[_shown(one, evidence, t) for one in evidence.exhibits],
        left=evidence.visits - len(evidence.exhibits),
    )


def evidence_lines(evidence: Evidence, language: Language = Language.CHINESE) -> Iterator[str]:
    """The same for a terminal."""
    t = Labels(Style(language))
    yield from (t("fact", label=name) + value for name, value in _facts(evidence, t))
    for one in evidence.sightings:
        yield t("fact", label=t("evidence.link")) + "　".join(_sighting(one, t))
    for exhibit in evidence.exhibits:
        yield ""
        yield from (t("fact", label=name) + value for name, value in _of_exhibit(exhibit, t))
        yield from (f"  {name}: {value}" for name, value in exhibit.headers)
        for excerpt in _excerpts(exhibit):
            yield f"  >>> {sanitize(' '.join(part for part, _ in excerpt))}"


def _facts(evidence: Evidence, t: Labels) -> list[tuple[str, str]]:
    release, verdict, duty = evidence.release, evidence.verdict, evidence.duty
    portal, deadline = evidence.portal, _span(duty.deadline, t)
    facts = [
        ("release", t("evidence.with_id", name=sanitize(release.title), id=release.release_id)),
        ("published", _span(duty.published, t)),
        ("portal", t("evidence.with_id", name=sanitize(portal.name), id=portal.portal_id)),
        ("duty", _said(duty.reason, t)),
        ("limit", length(duty.limit, t.style)),
        ("deadline", t("evidence.before", deadline=deadline)),
    ]
    if verdict is None:
        facts.append(("verdict", t("evidence.not_judged")))
    else:
        reason = _said(verdict.reason, t)
        facts.append(("verdict", t("evidence.because", kind=verdict.kind, reason=reason)))
        if verdict.reposted:
            facts.append(("reposted", _span(verdict.reposted, t)))
        if verdict.backdated:
            facts.append(("backdated", _said(verdict.backdated, t)))
        facts += [("decision", _said(decision.summary, t)) for decision in evidence.decisions]
    return [(t(f"evidence.{key}"), value) for key, value in facts]


def _sighting(one: Sighting, t: Labels) -> tuple[str, ...]:
    dates = joined([str(claim) for claim in one.claims], t.style) or t("evidence.undated")
    return (
        sanitize(one.title),
        sanitize(one.url),
        t("evidence.stated", dates=dates),
        t("evidence.seen", first=_moment(one.first_seen), last=_moment(one.last_seen)),
        t("evidence.match", link_id=one.match.link_id, reason=_said(one.match.reason, t)),
    )


def _of_exhibit(exhibit: Exhibit, t: Labels) -> list[tuple[str, str]]:
    reason = _said(exhibit.reason, t)
    status = f"{exhibit.outcome.value} {exhibit.status or ''} {reason}".strip()
    facts = [
        ("fetched", _moment(exhibit.fetched_at)),
        ("outcome", t("evidence.size", status=status, size=exhibit.size)),
    ]
    if exhibit.final_url != exhibit.url:
        facts.append(("redirected", sanitize(exhibit.final_url)))
    if exhibit.captured:
        facts.append(("captured", _moment(datetime.fromisoformat(exhibit.captured))))
    facts += [("answer", _answer(answer, t)) for answer in exhibit.answers]
    if exhibit.digest:
        facts.append(("digest", exhibit.digest))
    if exhibit.place:
        facts.append(("kept_at", _place(exhibit.place, t)))
    if exhibit.reader:
        facts.append(("reader", exhibit.reader))
    if exhibit.lost:
        facts.append(("archive", _said(exhibit.lost, t)))
    if exhibit.picture:
        facts.append(("picture", _seen(exhibit.picture, t)))
    named = [(t(f"evidence.{key}"), value) for key, value in facts]
    return [(_role(exhibit, t), sanitize(exhibit.url)), *named]


def _role(exhibit: Exhibit, t: Labels) -> str:
    return t(f"role.{exhibit.role}") if exhibit.role in ROLES else exhibit.role


def _place(place: Place, t: Labels) -> str:
    file, offset = place
    return t("evidence.place", file=file, offset=offset)


def _answer(answer: Answer, t: Labels) -> str:
    url = sanitize(answer.url)
    return t("evidence.answered", status=answer.status, url=url, place=_place(answer.place, t))


def _said(reason: Reason | None, t: Labels) -> str:
    return sanitize(say(reason, t.style))


def _seen(picture: Picture, t: Labels) -> str:
    size = ""
    if picture.body and picture.place:
        place = _place(picture.place, t)
        size = t("evidence.picture_kept", size=len(picture.body), place=place)
    return clauses([size, _said(picture.reason, t)], t.style)


def _shown(exhibit: Exhibit, evidence: Evidence, t: Labels) -> dict[str, Any]:
    addresses = link_addresses(evidence.sightings, evidence.verdict)
    return {
        "name": _role(exhibit, t),
        "address": web_address(exhibit.url),
        "facts": _of_exhibit(exhibit, t),
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


def link_addresses(sightings: Sequence[Sighting], verdict: Verdict | None) -> frozenset[str]:
    """The addresses of the links that evidence is about."""
    found = {one.url for one in sightings}
    if verdict and verdict.link_url:
        found.add(verdict.link_url)
    return frozenset(found)


def _excerpts(exhibit: Exhibit) -> list[list[tuple[str, bool]]]:
    """The rows with the link, as pieces of text; True marks the link's own text."""
    rows = []
    for one in exhibit.page.rows if exhibit.page else ():
        own, row = sanitize(one.own), sanitize(one.row, 400)
        before, found, after = row.partition(own)
        rows.append([(before, False), (own, True), (after, False)] if found else [(own, True)])
    return rows


def _moment(moment: datetime) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M:%S}"


def _span(span: Interval, t: Labels) -> str:
    if span.earliest == span.latest:
        return _moment(span.earliest)
    return t("evidence.span", earliest=_moment(span.earliest), latest=_moment(span.latest))
