"""A shell that sources the file means these services, whatever stands in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from repostwatch.services.shell import write_env


@pytest.mark.parametrize(
    "value", ["plain", "", "a b", "'quoted'", '$(touch owned)"`', "zwei\nZeilen", "政策"]
)
def test_every_value_comes_through_as_it_is(tmp_path: Path, value: str) -> None:
    path = write_env(tmp_path / "env", {"OURS": value})
    shell = ["sh", "-c", '. ./env && printf %s "$OURS"']
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == value
    assert not (tmp_path / "owned").exists()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("program", ["repostwatch", "airflow", "pg_dump", "pg_restore"])
def test_our_own_programs_come_first(tmp_path: Path, program: str) -> None:
    write_env(tmp_path / "env", {})
    shell = ["sh", "-c", f". ./env && command -v {program}"]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not done.stdout.startswith("/usr")
