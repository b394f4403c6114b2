"""What a stranger expects of a repository: its files agree with each other and with the program."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import grimp
import pytest
import yaml

import repostwatch

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
CITED = re.compile(r"docs/rules\.md,? section (\d+)")
# A design page that no clone has.
LOST = re.compile(r"\bDESIGN\b|(?<!docs/)\brules(?:\.md|,) section")


# Nobody keeps more in mind while reading. A released migration is not edited: it stays as it is.
MODULE_LINES, FUNCTION_LINES = 250, 50
RELEASED = "store/migrations/versions"


def texts() -> dict[Path, str]:
    """The program's and the tests' own words."""
    folders = ("include", "plugins", "dags", "tests", "benchmarks", "tools")
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {path: path.read_text(encoding="utf-8") for path in paths if path != Path(__file__)}


def read_yaml(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load((ROOT / name).read_text())
    return found


def program() -> dict[str, str]:
    """The modules of the program: path → source."""
    paths = (
        path for folder in ("include", "plugins", "dags") for path in (ROOT / folder).rglob("*.py")
    )
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if RELEASED not in path.as_posix()
    }


def test_no_module_is_too_long_to_read() -> None:
    found = {name for name, text in program().items() if len(text.splitlines()) > MODULE_LINES}
    assert found == set(), f"longer than {MODULE_LINES} lines"


def test_no_function_is_too_long_to_read() -> None:
    found = {
        f"{name} {node.name}"
        for name, text in program().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    }
    assert found == set(), f"longer than {FUNCTION_LINES} lines"


def test_the_version_is_the_one_that_was_installed() -> None:
    assert repostwatch.__version__ == version("repostwatch")
    assert "version" in PROJECT["project"]["dynamic"], "the version stands in the program only"


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    heads = re.findall(r"^## \[([^\]]+)\](.*)$", text, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert repostwatch.__version__ in text
    for number, day in heads[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", number)
        assert re.fullmatch(r" - \d{4}-\d{2}-\d{2}", day), f"{number} has no day"


def test_the_licence_is_whole_and_named() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["project"]["license"] == "Apache-2.0"


def test_rules_are_cited_where_a_clone_has_them() -> None:
    sections = re.findall(r"^## (\d+)\.", (ROOT / "docs/rules.md").read_text(), re.MULTILINE)
    found = texts()
    cited = {number for text in found.values() for number in CITED.findall(text)}
    assert len(cited) > 3
    assert cited <= set(sections)
    assert [str(path) for path, text in found.items() if LOST.search(text)] == []


def test_the_picture_of_the_rooms_is_that_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/street.py", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_hooks_are_the_checks_of_make() -> None:
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    checks = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]
    hooks = [
        hook["entry"]
        for repo in read_yaml(".pre-commit-config.yaml")["repos"]
        for hook in repo["hooks"]
    ]
    assert hooks == checks


def test_the_server_runs_every_python_that_is_claimed() -> None:
    workflow = read_yaml(".github/workflows/ci.yml")
    job = workflow["jobs"]["test"]
    assert {"run": ".ci/run", "env": {"PYTHON": "python3"}} in job["steps"]
    bounds = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", PROJECT["project"]["requires-python"])
    assert bounds
    claimed = [f"3.{minor}" for minor in range(int(bounds[1]), int(bounds[2]))]
    assert job["strategy"]["matrix"]["python"] == claimed


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem
)
def test_issue_forms_have_what_the_server_asks_of_them(path: Path) -> None:
    form = read_yaml(str(path.relative_to(ROOT)))
    if path.stem == "config":
        return
    assert {"name", "description", "body"} <= form.keys()
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 2
    assert all(field["attributes"].get("label") for field in form["body"] if "id" in field)


def test_no_lock_names_where_packages_come_from() -> None:
    for name in ("requirements.lock", "tools/uv.lock", "tools/audit.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text, f"{name} names an address: `make lock`"
        assert "--hash=sha256:" in text


class Loaded(HTMLParser):
    """What a browser fetches when it opens a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe"):
            self.addresses += [value for name, value in attrs if value and name in ("src", "href")]


def test_the_site_is_built_and_fetches_nothing_from_elsewhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "--strict", "--quiet", "-d", tmp_path],
        cwd=ROOT, env={"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted(tmp_path.glob("*.html"))
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} <= {page.stem for page in pages}
    for page in pages:
        loaded = Loaded()
        loaded.feed(page.read_text(encoding="utf-8"))
        assert [address for address in loaded.addresses if urlsplit(address).netloc] == []
    assert json.loads((tmp_path / "search/search_index.json").read_text())["docs"]


def test_no_module_imports_itself_by_way_of_others() -> None:
    """An import inside a function counts, too."""
    graph = grimp.build_graph("repostwatch", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    # Raises CycleError, which names the modules.
    assert tuple(TopologicalSorter(imports).static_order())
