"""`make fresh` where it cannot be run, and the environments that it covers."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools/fresh"


def ran(code: str | Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, code, *arguments],
        env={"PATH": path}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--strict",), 77)])
def test_a_machine_without_debootstrap(tmp_path: Path, arguments: list[str], code: int) -> None:
    folder = tmp_path / "roots"
    done = ran(TOOL, *arguments, "--folder", str(folder), path=str(tmp_path))
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith("make fresh was left out: ")
    assert done.stdout.count("\n") == 1
    assert not folder.exists()


def test_every_pair_of_levels_is_covered() -> None:
    code = "from places import *; print(*COVERING); print(*every())"
    done = ran("-c", f"import sys; sys.path.insert(0, {str(TOOL)!r}); {code}", path="")
    covering, every = ({tuple(name.split("-")) for name in line.split()}
                       for line in done.stdout.splitlines())  # fmt: skip
    assert len(every) == 16

    def pairs(places: set[tuple[str, ...]]) -> set[tuple[tuple[int, str], ...]]:
        return {pair for place in places for pair in combinations(enumerate(place), 2)}

    assert pairs(covering) == pairs(every)
