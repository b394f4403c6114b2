"""The file forms of links and matches, which other programs write and read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from repostwatch.model import Match
from repostwatch.store.links import StoredLink
from repostwatch.tables import read_table

LINKS = ("link_id", "portal_id", "title", "url", "listed_at")
MATCHES = ("link_id", "release_id", "decision", "score", "reason")
# How a list cuts a title that is too long for its line.
CUT = ("…", "...", "．．．", "。。。")


def read_links(path: Path) -> list[StoredLink]:
    """Links in the form of LINKS. Raises InputError naming file, line and column."""
    return [
        StoredLink(
            link_id=row["link_id"],
            portal_id=row["portal_id"],
            title=row["title"],
            url=row["url"],
            truncated=row["title"].rstrip().endswith(CUT),
        )
        for row in read_table(path, required=LINKS)
    ]


def write_matches(path: Path, found: Iterable[Match]) -> int:
    """Matches in the form of MATCHES; returns how many. The file is written whole or not at all."""
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(MATCHES)
        for match in found:
            decision, score = match.decision.value, f"{match.score:.1f}"
            table.writerow((match.link_id, match.release_id, decision, score, match.reason))
            count += 1
    part.replace(path)
    return count
