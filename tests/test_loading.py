"""What a command and a task load: what they need, and no other step with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Of no use to a scan: the schema, the reports, the page that Airflow's UI shows, the browser.
REPORTS = {"docx", "xlsxwriter", "pygments", "markupsafe", "jinja2"}
SCHEMA = {"alembic", "sqlalchemy", "mako"}
MATCHING = {"rapidfuzz", "numpy", "opencc"}
FETCHING = {"aiohttp", "playwright", "warcio"}
DATABASE = {"psycopg"}


@pytest.mark.parametrize(("entry", "needless"), [
    ("repostwatch.cli",
     REPORTS - {"pygments"} | SCHEMA | MATCHING | FETCHING | DATABASE | {"selectolax"}),
    ("repostwatch.commands.read", REPORTS - {"pygments"} | SCHEMA | MATCHING | FETCHING | DATABASE),
    ("repostwatch.readers.worker", REPORTS | SCHEMA | MATCHING | FETCHING | DATABASE),
    ("repostwatch.pipeline.ingest", REPORTS | SCHEMA | {"numpy", "opencc", "playwright"}),
    ("repostwatch.pipeline.scan", REPORTS | SCHEMA | MATCHING | {"playwright"}),
    ("repostwatch.pipeline.match", REPORTS | SCHEMA | {"playwright"}),
    ("repostwatch.pipeline.judge", REPORTS | SCHEMA | {"playwright"}),
    ("repostwatch.pipeline.report", SCHEMA | {"playwright", "aiohttp"}),
    ("repostwatch.pipeline.watch", SCHEMA | MATCHING | FETCHING),
    ("repostwatch.pipeline.carriers", SCHEMA | MATCHING | FETCHING | {"docx", "xlsxwriter"}),
])  # fmt: skip
def test_what_is_not_needed_is_not_loaded(entry: str, needless: set[str]) -> None:
    code = f"import sys, {entry}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert needless & set(loaded) == set()


def test_what_one_program_of_a_test_compiled_serves_the_next() -> None:
    """Where bytecode is written nowhere, too."""
    started = "import sys; print(not sys.dont_write_bytecode, bool(sys.pycache_prefix))"
    code = f"import subprocess, sys, tests; subprocess.run([sys.executable, '-c', {started!r}])"
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": ""}
    written = [
        subprocess.run(
            [sys.executable, "-c", code], env=environment | {"PYTHONDONTWRITEBYTECODE": setting},
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split()
        for setting in ("1", "")
    ]  # fmt: skip
    assert written == [["True", "True"], ["True", "False"]]
