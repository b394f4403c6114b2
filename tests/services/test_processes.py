"""Children end with their parent, however that ends, and with all that they started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from repostwatch.base.errors import ServiceError
from repostwatch.services.processes import Processes, processes

# A parent with a child that has a child: each prints its number where the test can read it.
PARENT = """
import sys, time
from pathlib import Path
from repostwatch.services.processes import processes
folder = Path(sys.argv[1])
CHILD = '''
import subprocess, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
deeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
(folder / "pids.part").write_text(str(deeper.pid))
(folder / "pids.part").rename(folder / "pids")
time.sleep(600)
'''
with processes(folder) as family:
    family.start("child", [sys.executable, "-c", CHILD, str(folder)], {"PATH": ""})
    print(family.running["child"].pid, flush=True)
    time.sleep(600)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def begin(folder: Path) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """A parent, and its child and grandchild once they run."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    until = time.monotonic() + 20
    while not (folder / "pids").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return parent, [child, psutil.Process(int((folder / "pids").read_text()))]


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_children_end_with_their_parent(tmp_path: Path, number: int) -> None:
    parent, family = begin(tmp_path)
    with parent:
        parent.send_signal(number)
        assert parent.wait(20) != 0
    assert all(gone(process) for process in family)
    assert json.loads((tmp_path / "running.json").read_text()) == []


def test_what_a_killed_run_left_is_ended_by_the_next(tmp_path: Path) -> None:
    parent, family = begin(tmp_path)
    with parent:
        parent.kill()
    assert not any(gone(process) for process in family)
    with processes(tmp_path) as later:
        assert all(gone(process) for process in family)
        assert later.end_leftovers() == 0


def test_what_a_killed_child_left_ends_with_the_others(tmp_path: Path) -> None:
    parent, (child, deeper) = begin(tmp_path)
    with parent:
        child.kill()
        assert not gone(deeper)
        parent.send_signal(signal.SIGTERM)
    assert gone(child)
    assert gone(deeper)


def test_what_a_killed_child_of_a_killed_run_left_is_ended_by_the_next(tmp_path: Path) -> None:
    parent, (child, deeper) = begin(tmp_path)
    with parent:
        child.kill()
        parent.kill()
    assert not gone(deeper)
    with processes(tmp_path):
        assert gone(deeper)


def test_a_number_that_belongs_to_somebody_else_by_now_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as other:
        created = psutil.Process(other.pid).create_time()
        notes = tmp_path / "running.json"
        notes.write_text(json.dumps([[other.pid, created - 60], [2**22 - 3, created]]))
        assert Processes(tmp_path).end_leftovers() == 0
        assert other.poll() is None
        notes.write_text(json.dumps([[other.pid, created]]))
        assert Processes(tmp_path).end_leftovers() == 1
        assert not psutil.pid_exists(other.pid)


@pytest.mark.parametrize("notes", ["", "{", "[[1, 2"])
def test_torn_notes_are_no_obstacle(tmp_path: Path, notes: str) -> None:
    (tmp_path / "running.json").write_text(notes)
    with processes(tmp_path) as family:
        assert family.running == {}


def test_one_family_per_folder(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with processes(folder), pytest.raises(ServiceError) as said, processes(folder):
        pass
    assert str(said.value) == (
        f"the services of {tmp_path} run already (process {os.getpid()}): "
        "stop them first, or set REPOSTWATCH_VAR_DIR to another directory"
    )
    with processes(folder):
        pass


def test_a_child_that_ends_by_itself_is_told_with_its_log(tmp_path: Path) -> None:
    with processes(tmp_path) as family:
        code = "import sys; print('\\n'.join(map(str, range(40))), flush=True); sys.exit('no disk')"
        family.start("poor", [sys.executable, "-c", code], {"PATH": ""})
        family.running["poor"].wait(10)
        with pytest.raises(ServiceError) as said:
            family.check()
    text = str(said.value)
    assert f"poor ended (exit 1). Its log, {tmp_path / 'poor.log'}, ends with:" in text
    assert text.endswith("no disk")
    assert len(text.splitlines()) == 16


def test_who_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repostwatch.services.processes.GRACE_SECONDS", 0.5)
    with processes(tmp_path) as family:
        family.start("deaf", [sys.executable, "-c", STUBBORN], {"PATH": ""})
        deaf = psutil.Process(family.running["deaf"].pid)
        time.sleep(0.3)  # until it has stopped listening
    assert gone(deaf)


def test_one_of_them_can_be_stopped(tmp_path: Path) -> None:
    with processes(tmp_path) as family:
        for name in ("one", "two"):
            family.start(name, [sys.executable, "-c", "import time; time.sleep(600)"], {})
        one = family.running["one"]
        family.stop("one", hard=True)
        assert one.poll() == -signal.SIGKILL
        assert list(family.running) == ["two"]
        family.check()


def test_signals_are_ours_only_inside(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with processes(tmp_path):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
