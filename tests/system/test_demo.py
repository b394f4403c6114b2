"""The two things a newcomer runs, in real Airflow: the demo, also after a killed scheduler; up.

The tests share one data directory and build on each other, as a person's runs do. The demo here is
a smaller one: the whole is `make demo`, which judges itself and is run by .ci/run.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

PROGRAM = Path(sys.executable).with_name("repostwatch")
OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


# Every part of the demo, in a sixth of the time.
SMALLER = ("--portals", "16")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


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


def reports(var: Path) -> list[Path]:
    """The daily reports in the sink; alarms about the monitor are other mails."""
    parser = BytesHeaderParser(policy=default)
    mails = sorted((var / "mail").glob("*.eml"))
    return [mail for mail in mails if "日报" in parser.parsebytes(mail.read_bytes())["subject"]]


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


@pytest.fixture
def killed(var: Path) -> Iterator[str]:
    """What a demo said whose scheduler was killed in the middle of the last scan."""
    process = start(var, "demo", *SMALLER)
    try:
        # The day before the last is judged: what follows is the scan with a task per portal.
        wait_for(r"(?s)(judge_reposts .*){3}ingest_releases", var, "demo", process)
        evidence = var / "evidence"
        before = sum(path.stat().st_size for path in evidence.rglob("*.gz"))
        until = time.monotonic() + 120
        while sum(path.stat().st_size for path in evidence.rglob("*.gz")) == before:
            assert time.monotonic() < until, "the last scan did not begin"
            time.sleep(0.2)  # the same
        scheduler = next(child for child in children(var) if "scheduler" in child.cmdline())
        scheduler.kill()
        process.wait(timeout=120)
        yield said(var, "demo")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)
    assert process.returncode != 0


def test_a_demo_whose_scheduler_was_killed_says_so(var: Path, killed: str) -> None:
    assert "scheduler ended" in killed
    assert reports(var) == []
    assert children(var) == []


def test_running_it_again_ends_in_the_truth_and_one_mail(var: Path) -> None:
    demonstrate(var, *SMALLER)
    assert len(reports(var)) == 1


def test_a_third_run_over_the_same_data_sends_no_second_mail(var: Path) -> None:
    demonstrate(var)
    assert len(reports(var)) == 1


def test_a_world_keeps_its_portals(var: Path) -> None:
    process = start(var, "demo", "--portals", "17")
    assert process.wait(timeout=300) == 1
    assert "has 16 portals, not 17: start over with --fresh" in said(var, "demo")


@pytest.fixture(scope="module")
def served(var: Path) -> Iterator[subprocess.Popen[str]]:
    """`make up`, where another program takes the port that was free when the server began to
    start."""
    process = start(var, "up")
    try:
        wait_for("Airflow starts", var, "up", process)
        named = re.search(r"Airflow uses (\d+)", said(var, "up"))
        with socket.create_server(("127.0.0.1", int(named[1]) if named else 8080)) as other:
            taken = other.getsockname()[1]
            wait_for(rf"Airflow runs: http://127\.0\.0\.1:(?!{taken}\b)\d+", var, "up", process)
        wait_for(r"http://127\.0\.0\.1:\d+  user admin  password \S+", var, "up", process)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@pytest.mark.usefixtures("served")
def test_a_shell_beside_up_does_what_the_recipes_say(var: Path, tmp_path: Path) -> None:
    """The lines of docs/operations.md as they stand there, one after the other."""
    section = OPERATIONS.read_text(encoding="utf-8").split("## A shell beside `make up`")[1]
    source, *recipes = section.split("```")[1].strip().splitlines()
    (tmp_path / "var").symlink_to(var)
    assert (var / "env").stat().st_mode & 0o077 == 0
    for recipe in recipes:
        done = subprocess.run(
            ["bash", "-c", f"set -e\n{source}\n{recipe}"],
            cwd=tmp_path, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{recipe}\n{done.stdout}\n{done.stderr}"
        assert "http://127." in done.stdout or "probe" not in recipe, "a real portal"
    assert (tmp_path / "repostwatch.zip").stat().st_size > 1000


def test_up_serves_until_ctrl_c_and_leaves_nothing_behind(
    var: Path, served: subprocess.Popen[str]
) -> None:
    family = [child for parent in children(var) for child in (parent, *parent.children(True))]
    assert len(family) >= 5
    served.send_signal(signal.SIGINT)
    assert served.wait(timeout=60) == 0, said(var, "up")
    gone, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    assert len(gone) == len(family)


def demonstrate(var: Path, *options: str) -> None:
    """Run the demo; all its answers agree with the truth."""
    process = start(var, "demo", *options)
    assert process.wait(timeout=1200) == 0, said(var, "demo")
    output = said(var, "demo")
    agreed = re.search(r"truth in (\d+) of (\d+)", output)
    assert agreed, output
    assert agreed[1] == agreed[2]
    assert int(agreed[1]) >= 128
    assert children(var) == []
