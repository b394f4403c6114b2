"""Time and memory over links, beside bare rapidfuzz on the same lists and cores."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from random import Random

import corpus
import numpy as np
from rapidfuzz import fuzz, process

from repostwatch.matching import Matcher


def _links(made: corpus.Corpus, count: int, rng: Random) -> Iterator[corpus.Case]:
    """Nine links of ten are other news, each written once; one is made from a release."""
    words = [case.title for case in made.cases if case.pattern == "not:unrelated"]
    related = [case.title for case in made.cases if case.about]
    for i in range(count):
        if i % 10:
            title = f"{rng.choice(words)[:14]}{rng.choice(words)[:14]}{rng.randint(1, 99)}"
        else:
            title = rng.choice(related)
        yield corpus.Case(f"l{i}", title, "", None, None, "https://www.example.gov.cn/art/1.html")


def show(releases: int, counts: list[int]) -> None:
    made = corpus.build(7)
    known = made.releases[:releases]
    print(f"{len(known)} releases; links: 10% made from releases, 90% other\n")
    print("| links | matcher s | links/s | peak memory MB | cdist(ratio, 85) 2 workers s | times |")
    print("|---|---|---|---|---|---|")
    for count in counts:
        links = list(_links(made, count, Random(count)))
        matcher = Matcher(known)
        begin = time.perf_counter()
        found = sum(1 for _ in matcher.match(links))
        took = time.perf_counter() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        bare = _bare([release.title for release in known], [link.title for link in links])
        print(
            f"| {count:,} | {took:.2f} | {count / took:,.0f} | {memory:,.0f} | {bare:.2f} "
            f"| {took / bare:.2f} |  ({found} found)"
        )


def _bare(releases: list[str], links: list[str]) -> float:
    """In slices, as the whole product of a million links would not fit."""
    begin = time.perf_counter()
    for first in range(0, len(links), 100_000):
        process.cdist(
            releases, links[first : first + 100_000], scorer=fuzz.ratio, score_cutoff=85,
            workers=2, dtype=np.uint8,
        )  # fmt: skip
    return time.perf_counter() - begin
