"""The facts of an evidence page, in words."""

from __future__ import annotations

from datetime import datetime

from repostwatch.base.clock import beijing
from repostwatch.model import Interval, Reason, Sighting
from repostwatch.reporting.exhibits import Answer, Evidence, Exhibit, Picture, Place
from repostwatch.reporting.sanitize import sanitize
from repostwatch.wording import Labels, outcome_words, say
from repostwatch.wording.values import clauses, joined, length, stated

ROLES = frozenset(
    {"home", "column", "next", "frame", "article", "extra", "discovery", "wider", "query"}
)


def facts_of_duty(evidence: Evidence, t: Labels) -> list[tuple[str, str]]:
    """What is known of the duty and its verdict, as (name, value)."""
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


def facts_of_sighting(one: Sighting, t: Labels) -> tuple[str, ...]:
    """What is known of one link that matches."""
    dates = joined([stated(claim, t.style) for claim in one.claims], t.style)
    return (
        sanitize(one.title),
        sanitize(one.url),
        t("evidence.stated", dates=dates) if dates else t("evidence.undated"),
        t("evidence.seen", first=_moment(one.first_seen), last=_moment(one.last_seen)),
        t("evidence.match", link_id=one.match.link_id, reason=_said(one.match.reason, t)),
    )


def facts_of_exhibit(exhibit: Exhibit, t: Labels) -> list[tuple[str, str]]:
    """How a page was fetched and where its bytes lie, as (name, value)."""
    reason = _said(exhibit.reason, t)
    outcome = outcome_words(exhibit.outcome, exhibit.reason, t.style)
    status = f"{outcome} {exhibit.status or ''} {reason}".strip()
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
    if exhibit.browser:
        facts.append(("browser", sanitize(exhibit.browser)))
    if exhibit.lost:
        facts.append(("archive", _said(exhibit.lost, t)))
    if exhibit.picture:
        facts.append(("picture", _seen(exhibit.picture, t)))
    named = [(t(f"evidence.{key}"), value) for key, value in facts]
    return [(role_of(exhibit, t), sanitize(exhibit.url)), *named]


def role_of(exhibit: Exhibit, t: Labels) -> str:
    """What the page is to its portal: homepage, column, article."""
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


def _moment(moment: datetime) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M:%S}"


def _span(span: Interval, t: Labels) -> str:
    earliest, latest = _moment(span.earliest), _moment(span.latest)
    return earliest if earliest == latest else t("evidence.span", earliest=earliest, latest=latest)
