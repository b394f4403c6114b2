"""Cases by lot, batch after batch; a batch that shows a fault is halved down to its cases."""

from __future__ import annotations

import hashlib
import json
import random
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.cases import SHARES, Case, hostile
from tests.fuzz.harness import Bench, Outcome

BATCH = 120
# Cases of one seed. Hypothesis begins each seed with small ones, and looks for others after.
OF_A_SEED = 480
# Plain pages that one case may cost in processor time. A batch of 120 costs some 220 together, so
# that none has to be taken apart for this; the costliest case that was found cost 14.
MOST_PAGES = 400.0
COPIES = 10
# Cases that did go wrong once.
FOUND = Path(__file__).parent / "found"


@dataclass(slots=True)
class Figures:
    """`wrong` are the faults, each with the file that holds its case. `pages`, `worst` and
    `dearest_pages` are processor time in plain pages; `dearest` is the costliest batch."""

    cases: int = 0
    batches: int = 0
    innocent_right: int = 0
    pages: float = 0.0
    dearest: Sequence[Case] = ()
    dearest_pages: float = 0.0
    worst: float = 0.0
    worst_case: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"cases: {self.cases} in {self.batches} batches"
        yield "kinds: " + ", ".join(f"{kind} {n}" for kind, n in sorted(self.kinds.items()))
        yield f"innocent portal judged right: {self.innocent_right} of {self.batches} batches"
        yield f"exceptions and other faults: {len(self.wrong)}"
        mean = self.pages / max(1, self.cases)
        yield f"processor time of a case, in plain pages: {mean:.1f} on average"
        yield f"the costliest: {self.worst:.0f} ({self.worst_case})"
        yield from self.wrong


def drawn(number: int, count: int = OF_A_SEED) -> list[Case]:
    """About so many cases of a seed, of every kind its share, in mixed order: the same ones
    wherever the same libraries are installed."""
    found: list[Case] = []
    whole = sum(SHARES.values())
    for kind, share in SHARES.items():

        @seed(number)
        @settings(
            max_examples=max(1, count * share // whole),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(hostile(kind))
        def collect(case: Case) -> None:
            found.append(case)

        collect()
    random.Random(number).shuffle(found)
    return found


def fuzz(
    bench: Bench, cases: Sequence[Case], figures: Figures, say: Callable[[str], None] = print
) -> None:
    """Run the cases in batches and add what came of them to the figures."""
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        outcome = bench.run(batch)
        right = outcome.innocent == bench.expected
        figures.cases += len(batch)
        figures.batches += 1
        figures.innocent_right += right
        pages = bench.pages(outcome)
        figures.pages += pages
        if pages > figures.dearest_pages:
            figures.dearest, figures.dearest_pages = batch, pages
        for case in batch:
            figures.kinds[case.kind] = figures.kinds.get(case.kind, 0) + 1
        if outcome.wrong or not right:
            for case, lines in culprits(bench, batch, outcome):
                figures.wrong.append(f"{keep(case)} {case.kind}: {lines}")
                say(figures.wrong[-1])
        costs(bench, batch, pages, figures)


def culprits(bench: Bench, cases: Sequence[Case], outcome: Outcome) -> Iterator[tuple[Case, str]]:
    """The cases of a batch that went wrong each by itself, or the first where it takes several."""
    lines = list(outcome.wrong)
    if outcome.innocent != bench.expected:
        lines.append(f"the innocent portal: {set(outcome.innocent) ^ set(bench.expected)}")
    if not lines:
        return
    if len(cases) == 1:
        yield cases[0], "; ".join(lines)
        return
    parts = [(part, bench.run(part)) for part in halves(cases)]
    found = [one for part, of_part in parts for one in culprits(bench, part, of_part)]
    yield from found or [(cases[0], f"with {len(cases) - 1} others: " + "; ".join(lines))]


def costs(bench: Bench, cases: Sequence[Case], pages: float, figures: Figures) -> None:
    """Find every case that costs more than it may: a part that costs less holds none."""
    if pages <= MOST_PAGES:
        return
    if len(cases) == 1:
        pages = measured(bench, cases[0])
        if pages > MOST_PAGES:
            figures.wrong.append(f"{keep(cases[0])} {cases[0].kind}: cost {pages:.0f} plain pages")
        return
    for part in halves(cases):
        costs(bench, part, bench.pages(bench.run(part)), figures)


def costliest(bench: Bench, figures: Figures) -> None:
    """Follow the costliest batch down to its costliest case: half by half, the last ones singly."""
    cases = figures.dearest
    while len(cases) > COPIES:
        cases = max(halves(cases), key=lambda part: bench.pages(bench.run(part)))
    for case in cases:
        if (pages := measured(bench, case)) > figures.worst:
            figures.worst, figures.worst_case = pages, f"{case.kind} {keep(case, costly=True)}"


def halves(cases: Sequence[Case]) -> tuple[Sequence[Case], Sequence[Case]]:
    return cases[: len(cases) // 2], cases[len(cases) // 2 :]


def measured(bench: Bench, case: Case) -> float:
    """What a case costs: of many copies, so that the start of readers is no cost of it, and the
    better of two, so that what else the machine did is none."""
    return min(bench.pages(bench.run([case] * COPIES)) for _ in range(2)) / COPIES


def keep(case: Case, *, costly: bool = False) -> str:
    """Write a case down, so that it can be run again; the name of its file."""
    text = json.dumps(as_json(case), ensure_ascii=True, indent=1)
    name = f"{case.kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    folder = Path("var") / "fuzz" / ("costly" if costly else "wrong")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return name


def as_json(case: Case) -> dict[str, Any]:
    answers = {path: body.decode("latin-1") for path, body in case.answers.items()}
    return {"kind": case.kind, "watched": case.watched, "answers": answers}


def kept(path: Path) -> Case:
    """A case that `keep` wrote."""
    given_ = json.loads(path.read_text(encoding="utf-8"))
    answers = {name: body.encode("latin-1") for name, body in given_["answers"].items()}
    return Case(given_["kind"], answers, given_["watched"])


_guarding = False


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _guarding:
        return
    if event == "socket.getaddrinfo" and not str(arguments[0]).startswith("127."):
        raise socket.gaierror(socket.EAI_NONAME, "names are not asked for")
    if event == "socket.connect":
        target = arguments[1]
        if isinstance(target, tuple) and not str(target[0]).startswith("127."):
            raise ConnectionRefusedError(f"{target[0]} is not loopback")


@contextmanager
def only_loopback() -> Iterator[None]:
    """While inside this process connects to loopback only and asks for no name: what a case makes
    of an address is nobody's business outside."""
    global _guarding  # noqa: PLW0603  an audit hook cannot be taken away
    if not _hooked:
        sys.addaudithook(_guard)
        _hooked.append(True)
    _guarding = True
    try:
        yield
    finally:
        _guarding = False


_hooked: list[bool] = []
