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
from repostwatch.sandbox.world import PortalPlan, World


def write(world: World, web: Web, folder: Path) -> None:
    """Write portals.csv, releases.csv, truth.csv, columns_truth.csv and two JSON files."""
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
    _json(folder / "schedule.json", schedule(world, web))
    _json(
        folder / "server.json",
        {
            "gov": web.gov,
            "control": web.control,
            "port": web.port,
            "portals": len(world.portals),
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


def _release_rows(world: World, web: Web) -> Iterable[tuple[str, ...]]:
    """What gov.cn has published by the first moment to look, for a `check` at that moment."""
    for policy in world.policies:
        if policy.published <= world.scans[0]:
            published, url = iso(policy.published), web.gov + policy.paths[0][0]
            yield (policy.release_id, policy.title, policy.number or "", published, url, "")


def schedule(world: World, web: Web) -> dict[str, Any]:
    """The scan moments, the moment of the expected verdicts, and the releases address."""
    return {
        "scans": [iso(scan) for scan in world.scans],
        "now": iso(world.line.end),
        "sources": [
            f"{web.gov}{gov.PUSH}rss.xml",
            f"{web.gov}{gov.PUSH}pushinfo.json",
            f"{web.gov}{gov.NEWEST}",
        ],
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
