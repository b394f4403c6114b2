"""The verdict that facts alone give: sightings, scans, the push feed, the search of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.embedded_feed import feed_repost
from repostwatch.judging.looked_wider import apply_looks
from repostwatch.judging.reposts import Repost, repost_of
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import Searches, apply_searches
from repostwatch.judging.unseen import verdict_without_link
from repostwatch.judging.weighing import verdict_of_reposts
from repostwatch.model import Duty, Sighting, Verdict, VerdictKind, because, together
from repostwatch.model.codes import VerdictCode
from repostwatch.settings import JudgingSettings


def verdict_by_facts(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
    searches: Searches | None,
) -> Verdict:
    """The verdict without any decision of a person."""
    verdict = _by_sight(duty, history, sightings, now, settings)
    if searches is None:
        return verdict
    verdict = apply_searches(verdict, searches)
    if history.looks is None:
        return verdict
    return apply_looks(verdict, history.looks, duty, now, settings)


def _by_sight(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> Verdict:
    found = reposts_of(duty, history, sightings, now, settings)
    if not found:
        return verdict_without_link(duty, history, now)
    verdict = verdict_of_reposts(duty, found)
    if verdict.kind is VerdictKind.REVIEW and now <= duty.deadline.latest:
        open_yet = because(VerdictCode.NOT_DUE_YET, deadline=duty.deadline.latest)
        reason = together(verdict.reason, open_yet)
        return replace(verdict, kind=VerdictKind.PENDING, reason=reason)
    return verdict


def reposts_of(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> list[Repost]:
    """Everything that may be a repost, the earliest first."""
    found = [repost_of(duty, history, sighting, settings) for sighting in sightings]
    embed = feed_repost(duty, history, now)
    if embed is not None:
        found.append(embed)
    return sorted(found, key=lambda repost: repost.rank)
