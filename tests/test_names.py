"""Names are the field's words: those in BANNED meant something to their authors only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("include", "plugins", "dags", "tests", "benchmarks")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # of snake_case and CamelCase

# Each with the word to take instead; docs/architecture.md says what these mean.
BANNED = {
    "told": "what it holds: settings, message, headers",
    "untold": "undecided",
    "onlooker": "visitor",
    "looked": "result, scanned",
    "keeper": "writer",
    "trail": "progress",
    "journey": "attempt",
    "onward": "redirect",
    "drawing": "browser page",
    "picturing": "screenshot",
    "measuring": "layout",
    "ground": "services, reason",
    "course": "progress",
    "book": "lookup",
    "blindness": "coverage gap",
    "street": "data flow",
    "house": "architecture",
    "guest": "client",
    "stranger": "other site, unknown",
    "strangers": "unknown",
    "trouble": "fault",
    "troubles": "faults",
    "heir": "successor",
    "mended": "repaired",
    "dealer": "aligner",
    "lied": "wrong",
    "unfold": "insert",
    "unrun": "inert",
    "strayed": "redirected",
    "belated": "late",
    "anew": "again",
    "hurry": "fast",
    "vouched": "confirmed",
    "outbox": "mailbox",
}


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The names that a module gives: (line, name). Tests' own names are sentences."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if not name.startswith("test_"):
                    yield node.lineno, name
            case ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name
            case _:
                pass


def banned(text: str) -> list[tuple[int, str, str]]:
    """(line, name, banned word) of a module's source."""
    return [
        (line, name, word)
        for line, name in names(ast.parse(text))
        for word in (part.lower() for part in PART.findall(name))
        if word in BANNED
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_are_plain_words(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}: not {word!r}, but {BANNED[word]}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name, word in banned(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "told = 1",
        "def _is_told(): ...",
        "class LastKeeper: ...",
        "def f(*, told_at): ...",
        "self.onlooker = None",
        "for told in (): ...",
        "import x as book",
        "NOT_TOLD: int = 1",
        "if (told := f()): ...",
    ],
)
def test_a_banned_word_is_found_in_every_kind_of_name(text: str) -> None:
    assert len(banned(text)) == 1


@pytest.mark.parametrize("text", ["'told'", "# told", "def test_who_is_told(): ...", "folded = 1"])
def test_other_text_may_hold_it(text: str) -> None:
    assert banned(text) == []
