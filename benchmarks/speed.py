"""Time and memory over links, beside bare rapidfuzz on the same lists and cores.

Both are timed in turn, several times, and the quickest run of each counts: what another program
takes from the machine in between disturbs one run, seldom all. CPU seconds stand beside, as they
do not grow with the load.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import corpus
import numpy as np
from rapidfuzz import fuzz, process

from repostwatch.matching.search.matcher import Matcher
from repostwatch.matching.search.parallel import match_parts
from repostwatch.model import Release
from repostwatch.settings import Settings

# Both sides get the same two cores; links are taken in the steps of `repostwatch match`.
WORKERS, STEP = 2, 5_000


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


def show(releases: int, counts: list[int], rounds: int) -> None:
    made = corpus.build(7)
    known = made.releases[:releases]
    print(f"{len(known)} releases; links: 10% made from releases, 90% other\n")
    print("| links | matcher s | cdist(ratio, 85), 2 workers, s | times | CPU s | CPU s |")
    print("|---|---|---|---|---|---|")
    for count in counts:
        links = list(_links(made, count, Random(count)))
        titles = [link.title for link in links]
        (took, took_cpu), (bare, bare_cpu) = _timed(
            (partial(_match, known, links), partial(_bare, [r.title for r in known], titles)),
            rounds if count <= 100_000 else 1,
        )
        print(
            f"| {count:,} | {took:.2f} | {bare:.2f} | {took / bare:.2f} "
            f"| {took_cpu:.2f} | {bare_cpu:.2f} |",
            flush=True,
        )
    print("\n| releases | links | memory the matching takes, MB |\n|---|---|---|")
    for size, count in ((50, 10_000), (releases, 10_000), (releases, 100_000), (50, 100_000)):
        print(f"| {size} | {count:,} | {_memory(made, size, count):.0f} |", flush=True)


def _timed(both: tuple[Callable[[], int], ...], rounds: int) -> list[tuple[float, float]]:
    """Seconds by the clock and of CPU, each the least of its rounds."""
    best = [(float("inf"), float("inf"))] * len(both)
    for _ in range(rounds):
        for place, run in enumerate(both):
            clock, cpu = time.perf_counter(), _cpu()
            run()
            took = time.perf_counter() - clock, _cpu() - cpu
            best[place] = min(best[place][0], took[0]), min(best[place][1], took[1])
    return best


def _cpu() -> float:
    """Seconds of CPU of this process and the workers that have ended."""
    return sum(os.times()[:4])


def _match(known: list[Release], links: list[corpus.Case]) -> int:
    return sum(
        len(part) for part in match_parts(Matcher(known, Settings().matching), links, STEP, WORKERS)
    )


def _bare(releases: list[str], links: list[str]) -> int:
    """In slices, as the whole product of a million links would not fit."""
    found = 0
    for first in range(0, len(links), 100_000):
        table = process.cdist(
            releases, links[first : first + 100_000], scorer=fuzz.ratio, score_cutoff=85,
            workers=WORKERS, dtype=np.uint8,
        )  # fmt: skip
        found += int(np.count_nonzero(table))
    return found


def _memory(made: corpus.Corpus, size: int, count: int) -> float:
    """The most that matching held at once beyond the links themselves, which come as a stream."""
    tracemalloc.start()
    matcher = Matcher(made.releases[:size], Settings().matching)
    for _ in matcher.match(_links(made, count, Random(count))):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
