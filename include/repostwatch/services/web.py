"""The sandbox web as a child process with a clock that can be set."""

from __future__ import annotations

import json
import sys
import threading
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from repostwatch.base.clock import iso, parse_moment
from repostwatch.base.errors import ServiceError
from repostwatch.services.ports import free_port
from repostwatch.services.processes import Processes

NAME = "sandbox"
SEED = 7
READY_SECONDS = 60
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class SandboxWeb:
    """A running sandbox. `scans` are the moments of the expected scans; since `since` releases
    are somebody's duty."""

    folder: Path
    control: str
    scans: tuple[datetime, ...]
    since: datetime
    sources: tuple[str, ...]

    @property
    def clock_file(self) -> Path:
        return self.folder / "clock"

    def set_clock(self, moment: datetime) -> None:
        request = urllib.request.Request(  # noqa: S310  our own loopback address
            f"{self.control}/__sandbox__/clock", data=json.dumps({"now": iso(moment)}).encode()
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=READY_SECONDS):
            pass


@dataclass(frozen=True, slots=True)
class _Left:
    """A world that an earlier run left: where its clock stood, its port, how many portals it has;
    0 where none was left."""

    stood: datetime | None = None
    port: int = 0
    portals: int = 0
    unlisted: bool = False


def start_sandbox(
    folder: Path,
    family: Processes,
    *,
    seed: int = SEED,
    portals: int | None = None,
    unlisted: bool = False,
) -> tuple[SandboxWeb, datetime | None]:
    """Serve the world of `seed` in `folder`; also the moment at which an earlier run left it.

    Addresses carry the port, so a world keeps its port and its portals from run to run. `portals`
    is how many a new one has, all by default; `unlisted`: its registry names a list page of half of
    them only. Raises ServiceError.
    """
    left = _left(folder)
    _can_go_on(left, folder, portals)
    command = [sys.executable, "-m", "repostwatch.sandbox", "--dir", str(folder)]
    command += ["--seed", str(seed), "--port", str(left.port)]
    if known := left.portals or portals:
        command += ["--portals", str(known)]
    if left.unlisted if left.portals else unlisted:
        command.append("--unlisted")
    (folder / "server.json").unlink(missing_ok=True)
    family.start(NAME, command, {"PATH": "", "PYTHONUTF8": "1"})
    server = _ready(folder, family)
    schedule = _json(folder / "schedule.json")
    web = SandboxWeb(
        folder=folder,
        control=server["control"],
        scans=tuple(parse_moment(text).earliest for text in schedule["scans"]),
        since=parse_moment(schedule["since"]).earliest,
        sources=tuple(schedule["sources"]),
    )
    if left.stood is not None:
        web.set_clock(left.stood)
    return web, left.stood


def _can_go_on(left: _Left, folder: Path, portals: int | None) -> None:
    """Raises ServiceError where the world that was left is another one, or cannot be served."""
    if left.portals and portals and left.portals != portals:
        raise ServiceError(
            f"the sandbox in {folder} has {left.portals} portals, not {portals}: "
            "start over with --fresh"
        )
    if left.port and free_port(left.port) != left.port:
        raise ServiceError(
            f"port {left.port}, under which the sandbox's portals are known in the database, is "
            "taken: free it, or start over with --fresh"
        )


def _ready(folder: Path, family: Processes) -> dict[str, Any]:
    """What the sandbox says of itself once it serves."""
    pause = threading.Event()
    for _ in range(int(READY_SECONDS / POLL_SECONDS)):
        family.check()
        if (folder / "server.json").exists() and (server := _json(folder / "server.json")):
            return server
        pause.wait(POLL_SECONDS)
    raise ServiceError(f"the sandbox was not ready after {READY_SECONDS} s")


def _left(folder: Path) -> _Left:
    try:
        stood = parse_moment((folder / "clock").read_text()).earliest
        server = _json(folder / "server.json")
        return _Left(
            stood, int(server["port"]), int(server["portals"]), unlisted=bool(server["unlisted"])
        )
    except (FileNotFoundError, KeyError):
        return _Left()


def _json(path: Path) -> dict[str, Any]:
    """The file's value, empty while it is being written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except json.JSONDecodeError:
        return {}
    return found
