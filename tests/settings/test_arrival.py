"""A setting that is set is the one that is used, wherever it is used.

Told by the source: no room makes a section of its own, and every field is read from one that was
given. `tests/commands/test_settings.py` sees the values arrive.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from repostwatch.settings import Settings
from tests.changed import SECTIONS, as_read, fields, variable

ROOT = Path(__file__).resolve().parents[2]
CLASSES = {type(section).__name__: name for name, section in SECTIONS.items()}
# What a module knows that has a section within, and which.
BEARERS = {"ReportLookup": "reporting", "SCHEDULE": "schedule"}
# Where the environment is read: the command line, Airflow's tasks, Airflow's pages.
EDGES = (
    "include/repostwatch/cli.py",
    "include/repostwatch/commands/decisions.py",
    "include/repostwatch/commands/options.py",
    "plugins/repostwatch_ui/",
    "dags/wiring.py",
)


@cache
def modules() -> dict[str, ast.Module]:
    """The program by path, without the settings themselves."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"))
        for folder in ("include", "plugins", "dags")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "repostwatch/settings/" not in str(path)
    }


def made(tree: ast.Module) -> Iterator[str]:
    """The classes of settings of which a module makes one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_no_room_makes_settings_of_its_own() -> None:
    found = {(path, name) for path, tree in modules().items() for name in made(tree)}
    assert not [(path, name) for path, name in found if name in CLASSES]
    strays = [path for path, name in found if name == "Settings" and not path.startswith(EDGES)]
    assert not strays, "settings are given by the edge"


@cache
def read() -> frozenset[tuple[str, str]]:
    """(section, field) that some module reads of a section that it knows."""
    found = set(helped())
    for tree in modules().values():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        loads = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        known = {CLASSES[name] for name in names & CLASSES.keys()}
        known |= {node.attr for node in loads if node.attr in SECTIONS}
        known |= {BEARERS[name] for name in names & BEARERS.keys()}
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        for section in known:
            for field in type(SECTIONS[section]).model_fields:
                own = (node for node in loads if node.attr == field)
                by_name = "getattr" in names and field in texts
                if by_name or any(of_settings(node, section) for node in own):
                    found.add((section, field))
    return frozenset(found)


def helped() -> Iterator[tuple[str, str]]:
    """(section, field) that a section's own method reads for those who call it."""
    for section, value in SECTIONS.items():
        methods = ast.parse(Path(inspect.getfile(type(value))).read_text("utf-8"))
        for one in ast.walk(methods):
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                text = ast.unparse(one)
                own = type(value).model_fields
                yield from ((section, field) for field in own if f"self.{field}" in text)


def of_settings(node: ast.Attribute, section: str) -> bool:
    """Whether what a field is read of is called a section of settings."""
    base = ast.unparse(node.value)
    return re.search(rf"(?i)settings$|(^|\.)_?{section}$", base) is not None


@pytest.mark.parametrize(("section", "field"), fields())
def test_every_field_is_set_by_its_variable_and_read(
    section: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in {field, f"{field}_reason"} & SECTIONS[section].__class__.model_fields.keys():
        monkeypatch.setenv(*variable(section, name))
    value = getattr(getattr(Settings(), section), field)
    assert value == as_read(section, field)
    assert value != getattr(SECTIONS[section], field)
    assert (section, field) in read(), "no module reads it"
