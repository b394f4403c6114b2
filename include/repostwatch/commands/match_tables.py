"""The file forms of links and matches, which other programs write and read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import whole_file
from repostwatch.base.tables import read_table
from repostwatch.model import Language, Match
from repostwatch.store.links import StoredLink
from repostwatch.wording import Style, say

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
        for row in read_table(path, required=LINKS, key="link_id")
    ]


def write_matches(path: Path, found: Iterable[Match], language: Language = Language.CHINESE) -> int:
    """Matches in the form of MATCHES; returns how many. The file is written whole or not at all.

    Raises RepostwatchError where it cannot be written.
    """
    count = 0
    try:
        with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(MATCHES)
            for match in found:
                decision, score = match.decision.value, f"{match.score:.1f}"
                reason = say(match.reason, Style(language))
                table.writerow((match.link_id, match.release_id, decision, score, reason))
                count += 1
    except OSError as error:
        raise RepostwatchError(
            f"{path}: cannot be written ({error.strerror or error}). Choose another --out."
        ) from error
    return count
