"""The commands of benchmarks/discovery.py over one seed of the sandbox."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from discovery_scores import Found, Row, failed_lists, standing

from repostwatch.base.clock import iso, parse_moment
from repostwatch.sandbox import World, build
from repostwatch.sandbox.__main__ import START
from repostwatch.sandbox.cast import spread_portals
from repostwatch.services.postgres import embedded
from repostwatch.services.processes import processes
from repostwatch.services.stack import FAST_SETTINGS
from repostwatch.services.web import SandboxWeb, start_sandbox

PROGRAM = Path(sys.executable).parent / "repostwatch"
DATA = ("jpage", "json_list")  # whose pages hold no items: what the script asks for is watched
RELEASES = ("release_id", "title", "doc_number", "published_at", "url", "duty")
REGISTRY = (
    *("portal_id", "name", "level", "home_url", "column_urls", "limit_hours", "site_code"),
    "render",
)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, head: Sequence[str], rows: Iterable[Row]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, head, restval="", extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return str(path)


@dataclass
class Run:
    """One seed: its sandbox, the folder and settings of the commands, the registry as known."""

    world: World
    web: SandboxWeb
    folder: Path
    settings: dict[str, str]
    registry: list[dict[str, str]] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)  # portals whose list did not answer at last

    def __post_init__(self) -> None:
        self.registry = self.given

    @property
    def out(self) -> Path:
        """One for all commands: what they saw adds up, and the evidence lies there."""
        return self.folder / "results"

    @property
    def given(self) -> list[dict[str, str]]:
        """The registry with the list pages of half of the portals."""
        return rows_of(self.web.folder / "portals.csv")

    @property
    def truth(self) -> list[dict[str, str]]:
        return rows_of(self.web.folder / "lists-truth.csv")

    def discover(self, portals: Sequence[Row], now: datetime, name: str) -> Found:
        """Look for the lists of some portals, and take what is found into the registry."""
        out, asked = self.out, self.folder / f"{name}-portals.csv"
        past = write_rows(self.folder / f"{name}-releases.csv", RELEASES, self._published(now, 1))
        self._command(
            *("discover", "--portals", write_rows(asked, REGISTRY, portals), "--releases", past),
            *("--out", str(out), "--now", iso(now)),
        )
        known = {row["portal_id"]: row for row in rows_of(out / "portals.csv")}
        self.registry = [known.get(row["portal_id"], row) for row in self.registry]
        return Found(rows_of(out / "lists.csv"), rows_of(out / "visits.csv"))

    def again(self, now: datetime) -> None:
        """Look again at the portals one of whose lists did not answer."""
        homes = [row for row in self.given if row["portal_id"] in self.failed]
        if homes:
            self.discover(homes, now, f"again-{now:%d}")

    def fill(self, now: datetime) -> None:
        """The registry as it would be if every list were known."""
        urls: dict[str, list[str]] = defaultdict(list)
        for row in standing(self.truth, now):
            if row["use"] == "watch" and row["kind"] != "registered":
                urls[row["portal_id"]].append(row["also" if row["kind"] in DATA else "url"])
        for row in self.registry:
            if found := urls.get(row["portal_id"]):
                row["column_urls"] = " ".join(found)

    def check(self, now: datetime) -> list[dict[str, str]]:
        """Scan and judge at a moment; the rows of verdicts.csv."""
        out, known = self.out, self.folder / f"known-{now:%d}.csv"
        story = write_rows(self.folder / f"story-{now:%d}.csv", RELEASES, self._published(now))
        self._command(
            *("check", "--portals", write_rows(known, REGISTRY, self.registry)),
            *("--releases", story, "--out", str(out), "--now", iso(now)),
        )
        found = failed_lists(self.registry, rows_of(out / "visits.csv"))
        self.failed = found & {row["portal_id"] for row in self.given if not row["column_urls"]}
        return rows_of(out / "verdicts.csv")

    def _published(self, now: datetime, past: int = 0) -> Iterator[dict[str, str]]:
        """What gov.cn has published by a moment, with the `past` before the story or without."""
        gov = self.web.sources[0].partition("/pushinfo")[0]
        for policy in (*(self.world.past if past else ()), *self.world.policies):
            if policy.published <= now:
                yield {
                    "release_id": policy.release_id,
                    "title": policy.title,
                    "doc_number": policy.number or "",
                    "published_at": iso(policy.published),
                    "url": gov + policy.paths[0][0],
                }

    def _command(self, *words: str) -> None:
        done = subprocess.run(
            [PROGRAM, *words], env=self.settings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


@contextmanager
def running(seed: int, portals: int) -> Iterator[Run]:
    """The sandbox of a seed with a database for the commands, both gone afterwards."""
    with (
        tempfile.TemporaryDirectory() as name,
        processes(Path(name) / "run") as family,
        embedded(Path(name) / "pg") as server,
    ):
        folder = Path(name)
        (folder / "web").mkdir()
        web, _ = start_sandbox(folder / "web", family, seed=seed, portals=portals, unlisted=True)
        settings = os.environ | {
            "REPOSTWATCH_ALLOW_LOOPBACK": "1",
            "REPOSTWATCH_DB": server.url(f"seed{seed}"),
        }
        for setting, value in FAST_SETTINGS["crawl"].items():
            settings[f"REPOSTWATCH_CRAWL__{setting}".upper()] = str(value)
        start = parse_moment(START).earliest
        world = build(seed, start, spread_portals(portals), unlisted=True)
        yield Run(world, web, folder, settings)
