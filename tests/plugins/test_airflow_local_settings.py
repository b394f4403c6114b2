"""What Airflow's processes import before they start tasks."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAY = "import airflow_local_settings, sys; print('repostwatch.pipeline.scan' in sys.modules)"


def imported_by_tasks() -> set[str]:
    """The modules that a function in dags/ imports when it runs."""
    return {
        node.module
        for path in (ROOT / "dags").glob("*.py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("repostwatch.")
    }


def test_no_task_imports_what_its_parent_has_not() -> None:
    loaded = runpy.run_path(str(ROOT / "plugins" / "airflow_local_settings.py"))["STEPS"]
    assert imported_by_tasks() == set(loaded)


@pytest.mark.parametrize(
    ("command", "loads"),
    [(("scheduler", "--skip-serve-logs"), True), (("celery", "worker"), True),
     (("api-server",), False), (("db", "migrate"), False), ((), False)],
)  # fmt: skip
def test_only_who_starts_tasks_imports_them(command: tuple[str, ...], loads: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAY, *command],
        cwd=ROOT / "plugins",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(loads)
