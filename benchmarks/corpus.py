"""A labelled corpus of links for a set of releases, seeded, every pattern counted.

Real titles are read where they stand (../shared beside the checkout) and never copied;
without them the corpus has only the invented titles of corpus_titles.toml.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from corpus_beside import BESIDE, NOT_BESIDE
from corpus_doubt import DOUBT
from corpus_other import OTHER, Other
from corpus_same import SAME, Base, Marks, Pattern, name_of

from repostwatch.matching.title.decoration import normalise
from repostwatch.model import BEIJING, Interval, Release

HERE = Path(__file__).resolve().parent
JUDGED = HERE / "judged.csv"  # titles as portals write them, each pair judged by a person
SHARED = HERE.parents[1] / "shared"
A_DAY = Interval.at(datetime(2026, 7, 24, 9, tzinfo=BEIJING))


@dataclass(frozen=True, slots=True)
class Case:
    """A link and what it is: `release` is the id it reposts, None for a look-alike or noise.

    Where `pattern` begins with `doubt:`, review is the right answer, for the release `about`.
    """

    link_id: str
    title: str
    pattern: str
    release: str | None
    about: str | None  # the release a look-alike was made from
    url: str = ""
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    releases: list[Release]
    cases: list[Case]

    @property
    def counts(self) -> Counter[str]:
        return Counter(case.pattern for case in self.cases)


def _rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def real_releases() -> list[Base]:
    """State Council releases, library rows, gov.cn news and administrative regulations."""
    found = [
        Base(row["title"], row["docno"]) for row in _rows("realdata/titles/releases-2018-2019.csv")
    ]
    library = SHARED / "realdata/feeds/gov-cn-policy-library-2021.json"
    if library.is_file():
        rows = json.loads(library.read_text("utf-8"))["searchVO"]["catMap"]
        found += [
            Base(row["title"], row["pcode"])
            for group in rows.values()
            for row in group["listVO"]
            if row["pcode"].startswith(("国发", "国办", "国函"))
        ]
    found += [
        Base(title, "")
        for row in _rows("realdata/titles/ministry-items-2026.csv")
        if (title := row["title"]) and "_" not in title and title.count("《") == title.count("》")
    ]
    found += [
        Base(row["name"], "")
        for row in _rows("realdata/titles/regulations.csv")
        if row["level"] == "行政法规"
    ]
    return found


def bases(part: int | None = None) -> list[Base]:
    """All titles to build on, or every second one: one half to calibrate, one to measure."""
    invented = tomllib.loads((HERE / "corpus_titles.toml").read_text("utf-8"))["releases"]
    unique: dict[str, Base] = {}
    for base in [*real_releases(), *(Base(title, number) for title, number in invented)]:
        unique.setdefault(_key(base.title), base)
    kept = [unique[key] for key in sorted(unique) if len(key) >= 6]
    return kept if part is None else kept[part::2]


def _key(title: str) -> str:
    """What two titles of one policy share, found without the matcher's own judgement."""
    return normalise(name_of(title)).replace("中华人民共和国", "")


def build(seed: int, *, part: int | None = None, per_pattern: int = 400) -> Corpus:
    """Releases and labelled links. A look-alike that happens to be another release is dropped."""
    known = bases(part)
    releases = [
        Release(f"r{i}", base.title, _published(base), doc_number=base.number or None)
        for i, base in enumerate(known)
    ]
    cases = [
        Case(f"l{i}", *made) for i, made in enumerate(_made(known, Random(seed), part, per_pattern))
    ]
    return Corpus(releases, cases)


Made = tuple[str, str, str | None, str | None]  # title, pattern, release, about


def _made(known: list[Base], rng: Random, part: int | None, per_pattern: int) -> Iterator[Made]:
    words = tomllib.loads((HERE / "corpus_titles.toml").read_text("utf-8"))
    marks = Marks(words["marks"]["prefixes"], words["marks"]["sites"], words["marks"]["tails"])
    taken = {_key(base.title) for base in known} | {base.number for base in known} - {""}
    yield from _same(known, SAME, rng, marks, per_pattern)
    for name, doubt in DOUBT.items():
        for i in _spread(rng, len(known), per_pattern):
            if (title := doubt(known[i], rng)) and _key(title) not in taken:
                yield title, f"doubt:{name}", None, f"r{i}"
    yield from _other(known, OTHER, rng, words["marks"], taken, per_pattern)
    yield from _unrelated(known, rng, part, words["noise"], taken)
    yield from _same(known, BESIDE, rng, marks, per_pattern)
    yield from _other(known, NOT_BESIDE, rng, words["marks"], taken, per_pattern)


def _same(
    known: list[Base], patterns: dict[str, Pattern], rng: Random, marks: Marks, per_pattern: int
) -> Iterator[Made]:
    for name, pattern in patterns.items():
        for i in _spread(rng, len(known), per_pattern):
            if title := pattern(known[i], rng, marks):
                yield title, name, f"r{i}", f"r{i}"


def _other(
    known: list[Base],
    patterns: dict[str, Other],
    rng: Random,
    words: dict[str, list[str]],
    taken: set[str],
    per_pattern: int,
) -> Iterator[Made]:
    for name, other in patterns.items():
        for i in _spread(rng, len(known), per_pattern):
            title = other(known[i], rng, words)
            if title and _key(title) not in taken and title not in taken:
                yield title, f"not:{name}", None, f"r{i}"


def _unrelated(
    known: list[Base], rng: Random, part: int | None, noise: list[str], taken: set[str]
) -> Iterator[Made]:
    """What portals list beside reposts: their own news, local rules, other policies, also cut."""
    local = [
        row["name"]
        for row in _rows("realdata/titles/regulations.csv")
        if row["level"] != "行政法规"
    ]
    for title in noise if part is not None else [*noise, *local]:
        if _key(title) not in taken:
            yield title, "not:unrelated", None, None
    others = [] if part is None else [base.title for base in bases(1 - part)]
    for title in [*others, *local]:
        if _key(title) not in taken:
            yield title, "not:other_title", None, None
        short = title[: rng.randint(6, max(7, len(title) - 2))]
        if not any(base.title.startswith(short) for base in known):
            yield f"{short}…", "not:other_cut", None, None


def _spread(rng: Random, size: int, wanted: int) -> list[int]:
    """Every title once in random order, again from the start until there are enough tries."""
    tries: list[int] = []
    while len(tries) < wanted:
        tries += rng.sample(range(size), size)
    return tries[: max(wanted, size)]


def _published(base: Base) -> Interval:
    year = next(
        (int(part) for part in base.number.replace("〕", "〔").split("〔") if part.isdigit()), 0
    )
    if not year:
        return A_DAY
    return Interval.at(A_DAY.earliest.replace(year=year))


def labelled_pairs() -> dict[str, list[dict[str, str]]]:
    """Pairs with a label: real ones where they stand beside the checkout, and judged.csv."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        judged = list(csv.DictReader(file))
    return {"title-pairs.csv": _rows("domain/title-pairs.csv"), "judged.csv": judged}
