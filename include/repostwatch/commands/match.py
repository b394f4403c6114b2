"""`repostwatch match`: which of the links of a file are which of the releases of another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from repostwatch.base.kinds import summed_up
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands import match_tables
from repostwatch.commands.progress import progress
from repostwatch.matching.search.matcher import Matcher
from repostwatch.matching.search.parallel import match_parts
from repostwatch.model import Match
from repostwatch.releases.sources import read_releases
from repostwatch.settings import Settings

# Links matched between two steps of the bar.
STEP = 5_000


def run_match(
    settings: Settings, releases: Path, links: Path, out_file: Path, err: Terminal
) -> None:
    """Raises InputError where a file is malformed, RepostwatchError where the result cannot be
    written."""
    parsed = read_releases(releases)
    for problem in summed_up(parsed.problems):
        err.print(f"warning: {problem}", style="yellow", markup=False, highlight=False)
    found = match_tables.read_links(links)
    matcher = Matcher(parsed.releases, settings.matching)
    with progress(err) as shown:
        task = shown.add_task("matching", total=len(found))

        def parts() -> Iterator[Match]:
            for part in match_parts(matcher, found, STEP, os.cpu_count() or 1):
                yield from part
                shown.update(task, advance=STEP)

        count = match_tables.write_matches(out_file, parts(), settings.language)
    err.print(f"{counted(count, 'match', 'matches')} in {out_file}", markup=False, highlight=False)
