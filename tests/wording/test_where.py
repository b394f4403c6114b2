"""No room but wording says Chinese sentences to people."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import repostwatch
from repostwatch.model import Language
from repostwatch.model.codes import CODES
from repostwatch.wording.labels import LABELS

ROOT = Path(repostwatch.__file__).parent
PLUGINS = ROOT.parent.parent / "plugins"
# As many characters in a row are a sentence, or a part of one.
SENTENCE = re.compile("[\u4e00-\u9fff]{4,}")
# Where Chinese is no sentence for people, and why.
LEXICONS = {
    "wording": "the room of sentences",
    "sandbox": "pages of made-up portals",
    "reading": "what pages of portals say: dates, headings, notices, columns",
    "discovering": "what lists and the links to them are called",
    "inspecting/evidence.py": "what people give as evidence and is none",
    "matching": "what titles and documents say: numbers, issuers, kinds",
    "portals": "names and notices of portals",
    "releases": "what documents say: kinds, issuers, who is addressed",
    "base/changing.py": "what addresses say that change something",
    "crawl/fetch/challenge.py": "what pages of protection products say",
    "store/migrations/versions/0005_reasons.py": "sentences of the first versions",
}

# What looks like the key of a label and is the name of a file.
FILES = (".html", ".txt", ".csv", ".json", ".css", ".png", ".py", ".warc", ".gz", ".j2")


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Expr) or not isinstance(child, ast.Constant):
                continue
            if isinstance(child.value, str):
                yield child.lineno, child.value


def allowed(path: Path) -> bool:
    place = path.relative_to(ROOT).as_posix()
    return any(place == one or place.startswith(f"{one}/") for one in LEXICONS)


def test_sentences_stand_in_wording() -> None:
    files = [path for path in ROOT.rglob("*.py") if not allowed(path)]
    files += [path for path in PLUGINS.rglob("*.py") if path.name != "repostwatch_plugin.py"]
    found = [
        f"{path.name}:{line}: {value}"
        for path in files
        for line, value in literals(path)
        if SENTENCE.search(value)
    ]
    assert found == []


def test_templates_take_their_words_from_wording() -> None:
    rooms = ("reporting/templates", "../../plugins/repostwatch_ui/templates")
    templates = [path for room in rooms for path in (ROOT / room).iterdir()]
    assert len(templates) > 15
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [path.name for path in templates if chinese.search(path.read_text("utf-8"))] == []


def test_each_exception_is_one() -> None:
    for place in LEXICONS:
        path = ROOT / place
        files = path.rglob("*.py") if path.is_dir() else [path]
        assert any(SENTENCE.search(value) for one in files for _, value in literals(one)), place


def test_every_label_that_is_asked_for_is_there_and_every_one_is_asked_for() -> None:
    """Keys that are put together (`section.{key}`) count as asking for all that begin so."""
    room = ROOT / "wording"
    files = [path for path in [*ROOT.rglob("*"), *PLUGINS.rglob("*")] if path.is_file()]
    texts = [
        path.read_text("utf-8")
        for path in files
        if path.suffix in (".py", ".html", ".txt") and room not in path.parents
    ]
    known = set(LABELS[Language.CHINESE])
    heads = {key.partition(".")[0] for key in known if "." in key}
    asked = re.compile(rf"""["']((?:{"|".join(sorted(heads))})(?:\.[\w.]+)+)["']""")
    used = {key for text in texts for key in asked.findall(text)}
    strange = {key for key in used - known if not key.endswith((*FILES, "."))} - set(CODES)
    assert strange == set()
    together = re.compile(r"""f["']([\w.]+\.)\{|'([\w.]+\.)' ~""")
    # What members are called is put together in wording itself.
    names = [path.read_text("utf-8") for path in room.glob("*/names.py")]
    starts = {one or other for text in [*texts, *names] for one, other in together.findall(text)}
    plain = {key for text in texts for key in re.findall(r"""["']([a-z]+)["']""", text)}
    left = {
        key
        for key in known - used - plain
        if not key.startswith(tuple(starts)) and not key.endswith((".short", ".note"))
    }
    assert left == set()
