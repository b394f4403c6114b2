"""The files that a world leaves beside its server: registry, truth and schedule."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.sandbox import gov, truth
from repostwatch.sandbox.addresses import Web, list_path
from repostwatch.sandbox.lists_truth import true_lists
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.world import World

LISTS_HEAD = (
    "portal_id",
    "url",
    "kind",
    "channel",
    "use",
    "releases",
    "reachable_clicks",
    "since",
    "until",
    "also",
)


def write(world: World, web: Web, folder: Path) -> None:
    """Write portals.csv, releases.csv, truth.csv, columns_truth.csv and two JSON files; of a world
    without half of its list pages past.csv and lists-truth.csv, too."""
    _table(
        folder / "portals.csv",
        ("portal_id", "name", "level", "home_url", "column_urls", "limit_hours", "site_code"),
        (_registry_row(web, portal) for portal in world.portals),
    )
    _table(
        folder / "releases.csv",
        ("release_id", "title", "doc_number", "published_at", "url", "duty"),
        _release_rows(world, web),
    )
    _table(
        folder / "truth.csv",
        ("release_id", "portal_id", "verdict", "url", "urls", "title"),
        truth_rows(world, web),
    )
    _table(
        folder / "columns_truth.csv",
        ("portal_id", "standing"),
        ((portal.portal_id, truth.standing(world, portal).value) for portal in world.portals),
    )
    if world.past:
        _table(
            folder / "past.csv",
            ("release_id", "title", "doc_number", "published_at", "url", "duty"),
            (_release_row(web, policy) for policy in world.past),
        )
        _table(folder / "lists-truth.csv", LISTS_HEAD, list_rows(world, web))
    _json(folder / "schedule.json", schedule(world, web))
    _json(
        folder / "server.json",
        {
            "gov": web.gov,
            "control": web.control,
            "port": web.port,
            "portals": len(world.portals),
            "unlisted": world.unlisted,
            "pid": os.getpid(),
        },
    )


def truth_rows(world: World, web: Web) -> Iterable[tuple[str, ...]]:
    """A row per duty, with every address of the release, so that any of them joins."""
    for policy in world.policies:
        urls = [web.gov + path for path, _ in policy.paths]
        for portal in world.portals:
            if policy in world.duties(portal):
                found = truth.verdict(world, portal, policy, world.line.end).value
                yield (
                    policy.release_id,
                    portal.portal_id,
                    found,
                    urls[0],
                    " ".join(urls),
                    policy.title,
                )


def list_rows(world: World, web: Web) -> Iterable[tuple[str, ...]]:
    """A row per list page: what a search for it must find, and what must never come into use."""
    for found in true_lists(world, web):
        yield (
            found.portal_id,
            found.url,
            found.kind,
            found.channel,
            "watch" if found.carries else "never",
            str(found.releases),
            "" if found.clicks is None else str(found.clicks),
            iso(found.since) if found.since else "",
            iso(found.until) if found.until else "",
            found.also,
        )


def _release_rows(world: World, web: Web) -> Iterable[tuple[str, ...]]:
    """What gov.cn has published by the first moment to look, for a `check` at that moment."""
    return (_release_row(web, p) for p in world.policies if p.published <= world.scans[0])


def _release_row(web: Web, policy: Policy) -> tuple[str, ...]:
    published, url = iso(policy.published), web.gov + policy.paths[0][0]
    return (policy.release_id, policy.title, policy.number or "", published, url, "")


def schedule(world: World, web: Web) -> dict[str, Any]:
    """The scan moments, the moment of the expected verdicts, the addresses of releases, and since
    when these are somebody's duty: the past is there to look for lists by."""
    names = (f"{gov.PUSH}rss.xml", f"{gov.PUSH}pushinfo.json", gov.NEWEST)
    return {
        "scans": [iso(scan) for scan in world.scans],
        "now": iso(world.line.end),
        "since": iso(world.line.begin),
        "sources": [f"{web.gov}{name}" for name in names],
    }


def _registry_row(web: Web, portal: PortalPlan) -> tuple[str, ...]:
    base = web.portal(portal)
    return (
        portal.portal_id,
        portal.name,
        portal.level.value,
        f"{base}/",
        base + list_path(portal, "policy") if portal.registered else "",
        f"{portal.limit.total_seconds() / 3600:g}",
        portal.site_code or "",
    )


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
