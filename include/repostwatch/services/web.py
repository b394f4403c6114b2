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
    """A running sandbox. `scans` are the moments of the expected scans."""

    folder: Path
    control: str
    scans: tuple[datetime, ...]
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
    is how many a new one has, all by default; `unlisted`: the registry names a list page of half of
    them only. Raises ServiceError.
    """
    stood, port, left = _left(folder)
    if left and portals and left != portals:
        raise ServiceError(
            f"the sandbox in {folder} has {left} portals, not {portals}: start over with --fresh"
        )
    if port and free_port(port) != port:
        raise ServiceError(
            f"port {port}, under which the sandbox's portals are known in the database, is taken: "
            "free it, or start over with --fresh"
        )
    command = [sys.executable, "-m", "repostwatch.sandbox", "--dir", str(folder)]
    command += ["--seed", str(seed), "--port", str(port)]
    if known := left or portals:
        command += ["--portals", str(known)]
    if unlisted:
        command.append("--unlisted")
    (folder / "server.json").unlink(missing_ok=True)
    family.start(NAME, command, {"PATH": "", "PYTHONUTF8": "1"})
    pause = threading.Event()
    for _ in range(int(READY_SECONDS / POLL_SECONDS)):
        family.check()
        if (folder / "server.json").exists() and (server := _json(folder / "server.json")):
            break
        pause.wait(POLL_SECONDS)
    else:
        raise ServiceError(f"the sandbox was not ready after {READY_SECONDS} s")
    schedule = _json(folder / "schedule.json")
    web = SandboxWeb(
        folder=folder,
        control=server["control"],
        scans=tuple(parse_moment(text).earliest for text in schedule["scans"]),
        sources=tuple(schedule["sources"]),
    )
    if stood is not None:
        web.set_clock(stood)
    return web, stood


def _left(folder: Path) -> tuple[datetime | None, int, int]:
    """Where the clock stood, the port, and the number of portals; 0 where nothing was left."""
    try:
        stood = parse_moment((folder / "clock").read_text()).earliest
        server = _json(folder / "server.json")
        return stood, int(server["port"]), int(server["portals"])
    except (FileNotFoundError, KeyError):
        return None, 0, 0


def _json(path: Path) -> dict[str, Any]:
    """The file's value, empty while it is being written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except json.JSONDecodeError:
        return {}
    return found
