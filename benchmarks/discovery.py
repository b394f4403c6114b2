"""Where portals repost, found from their homepages: against the sandbox's truth.

    python benchmarks/discovery.py [--seeds N …] [--portals N] [--write]
    python benchmarks/discovery.py --known

For each seed a sandbox on loopback, half of whose portals have no list page in the registry. At
its first moment `repostwatch discover` looks for them by the releases of two years. Then
`repostwatch check` runs at each moment of the story with the registry that discover wrote; where
a list no longer answers, discover looks at that portal again, and check follows once more. Every
verdict is compared with the truth. Exits with 1 where a goal is missed. `--known` fills the
registry from the truth instead: what the verdicts are where every list is known. `--write` puts
the table into docs/accuracy-discovery.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from discovery_runs import Run, rows_of, running
from discovery_scores import Row, Score, score, table, verdicts_wrong

SEEDS = (7, 8, 9)
DOCS = Path(__file__).parents[1] / "docs" / "accuracy-discovery.md"
BEGIN, END = "<!-- made by benchmarks/discovery.py -->\n", "<!-- until here -->\n"
SHARE, PAGES = 0.97, 25  # goals: lists found, pages of the median portal


def measure(run: Run, *, known: bool) -> tuple[dict[str, Score], list[str]]:
    """One seed: scores by kind, and a line for everything that is not as the truth has it."""
    scans = run.web.scans
    scores: dict[str, Score] = {}
    lines: list[str] = []
    verdicts: list[dict[str, str]] = []
    for place, moment in enumerate(scans):
        run.web.set_clock(moment)
        if known:
            run.fill(moment)
        elif place == 0:
            found = run.discover(run.given, moment, "discover")
            scores, lines = score(run.given, run.truth, found, moment)
        verdicts = run.check(moment)
        if run.failed and not known:
            run.again(moment)
            verdicts = run.check(moment)
    duties, wrong = verdicts_wrong(rows_of(run.web.folder / "truth.csv"), verdicts)
    lines += [_line(each) for each in wrong]
    kinds = _kinds(run)
    scores = defaultdict(Score, scores)
    for row in rows_of(run.web.folder / "truth.csv"):
        scores[kinds[row["portal_id"]]].duties += 1
    for each in wrong:
        scores[kinds[each["portal_id"]]].wrong_verdicts += 1
    if sum(one.duties for one in scores.values()) != duties:
        raise AssertionError("a duty of no kind")
    return dict(scores), lines


def _kinds(run: Run) -> dict[str, str]:
    """Portal → kind of trap, as the table calls it."""
    kinds = {row["portal_id"]: "registered" if row["column_urls"] else "unreadable"
             for row in run.given}  # fmt: skip
    return kinds | {row["portal_id"]: row["kind"] for row in run.truth}


def _line(row: Row) -> str:
    place = f"{row['release_id']} {row['portal_id']} {row['title']}"
    return f"{place}: truth {row['verdict']}, found {row['found']} ({row['reason']})"


def goals_missed(total: Score, *, known: bool) -> list[str]:
    missed = [] if total.wrong_verdicts == 0 else [f"{total.wrong_verdicts} wrong verdicts"]
    if known:
        return missed
    if total.share < SHARE:
        missed.append(f"{total.share:.1%} of the lists found, not {SHARE:.0%}")
    if total.wrong:
        missed.append(f"{total.wrong} wrong lists in use")
    if median(total.pages) > PAGES:
        missed.append(f"{median(total.pages):g} pages of the median portal, not {PAGES}")
    return missed


def write(text: str) -> None:
    """Put the table into its place in the page."""
    page = DOCS.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, nargs="*", default=list(SEEDS))
    asked.add_argument("--portals", type=int, default=103)
    asked.add_argument("--known", action="store_true", help="the registry names every list")
    asked.add_argument("--write", action="store_true", help="the table into docs/")
    given = asked.parse_args()
    every: dict[str, Score] = defaultdict(Score)
    for seed in given.seeds:
        begin = time.monotonic()
        with running(seed, given.portals) as run:
            scores, lines = measure(run, known=given.known)
        for kind, one in scores.items():
            every[kind].add(one)
        print(f"seed {seed}: {time.monotonic() - begin:.0f} s, {len(lines)} differences")
        for line in lines:
            print(f"  {line}", flush=True)
    text, total = table(every), Score()
    for one in every.values():
        total.add(one)
    print(f"\n{text}")
    if given.write:
        write(text)
    missed = goals_missed(total, known=given.known)
    print(f"\ngoals missed: {'; '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
