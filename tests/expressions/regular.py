"""Every regular expression of the program, and texts that are made to be hard for each.

The growth of an expression is measured as a ratio: the processor time of this process for two
sizes of one text. A slow or busy machine changes both alike.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import repostwatch

# Python's own parser of expressions, private and therefore without types.
op: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
# Each four times the one before; what grows fast is found before it takes long.
SIZES = (250, 1_000, 4_000)
# Linear costs four times as much, quadratic sixteen times; half way in between is eight.
MOST_RATIO = 8
MEASURED = 3
# What costs less than this many plain passes over the text is not worth a ratio: a quadratic
# expression costs thousands.
WORTH = 60
# The clock of processor time may tick every ten milliseconds; where it ticks oftener, less is
# enough to see that nothing grows, and whatever is not clearly so is measured at length.
ENOUGH = 30_000_000
A_LOOK = 4_000_000
CLEARLY = 6
ALPHABET = " \ta0<>\"'-_/.=:;,(&#%\\[年国）\n*1A"
MOST_FILLS = 4
ENDINGS = ("", "\0")
CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall",
                   "finditer"})  # fmt: skip
# What an expression is tried with where nobody can see what is called on it.
ANY = frozenset({"search", "fullmatch"})


@dataclass(frozen=True)
class Expression:
    """`uses` are the methods that the program calls on it, as far as can be seen."""

    place: str
    pattern: re.Pattern[Any]
    uses: frozenset[str]


def modules() -> list[ModuleType]:
    found = [repostwatch]
    for info in pkgutil.walk_packages(repostwatch.__path__, "repostwatch."):
        if not info.name.endswith("__main__") and ".migrations" not in info.name:
            found.append(importlib.import_module(info.name))  # noqa: PERF401  reads better
    return found


def expressions() -> tuple[list[Expression], list[str]]:
    """All of them, and the calls whose expression cannot be seen from outside."""
    trees = [(module, _nodes(module.__file__)) for module in modules() if module.__file__]
    uses = _uses(trees)
    found: dict[tuple[Any, int], Expression] = {}
    hidden = []

    def take(place: str, pattern: re.Pattern[Any], used: frozenset[str]) -> None:
        key = pattern.pattern, pattern.flags
        before = found[key].uses if key in found else frozenset()
        found[key] = Expression(place, pattern, before | used)

    for module, nodes in trees:
        borrowed = _borrowed(nodes)
        for name, pattern in _held(module):
            if name in borrowed:
                continue  # where it is made it is looked at
            used = frozenset(uses.get((module.__name__, name), ANY))
            take(f"{module.__name__}.{name}", pattern, used)
        for call, method in _calls(nodes):
            try:
                pattern = _evaluated(call, module)
            except NameError:
                hidden.append(f"{module.__name__}:{call.lineno}")
                continue
            used = frozenset({method} - {"compile"})
            take(f"{module.__name__}:{call.lineno}", pattern, used)
    return list(found.values()), hidden


def _nodes(file: str) -> list[ast.AST]:
    """Those of a module's syntax at which anything here looks."""
    tree = ast.parse(Path(file).read_text())
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.ImportFrom | ast.Call)
    ]


def _uses(trees: list[tuple[ModuleType, list[ast.AST]]]) -> dict[tuple[str, str], set[str]]:
    """By module and name of an expression: the methods that are called on it, anywhere."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, nodes in trees:
        origin = _borrowed(nodes)
        for node in nodes:
            if not (isinstance(node, ast.Attribute) and node.attr in CALLS):
                continue
            of = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(of, ast.Name):
                key = origin.get(of.id, (module.__name__, of.id))
            else:
                name = getattr(of, "attr", "")
                key = origin.get(getattr(getattr(of, "value", None), "id", ""), ("", ""))
                key = f"{key[0]}.{key[1]}", name
            found.setdefault(key, set()).add(node.attr)
    return found


def _borrowed(nodes: list[ast.AST]) -> dict[str, tuple[str, str]]:
    """The names that a module takes from others, each with where it comes from."""
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        if not isinstance(value, ModuleType) and not name.startswith("__"):
            for pattern in _within(value, 3):
                yield name, pattern


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    """The expressions in a value that a module holds: in tables, and in objects of ours."""
    parts: Iterable[Any] = ()
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        parts = value.values()
    elif isinstance(value, tuple | list | set | frozenset):
        parts = value
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, field.name, None) for field in fields(value)]
    if depth:
        for part in parts:
            yield from _within(part, depth - 1)


def _calls(nodes: list[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """Every call of re's functions, with the function's name."""
    for node in nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in CALLS
        ):
            yield node, node.func.attr


def _evaluated(call: ast.Call, module: ModuleType) -> re.Pattern[Any]:
    def value(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), "<expression>", "eval"), dict(vars(module)))

    func = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(func, 2)
    flags = next((word.value for word in call.keywords if word.arg == "flags"), None)
    if flags is None and len(call.args) > place:
        flags = call.args[place]
    first = value(call.args[0])
    if isinstance(first, re.Pattern):
        return first
    return re.compile(first, value(flags) if flags is not None else 0)


def growth(expression: Expression) -> tuple[float, str]:
    """The worst ratio over the texts made for an expression, and the text's beginning.

    Every text is glanced at; those that seem to grow fastest are measured.
    """
    seems: list[tuple[float, int, Callable[[Any], object], Callable[[int], Any]]] = []
    for text in _texts(expression.pattern):
        small, large = text(SIZES[0]), text(SIZES[1])
        for run in _ways(expression):
            cost = _glance(run, large)
            if cost > WORTH * _glance(_plain(large), large):
                seems.append((cost / _glance(run, small), len(seems), run, text))
        if seems and seems[-1][0] > MOST_RATIO * 2:
            break
    worst: tuple[float, str] = (0.0, "")
    for _, _, run, text in sorted(seems, reverse=True)[:MEASURED]:
        for size, larger in pairwise(SIZES):
            ratio = _ratio(run, text(size), text(larger))
            if ratio > MOST_RATIO**2:
                break  # faster than the square: a larger text would take too long
        # Only the last counts: a repetition of up to 400 looks like a square below 400.
        worst = max(worst, (ratio, repr(text(size)[:60])))
        if ratio > MOST_RATIO:
            break
    return worst


def _ratio(run: Callable[[Any], object], small: str | bytes, large: str | bytes) -> float:
    """How many times as much the larger text costs."""
    if _tick() * 2 < A_LOOK:
        found = _cost(run, large, A_LOOK) / _cost(run, small, A_LOOK)
        if found < CLEARLY:
            return found
    return min(_cost(run, large) / _cost(run, small) for _ in range(2))


@cache
def _tick() -> int:
    """Nanoseconds between two values of the clock of processor time, at most."""
    found = 0
    for _ in range(3):
        began = time.process_time_ns()
        while (now := time.process_time_ns()) == began:
            pass
        found = max(found, now - began)
    return found


def _plain(text: str | bytes) -> Callable[[str | bytes], object]:
    every: re.Pattern[Any] = re.compile("[^\x01]*" if isinstance(text, str) else b"[^\x01]*")
    return every.search


def _ways(expression: Expression) -> list[Callable[[Any], object]]:
    """`sub` goes on after each hit as the other ways of looking for all of them do."""
    pattern = expression.pattern
    ways: dict[str, Callable[[Any], object]] = {}
    for use in expression.uses or ANY:
        if use in ("match", "fullmatch"):
            ways[use] = getattr(pattern, use)
        else:
            ways["sub"] = lambda text: pattern.sub(pattern.pattern[:0], text)
    return list(ways.values())


def _glance(run: Callable[[Any], object], text: str | bytes) -> int:
    """Nanoseconds that one call takes at best: enough to tell what is worth to be measured."""
    best = 0
    for _ in range(3):
        began = time.perf_counter_ns()
        run(text)
        spent = max(time.perf_counter_ns() - began, 1)
        best = min(best or spent, spent)
    return best


def _cost(run: Callable[[Any], object], text: str | bytes, enough: int = ENOUGH) -> float:
    """Nanoseconds of processor time of one call, over as many as the clock can tell apart."""
    calls, began = 0, time.process_time_ns()
    while (spent := time.process_time_ns() - began) < enough:
        run(text)
        calls += 1
    return spent / calls


def _texts(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Texts of any length: what leads to a repetition, the repetition, and an end that fails."""
    parsed = parser.parse(pattern.pattern, pattern.flags & ~op.SRE_FLAG_DEBUG)
    is_text = isinstance(pattern.pattern, str)

    def made(before: str, pump: str, end: str) -> Callable[[int], Any]:
        def text(size: int) -> Any:
            whole = before + pump * (max(size - len(before), 1) // len(pump)) + end
            return whole if is_text else whole.encode("gb18030")

        return text

    seen = set()
    for before, pumps in _pumps(parsed, "", parsed):
        for pump in pumps:
            for key in ((before, pump), ("", before + pump), ("", pump)):
                if key[1] and key not in seen:
                    seen.add(key)
                    for end in ENDINGS:
                        yield made(*key, end)


def _pumps(nodes: Any, before: str, root: Any) -> Iterator[tuple[str, list[str]]]:
    """Every repetition without a close bound: what stands before it, and what fills it."""
    for place, (kind, value) in enumerate(nodes):
        lead = before + _sample(nodes[:place], root)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > 20:
                # Those first that most repetitions take: where two can have a letter, it grows.
                fills = [char for char in ALPHABET if _fits(body, char)]
                fills.sort(key=lambda char: -_takers(root, char))
                whole = _sample(body, root)
                yield lead, list(dict.fromkeys([*fills[:MOST_FILLS], *([whole] if whole else [])]))
            yield from _pumps(body, lead, root)
        elif kind is op.SUBPATTERN:
            yield from _pumps(value[3], lead, root)
        elif kind is op.ATOMIC_GROUP:
            yield from _pumps(value, lead, root)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, lead, root)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(value[1], lead, root)


def _takers(nodes: Any, char: str) -> int:
    """How many repetitions inside take a character."""
    count = 0
    for kind, value in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            count += _fits(value[2], char) + _takers(value[2], char)
        elif kind is op.SUBPATTERN:
            count += _takers(value[3], char)
        elif kind is op.ATOMIC_GROUP:
            count += _takers(value, char)
        elif kind is op.BRANCH:
            count += sum(_takers(branch, char) for branch in value[1])
    return count


def _fits(body: Any, char: str) -> bool:
    """Whether one character is what one turn of a repetition takes."""
    if len(body) != 1:
        return False
    kind, value = body[0]
    if kind is op.SUBPATTERN:
        return _fits(value[3], char)
    if kind is op.BRANCH:
        return any(_fits(branch, char) for branch in value[1])
    return kind in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY) and _takes(kind, value, char)


def _takes(kind: Any, value: Any, char: str) -> bool:
    if kind is op.LITERAL:
        return bool(ord(char) == value)
    if kind is op.NOT_LITERAL:
        return bool(ord(char) != value)
    if kind is op.ANY:
        return char != "\n"
    negated, hit = False, False
    for item, operand in value:
        if item is op.NEGATE:
            negated = True
        elif item is op.LITERAL:
            hit |= ord(char) == operand
        elif item is op.RANGE:
            hit |= operand[0] <= ord(char) <= operand[1]
        elif item is op.CATEGORY:
            hit |= _of(operand, char)
    return hit != negated


def _of(category: Any, char: str) -> bool:
    name = str(category)
    kind = next(kind for kind in ("DIGIT", "SPACE", "WORD") if kind in name)
    here = {
        "DIGIT": char.isdigit(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
    }[kind]
    return here != ("NOT" in name)


def _sample(nodes: Any, root: Any) -> str:
    """A short text that these nodes match, as nearly as can be said without trying."""
    text = ""
    for kind, value in nodes:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind in (op.NOT_LITERAL, op.ANY, op.IN):
            text += next((c for c in ALPHABET if _takes(kind, value, c)), _first(kind, value))
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _sample(value[2], root) * min(max(value[0], 0), 30)
        elif kind is op.SUBPATTERN:
            text += _sample(value[3], root)
        elif kind is op.ATOMIC_GROUP:
            text += _sample(value, root)
        elif kind is op.BRANCH:
            text += _sample(value[1][0], root)
    return text


def _first(kind: Any, value: Any) -> str:
    if kind is not op.IN:
        return "x"
    for item, operand in value:
        if item is op.LITERAL:
            return chr(operand)
        if item is op.RANGE:
            return chr(operand[0])
    return "x"
