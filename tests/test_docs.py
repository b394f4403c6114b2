"""The pages for people: what they link to, call and name is there.

What a page claims is shown by the command beside it; here only that the command can be called.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel
from typer.core import TyperGroup
from typer.main import get_command

from repostwatch.cli import app
from repostwatch.services.housing import HOME_VARIABLE
from repostwatch.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
TOP = (*READMES, "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
PAGES = [ROOT / name for name in TOP] + sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"https?://[^\s`)…\"']+")
# Where people's own files lie: an example must not come from somebody's machine.
HOME = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|workspace|builds|mnt|srv)\b[\w./-]*")
FILE = re.compile(r"(?<![\w/.-])(?:tests|benchmarks|include|docs|dags|plugins|tools)/[\w./-]*[\w/]")
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
CALL = re.compile(r"(?:^|`|\$ |\.venv/bin/)repostwatch +([a-z-][^`\n#]*)", re.MULTILINE)
SETTING = re.compile(r"\bREPOSTWATCH_([A-Z][A-Z_]*[A-Z])(?==|\b)")
MAKE = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
# Settings of the compose file, which it hands on under other names: see .env.example.
COMPOSE = re.compile(r"^#? ?REPOSTWATCH_([A-Z_]+)=", re.MULTILINE)


def matches(pattern: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for found in pattern.findall(page.read_text(encoding="utf-8")):
            yield page, found


def test_links_and_pictures_are_there() -> None:
    targets = [(page, link) for page, link in matches(LINK) if not urlsplit(link).scheme]
    assert len(targets) > 20
    lost = [
        f"{page.name}: {link}"
        for page, link in targets
        if not (page.parent / link.partition("#")[0]).exists()
    ]
    assert lost == []


def test_every_page_and_picture_is_led_to() -> None:
    led = {(page.parent / link).resolve() for page, link in matches(LINK)}
    pages = {page for page in PAGES if page.name not in READMES} | {ROOT / "LICENSE"}
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    assert sorted(path.name for path in (pages | pictures) - led) == []


def test_no_path_of_somebodys_machine() -> None:
    assert [f"{page.name}: {path}" for page, path in matches(HOME)] == []


def test_addresses_are_loopback_examples_or_the_government() -> None:
    strange = [
        f"{page.name}: {address}"
        for page, address in matches(ADDRESS)
        if (host := urlsplit(address).hostname or "")
        and not (host.startswith("127.") or host == "localhost")
        and not host.endswith((".example", ".gov.cn"))
    ]
    assert strange == []


def test_files_that_are_named_exist() -> None:
    named = list(matches(FILE))
    assert len(named) > 30
    assert [f"{page.name}: {path}" for page, path in named if not (ROOT / path).exists()] == []


def test_tests_that_are_named_exist() -> None:
    named = [
        (page.name, path, name)
        for page in PAGES
        for path, name in TEST.findall(page.read_text(encoding="utf-8"))
    ]
    assert len(named) >= 10
    lacking = [
        f"{page}: {path}::{name}"
        for page, path, name in named
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.MULTILINE)
    ]
    assert lacking == []


def test_make_targets_exist() -> None:
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert [f"{page.name}: {target}" for page, target in matches(MAKE) if target not in rules] == []


def called() -> list[str]:
    return sorted({call.strip() for _, call in matches(CALL)})


def options_of(words: list[str]) -> tuple[set[str], list[str]]:
    """The options of the command that the words call, and the words that follow its name."""
    command = get_command(app)
    while isinstance(command, TyperGroup) and words and not words[0].startswith(("-", "…")):
        assert words[0] in command.commands, f"no command {words[0]!r}"
        command, words = command.commands[words[0]], words[1:]
    return {name for param in command.params for name in param.opts}, words


@pytest.mark.parametrize("call", called())
def test_commands_that_are_shown_exist(call: str) -> None:
    words = shlex.split(call.rstrip("\\"))  # a call may go on in the next line
    choices = words[1].split("|") if len(words) > 1 and "|" in words[1] else [""]
    for choice in choices:
        own = [words[0], choice, *words[2:]] if choice else words
        known, arguments = options_of(own)
        used = {word for word in arguments if word.startswith("--")}
        assert used <= known | {"--help"}


def test_enough_commands_were_looked_at() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert {call.split()[0] for call in called()} >= set(group.commands)


def settings_names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name.upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from (f"{name.upper()}__{inner}" for inner in settings_names(field.annotation))


def test_settings_that_are_named_exist() -> None:
    known = set(settings_names(Settings))
    known |= set(COMPOSE.findall((ROOT / ".env.example").read_text()))
    known.add(HOME_VARIABLE.removeprefix("REPOSTWATCH_"))  # of the embedded services only
    named = list(matches(SETTING))
    assert len(named) > 15
    assert [f"{page.name}: {name}" for page, name in named if name not in known] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_directory_is_as_the_readme_has_it(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    listing = re.search(r"^dags/.*?^```", text, re.MULTILINE | re.DOTALL)
    assert listing
    heads = (re.split(r" {3,}", line.strip())[0] for line in listing[0].splitlines())
    shown = {name for head in heads for name in head.split() if name.endswith(("/", ".py"))}
    program = ROOT / "include" / "repostwatch"
    rooms = {f"{path.name}/" for path in program.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= shown, "a room of the program is not in the listing"
    for name in shown:
        assert (ROOT / name).exists() or (program / name).exists(), f"{name} does not exist"
