"""Derive the matcher's thresholds from labelled links and store them with their provenance.

    .venv/bin/python benchmarks/calibrate.py [--decisions REVIEWED.csv] [--write]

Learns from one half of the titles (the other half is measured by benchmarks/matching.py
--part 1) and from judged.csv, pairs judged one by one. `--decisions` adds what officers decided
in the review queue, in the same form: release_title, doc_number, portal_title, label (yes, no,
review).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import corpus

from repostwatch.base.tables import read_table
from repostwatch.matching.decide import thresholds
from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import KnownRelease, known_release
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.search.index import Index
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import Decision, Release

SEEDS = (101, 102, 103)
# The grid ends where an officer would no longer see a hint: real lists hold more kinds of
# chance likeness than a corpus does.
GRID: dict[str, list[float]] = {
    "cut_match": [4, 5, 6, 7, 8, 10, 12, 15],
    "cut_share": [0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    "cut_review": [4, 5, 6, 8, 10],
    "near": [86.0, 88.0, 90.0, 92.0, 94.0, 95.0, 96.0, 97.0],
    "near_chars": [8, 10, 12, 14, 16, 20],
    "contained_chars": [6, 8, 10, 12],
    "contained_share": [0.3, 0.35, 0.4, 0.5, 0.6],
    "piece_share": [0.5, 0.6, 0.7, 0.8],
    "line_chars": [12, 14, 16, 18, 20, 24],
    "short_chars": [3, 4, 5, 6, 8],
    "short_share": [0.3, 0.35, 0.4, 0.5],
}
# What an answer is worth. A false match becomes a false "on time" in a report and outweighs a
# thousand good ones (precision 0.998 and more); a look-alike in review costs an officer a look,
# a doubtful link that is dropped in silence may cost a portal a false "missing".
WORTH = {
    ("yes", "match"): 1.0, ("yes", "review"): 0.3, ("yes", "none"): -2.0,
    ("no", "match"): -1000.0, ("no", "review"): -1.0, ("no", "none"): 0.0,
    ("review", "match"): 0.2, ("review", "review"): 1.0, ("review", "none"): -0.5,
}  # fmt: skip


class Pair(NamedTuple):
    known: KnownRelease
    link: Title
    label: str


def made_pairs() -> list[Pair]:
    pairs = []
    for seed in SEEDS:
        made = corpus.build(seed, part=0)
        known = {release.release_id: known_release(release) for release in made.releases}
        index = Index(
            [release.title for release in made.releases], [k.title.inner for k in known.values()]
        )
        near = dict(index.candidates([case.title for case in made.cases], 0.5, 6))
        for place, case in enumerate(made.cases):
            link = read_title(case.title)
            # What else the matcher would look at for this link is a look-alike too.
            pairs += [
                Pair(known[f"r{other}"], link, "no")
                for other in near.get(place, [])
                if f"r{other}" != case.about
            ]
            if case.about:
                doubt = case.pattern.startswith("doubt:")
                label = "yes" if case.release else "review" if doubt else "no"
                pairs.append(Pair(known[case.about], link, label))
    return pairs


def decided_pairs(path: Path) -> list[Pair]:
    """What people decided. Raises InputError naming file, line and column."""
    pairs = []
    for row in read_table(path, ("release_title", "portal_title", "label"), ("doc_number",)):
        if row["label"] not in ("yes", "no", "review"):
            raise row.error("label", f"{row['label']!r} is none of yes, no, review")
        number = row["doc_number"] or None
        release = Release("r", row.filled("release_title"), corpus.A_DAY, doc_number=number)
        pairs.append(
            Pair(known_release(release), read_title(row.filled("portal_title")), row["label"])
        )
    return pairs


def worth(pairs: list[Pair], limits: Thresholds) -> float:
    total = 0.0
    for known, link, label in pairs:
        decision = compare(known, link, limits).decision
        total += WORTH[label, decision.value if decision else "none"]
    return total


def moved_by_limits(pairs: list[Pair]) -> list[Pair]:
    """The pairs that thresholds can move at all; the others are decided by evidence."""
    loose = Thresholds(1, 0.0, 1, 0.0, 1, 1, 0.0, 0.0, 1, 1, 0.0)
    strict = Thresholds(999, 1.0, 999, 101.0, 999, 999, 2.0, 2.0, 999, 999, 2.0)
    return [
        pair
        for pair in pairs
        if compare(pair.known, pair.link, loose) != compare(pair.known, pair.link, strict)
    ]


def changed(limits: Thresholds, name: str, value: float) -> Thresholds:
    return Thresholds(**(asdict(limits) | {name: value}))


def calibrate(pairs: list[Pair]) -> Thresholds:
    """One threshold after another, the best of its grid, until none moves; ties: the stricter."""
    limits, before = thresholds.CALIBRATED, None
    while limits != before:
        before = limits
        for name, grid in GRID.items():
            tried = [(worth(pairs, changed(limits, name, value)), value) for value in grid]
            best = max(tried)
            limits = changed(limits, name, best[1])
            print(f"{name:16} {best[1]:<6} worth {best[0]:.1f}", flush=True)
    return limits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=Path, action="append", default=[corpus.JUDGED])
    parser.add_argument("--write", action="store_true", help="replace the stored thresholds")
    given = parser.parse_args()
    pairs = made_pairs()
    for path in given.decisions:
        pairs += decided_pairs(path)
    moved = moved_by_limits(pairs)
    print(f"{len(pairs)} labelled links, {len(moved)} of them depend on a threshold\n")
    limits = calibrate(moved)
    counts = {
        label: sum(pair.label == label for pair in pairs) for label in ("yes", "review", "no")
    }
    matched = sum(
        pair.label == "no" and compare(pair.known, pair.link, limits).decision is Decision.MATCH
        for pair in pairs
    )
    print(f"\nlook-alikes matched: {matched} of {counts['no']}")
    stored = {
        "values": asdict(limits),
        "provenance": {
            "made_by": "benchmarks/calibrate.py",
            "seeds": list(SEEDS),
            "titles": "every second title of the corpus (part 0)",
            "labelled": counts,
            "depend_on_a_threshold": len(moved),
            "decisions": [path.name for path in given.decisions],
            "worth": {" → ".join(key): value for key, value in WORTH.items()},
        },
    }
    if given.write:
        target = Path(thresholds.__file__).with_name("thresholds.json")
        target.write_text(json.dumps(stored, ensure_ascii=False, indent=2) + "\n", "utf-8")
    else:
        print(json.dumps(stored["values"]))


if __name__ == "__main__":
    main()
