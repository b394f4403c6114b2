"""Whatever parts a site is made of, nobody is accused who did nothing wrong.

From bytes to verdict it is the product itself; only network and database are left out.
    REPOSTWATCH_WORLDS=5000 pytest tests/pipeline/test_markup_worlds.py -s
prints the share of open verdicts by part.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from repostwatch.matching.search.traces import Finder
from repostwatch.model import (
    Duty,
    Interval,
    Level,
    Match,
    Outcome,
    Portal,
    Release,
    Scan,
    Search,
    Sighting,
    Verdict,
    VerdictKind,
    Visit,
    because,
)
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import text
from repostwatch.settings import Settings
from repostwatch.store.links import FoundLink, StoredLink
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.visiting.portal_visit import visit_portal
from repostwatch.visiting.visitor import ARTICLE, LISTS, PageResult, _corrected
from tests.defaults import Matcher, judge, read_page
from tests.defaults import whole as whole_of
from tests.pipeline import markup_worlds as worlds
from tests.pipeline.markup_worlds import DEADLINE, LOOKS, RELEASED, TITLE, Site

COUNT = int(os.environ.get("REPOSTWATCH_WORLDS", "200"))
PORTAL = Portal("p", "测试部", Level.DEPARTMENT, worlds.HOME, (worlds.LIST,))
RELEASE = Release(
    "r", TITLE, Interval.at(RELEASED),
    ("https://www.gov.cn/zhengce/content/202608/content_7001234.htm",), "国发〔2026〕15号", "all",
)  # fmt: skip
DUTY = Duty("r", "p", Interval.at(RELEASED), timedelta(hours=24), text("全国性政策"))
MATCHER, FINDER = Matcher([RELEASE]), Finder([RELEASE])


class Eye:
    """An onlooker whose web is a dictionary."""

    def __init__(self, pages: dict[str, str], now: datetime) -> None:
        self.pages, self.portal = pages, PORTAL
        self.settings = Settings().as_of(now)

    async def page(self, url: str, role: str, *, render: bool = False) -> PageResult:
        now = self.settings.now()
        text = self.pages.get(url)
        if text is None:
            missing = because(VisitCode.HTTP_STATUS, status=404)
            gone = Visit(url, Outcome.HTTP_ERROR, now, url, 404, reason=missing)
            return PageResult(PageVisit(role, gone), None)
        body = text.encode()
        page = read_page(body, url, fetched_at=now, listed=role in LISTS)
        digest = hashlib.sha256(body).hexdigest()
        visit = _corrected(Visit(url, Outcome.OK, now, url, 200, digest=digest), page, role)
        found = [] if role == ARTICLE else [FoundLink(link, now) for link in page.links]
        return PageResult(PageVisit(role, visit, found), page)


def scanned(site: Site) -> tuple[list[ScanRecord], list[dict[str, str]]]:
    """Every look at a site, with the pages that were there. Reposts of before are remembered."""
    records, webs, reposts = [], [], set[str]()
    for now in LOOKS:
        pages = site.pages(now)
        eye: Any = Eye(pages, now)
        records.append(asyncio.run(visit_portal(eye, RELEASED, "", reposts=reposts)))
        webs.append(pages)
        links = [found.link for page in records[-1].visits for found in page.links]
        stored = [StoredLink(str(n), "p", k.title, k.url, k.truncated) for n, k in enumerate(links)]
        reposts |= {stored[int(m.link_id)].url for m in MATCHER.match(stored)}
    return records, webs


def sightings(records: list[ScanRecord]) -> list[Sighting]:
    seen: dict[tuple[str, str], list[FoundLink]] = defaultdict(list)
    for record in records:
        for page in record.visits:
            for found in page.links:
                seen[found.link.url, found.link.title].append(found)
    stored = [
        StoredLink(str(n), "p", title, url, looks[0].link.truncated)
        for n, ((url, title), looks) in enumerate(seen.items())
    ]
    matches: dict[str, Match] = {m.link_id: m for m in MATCHER.match(stored)}
    return [
        Sighting(
            matches[link.link_id], link.title, link.url, looks[0].seen_at, looks[-1].seen_at,
            tuple(dict.fromkeys(f.link.date for f in looks if f.link.date)),
        )
        for link, looks in zip(stored, seen.values(), strict=True)
        if link.link_id in matches
    ]  # fmt: skip


def searched(number: int, record: ScanRecord, web: dict[str, str]) -> Search:
    hits, size = [], 0
    for page in record.visits:
        if page.visit.outcome.usable and page.visit.url in web:
            body = web[page.visit.url].encode()
            whole = whole_of(body)
            assert whole is not None
            size += len(body)
            titles = {found.link.title for found in page.links}
            hits += [hit for _, hit in FINDER.find(whole, page.visit.url, titles)]
    left = tuple(hit for hit in hits if hit.other is False)
    return Search(str(number), "r", len(record.visits), size, left, lists=record.lists)


def judged(site: Site) -> Verdict:
    records, webs = scanned(site)
    scans = [
        Scan(str(n), "p", record.started_at, record.ended_at, record.reach, record.gap, False)
        for n, record in enumerate(records)
    ]
    searches = [
        searched(n, record, web)
        for n, (record, web) in enumerate(zip(records, webs, strict=True))
        if record.started_at > RELEASED
    ]
    return judge(DUTY, scans, sightings(records), LOOKS[-1], searches={("r", "p"): searches})


def wrong(site: Site, verdict: Verdict) -> str:
    """Why a verdict is an accusation that is not so, or an acquittal of one who did nothing."""
    truth = site.reposted
    # A late repost whose letters are lost is nowhere to be read; that it was missing was seen.
    lost = site.form == "broken" and truth is not None and truth > LOOKS[2]
    if verdict.kind is VerdictKind.MISSING and truth is not None and not lost:
        return "missing, and it stands there"
    if verdict.kind is VerdictKind.LATE and (truth is None or truth <= DEADLINE):
        return "late, and it was in time"
    if verdict.kind is VerdictKind.ON_TIME and (truth is None or truth > DEADLINE):
        return "on time, and it was not"
    return "back-dated, and it was not" if verdict.backdated else ""


def test_no_site_is_accused_of_what_is_not_so() -> None:
    faults, shares = [], defaultdict[str, Counter[str]](Counter)
    for seed in range(COUNT):
        site = Site.of(seed)
        verdict = judged(site)
        if fault := wrong(site, verdict):
            faults.append(f"{site}: {fault}: {verdict.reason}")
        kind = verdict.kind.value
        for part in (f"list {site.form}", *(f"beside {part}" for part in site.beside)):
            shares[part][kind if kind in ("unknown", "review") else "decided"] += 1
    for part, counts in sorted(shares.items()):
        counted = ", ".join(
            f"{kind} {n / counts.total():.0%}" for kind, n in sorted(counts.items())
        )
        sys.stdout.write(f"{part:24} {counts.total():5}  {counted}\n")
    assert faults == []


@pytest.mark.parametrize("form", worlds.PLAIN)
@pytest.mark.parametrize("reposted", worlds.MOMENTS)
def test_a_plain_site_is_decided_whatever_stands_beside_its_list(
    form: str, reposted: datetime | None
) -> None:
    expected = (
        VerdictKind.MISSING
        if reposted is None
        else VerdictKind.ON_TIME
        if reposted <= DEADLINE
        else VerdictKind.LATE
    )
    for seed, part in enumerate(("", *worlds.BESIDE)):
        if part in worlds.OPEN:
            continue
        site = Site(seed, form, (part,) if part else (), True, reposted)
        verdict = judged(site)
        assert verdict.kind is expected, f"{part}: {verdict.reason}"


@pytest.mark.parametrize("form", [*worlds.UNREADABLE, *worlds.ASTRAY])
def test_what_cannot_be_read_is_said_and_accuses_nobody(form: str) -> None:
    for seed, part in enumerate(("", "sidebar", "hot", "unnamed_box")):
        site = Site(seed, form, (part,) if part else (), True, worlds.MOMENTS[1])
        verdict = judged(site)
        seen = (VerdictKind.ON_TIME,) if form == "undated" else ()
        assert verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW, *seen), verdict.reason
        assert verdict.reason
