"""What `make install` says, in one sentence, of what a machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("tools/install", "tools/uv.lock", "requirements.lock")
# Nobody listens there: what asks for a package is refused at once.
CLOSED = "http://127.0.0.1:9/simple"
NOWHERE = "https://nowhere.invalid/simple"


@dataclass
class Machine:
    """A checkout, and the programs and the environment that it is installed with."""

    checkout: Path
    bin: Path
    env: dict[str, str] = field(default_factory=dict)

    def has(self, program: str, script: str, folder: Path | None = None) -> Path:
        path = (folder or self.bin) / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def has_venv(self, uv: str = "exit 0") -> None:
        """As after the first steps: an interpreter, pip's part done, and this uv."""
        folder = self.checkout / ".venv/bin"
        real = f'case "$*" in *pip*) exit 0;; esac; exec {sys.executable} "$@"'
        self.has("python", real, folder)
        self.has("pip", "exit 0", folder)
        self.has("uv", uv, folder)

    def install(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "tools/install"],
            env={"PATH": str(self.bin), "PYTHON": sys.executable} | self.env,
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip

    def refusal(self) -> str:
        """The one sentence that the installation ends with."""
        done = self.install()
        assert done.returncode == 1, done.stderr
        assert done.stdout == ""
        head, _, sentence = done.stderr.strip().rpartition("\n")
        assert head == "", "more than one line"
        assert sentence.startswith("repostwatch cannot be installed: ")
        return sentence.removeprefix("repostwatch cannot be installed: ")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One that has all, with its own PATH."""
    checkout = tmp_path / "repostwatch"
    for name in NEEDED:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    made = Machine(checkout, tmp_path / "bin", {"HOME": str(tmp_path / "home")})
    made.bin.mkdir()
    for program in ("sh", "awk", "dirname", "grep", "id", "mkdir", "rm", "tail"):
        found = shutil.which(program)
        assert found, program
        (made.bin / program).symlink_to(found)
    made.has("git", "exit 0")
    made.has("df", "echo; echo disk 9999 1 9998 1% /")
    return made


def test_no_python(machine: Machine) -> None:
    machine.env["PYTHON"] = "python3.99"
    assert machine.refusal() == (
        "there is no python3.99 here; install Python 3.11, 3.12 or 3.13 with its venv module "
        "(Debian: apt-get install python3 python3-venv)."
    )


@pytest.mark.parametrize("version", ["Python 2.7.18", "Python 3.10.19", "Python 3.14.0"])
def test_another_version(machine: Machine, version: str) -> None:
    # The test of the version ends with a status, whatever the interpreter is.
    old = machine.has("python-old", f'[ "$1" = --version ] && echo {version} || exit 1')
    machine.env["PYTHON"] = str(old)
    assert machine.refusal() == (
        f"{old} is {version}, and it is tested on Python 3.11, 3.12 and 3.13; "
        "install one of them and name it, as in: make install PYTHON=python3.12"
    )


def test_no_venv_module(machine: Machine) -> None:
    bare = machine.has(
        "python-bare", f'case "$*" in *venv*) exit 1;; esac; exec {sys.executable} "$@"'
    )
    machine.env["PYTHON"] = str(bare)
    assert machine.refusal() == (
        f"{bare} has no venv module; install it (Debian: apt-get install python3-venv)."
    )


def test_no_git_is_said_and_hinders_nothing(machine: Machine) -> None:
    (machine.bin / "git").unlink()
    venv = machine.checkout / ".venv"
    fake = (
        f'case "$*" in *"-m venv"*) mkdir -p {venv}/bin; exit 0;; *"-m pip"*) exit 0;; esac;'
        f' exec {sys.executable} "$@"'
    )
    machine.env["PYTHON"] = str(machine.has("python-all", fake))
    # `venv` is a program here that makes nothing; what it should have made stands there.
    machine.has_venv()
    (venv / "bin/pip").unlink()
    done = machine.install()
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "git is not installed: make demo and make test run without it, but git pull and "
        "make fresh need it (Debian: apt-get install git).\n"
    )


def test_too_little_room(machine: Machine) -> None:
    machine.has("df", "echo; echo disk 9999 9799 200 98% /")
    assert machine.refusal() == f"{machine.checkout} has 200 MB of free disk and needs 1100 MB."
    assert not (machine.checkout / ".venv").exists()


def test_a_disk_that_fills_up(machine: Machine) -> None:
    machine.has_venv("echo 'failed to write: No space left on device (os error 28)' >&2; exit 2")
    assert machine.refusal() == (
        f"the disk is full: {machine.checkout} has 9998 MB left of the 1100 MB that are needed."
    )


def test_a_home_that_cannot_be_written(machine: Machine) -> None:
    machine.env["HOME"] = "/proc/nowhere"
    machine.has_venv('echo "$UV_CACHE_DIR" >cache')
    done = machine.install()
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "/proc/nowhere/.cache/uv cannot be written: what is downloaded is kept in "
        ".venv/.cache instead.\n"
    )
    kept = (machine.checkout / "cache").read_text().strip()
    assert kept == f"{machine.checkout}/.venv/.cache/uv"


@pytest.mark.parametrize("index", [CLOSED, NOWHERE])
def test_no_network_for_pip(machine: Machine, index: str) -> None:
    """The first step: a real virtual environment, and pip in it."""
    machine.env |= {"PIP_INDEX_URL": index, "PIP_CONFIG_FILE": os.devnull}
    assert machine.refusal() == unreached(machine)


@pytest.mark.parametrize("index", [CLOSED, NOWHERE])
def test_no_network_for_uv(machine: Machine, index: str) -> None:
    machine.has_venv(f'exec {Path(sys.executable).with_name("uv")} "$@"')
    machine.env["UV_DEFAULT_INDEX"] = index
    assert machine.refusal() == unreached(machine)


def unreached(machine: Machine) -> str:
    return (
        "the package index cannot be reached; check the network, or name a mirror in "
        f"PIP_INDEX_URL and UV_DEFAULT_INDEX ({machine.checkout}/.venv/install.log has the "
        "details)."
    )


def test_what_is_not_known_is_shown(machine: Machine) -> None:
    machine.has_venv("echo 'hash mismatch for idna' >&2; exit 1")
    done = machine.install()
    assert done.returncode == 1
    assert done.stderr == (
        "hash mismatch for idna\nrepostwatch cannot be installed: "
        ".venv/bin/uv failed; what it said stands above.\n"
    )
