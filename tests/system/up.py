"""`repostwatch` as a process that a newcomer started, and its services as a shell beside it knows
them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psutil
import pytest

from repostwatch.base.clock import parse_moment
from repostwatch.services.accounts import OWN
from repostwatch.services.api import Api
from repostwatch.services.stack import Services, Stack
from repostwatch.services.web import SandboxWeb
from repostwatch.settings import Settings

PROGRAM = Path(sys.executable).with_name("repostwatch")


def start(var: Path, command: str, *options: str) -> subprocess.Popen[str]:
    log = (var / f"{command}.out").open("w")
    with log:
        return subprocess.Popen(
            [PROGRAM, command, *options],
            env=os.environ | {"REPOSTWATCH_VAR_DIR": str(var), "COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )


def said(var: Path, command: str) -> str:
    return (var / f"{command}.out").read_text()


def children(var: Path) -> list[psutil.Process]:
    noted = json.loads((var / "run" / "running.json").read_text())
    return [psutil.Process(pid) for pid, _ in noted if psutil.pid_exists(pid)]


def wait_for(what: str, var: Path, command: str, process: subprocess.Popen[str]) -> re.Match[str]:
    until = time.monotonic() + 1200
    while time.monotonic() < until:
        if found := re.search(what, said(var, command)):
            return found
        assert process.poll() is None, said(var, command)
        time.sleep(0.5)  # polling another process, bounded above
    raise AssertionError(f"{what!r} did not come: {said(var, command)}")


def beside(var: Path, process: subprocess.Popen[str]) -> Stack:
    """The services of `up`, out of what it says and of the file for a shell."""
    lines = (shlex.split(line) for line in (var / "env").read_text().splitlines()[1:])
    known = dict(words[1].split("=", 1) for words in lines if not words[1].startswith("PATH="))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in known.items():
            patch.setenv(name, value)
        settings = Settings()
    named = re.search(r"(http://127\.0\.0\.1:\d+)  user admin  password (\S+)", said(var, "up"))
    assert named

    def check() -> None:
        assert process.poll() is None, said(var, "up")

    airflow = SimpleNamespace(
        api=Api(named[1], OWN, named[2]), url=named[1], variables=known,
        keys=SimpleNamespace(password=named[2]), family=SimpleNamespace(check=check),
    )  # fmt: skip
    web, nothing = _web(var / "sandbox"), cast("Any", None)
    stood = parse_moment(web.clock_file.read_text()).earliest
    assert settings.db
    assert settings.smtp
    services = Services(
        settings, nothing, settings.db, settings.smtp, web, var / "mail", nothing, stood
    )
    return Stack(services, cast("Any", airflow))


def _web(folder: Path) -> SandboxWeb:
    server = json.loads((folder / "server.json").read_text())
    schedule = json.loads((folder / "schedule.json").read_text())
    return SandboxWeb(
        folder,
        server["control"],
        tuple(parse_moment(moment).earliest for moment in schedule["scans"]),
        parse_moment(schedule["since"]).earliest,
        tuple(schedule["sources"]),
    )
