"""Compare every verdict and column standing with the sandbox's expected results."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from repostwatch.model import Language
from repostwatch.reporting.data import ReportData
from repostwatch.wording import Style, say

STYLE = Style(Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The number of expected rows that agree, and a line for each that does not."""

    verdicts: int
    columns: int
    disagreements: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.disagreements and self.verdicts > 0 and self.columns > 0


def compare(folder: Path, data: ReportData) -> Agreement:
    """`folder` holds truth.csv and columns_truth.csv. Releases are joined by any address."""
    by_address = {
        address: release.release_id for release in data.releases for address in release.addresses
    }
    found = {
        (v.release_id, v.portal_id): (v.kind.value, say(v.reason, STYLE)) for v in data.verdicts
    }
    standings = {s.portal_id: (s.standing.value, say(s.reason, STYLE)) for s in data.columns}
    wrong: list[str] = []
    expected = _rows(folder / "truth.csv")
    asked = set()
    for row in expected:
        ours = next((by_address[url] for url in row["urls"].split() if url in by_address), None)
        key = (ours or "", row["portal_id"])
        asked.add(key)
        kind, reason = found.get(key, ("no verdict", "no such release" if not ours else "no duty"))
        if kind != row["verdict"]:
            place = f"{row['release_id']} {row['portal_id']} {row['title']}"
            wrong.append(f"{place}: truth {row['verdict']}, found {kind} ({reason})")
    wrong += [
        f"{release} {portal}: truth has no such duty, found {kind} ({reason})"
        for (release, portal), (kind, reason) in found.items()
        if (release, portal) not in asked
    ]
    columns = _rows(folder / "columns_truth.csv")
    for row in columns:
        standing, reason = standings.get(row["portal_id"], ("none", "never looked at"))
        if standing != row["standing"]:
            place = f"column of {row['portal_id']}"
            wrong.append(f"{place}: truth {row['standing']}, found {standing} ({reason})")
    return Agreement(len(expected), len(columns), tuple(wrong))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
