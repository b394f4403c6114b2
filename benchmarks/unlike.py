"""How many titles of real lists are so like a release of another name that their article is read.

    .venv/bin/python benchmarks/unlike.py

Needs ../shared/realdata: titles that ministries and gov.cn listed in 2026, against releases of
2018 and 2019, of which none is a repost; so each that is counted is a page read for nothing.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import BEIJING, Interval, Release
from repostwatch.model.codes import MatchCode
from repostwatch.settings import Settings
from repostwatch.store.links import StoredLink

TITLES = Path(__file__).parents[2] / "shared" / "realdata" / "titles"
RELEASES = {"releases-2018-2019.csv": "title", "regulations.csv": "name"}


def column(name: str, field: str) -> list[str]:
    with (TITLES / name).open(encoding="utf-8-sig") as file:
        return list(dict.fromkeys(row[field] for row in csv.DictReader(file)))


def main() -> None:
    links = [
        StoredLink(str(place), "p", title, "", truncated=False)
        for place, title in enumerate(column("ministry-items-2026.csv", "title"))
    ]
    when = Interval.at(datetime(2026, 5, 1, tzinfo=BEIJING))
    for name, field in RELEASES.items():
        releases = [
            Release(str(place), title, when, ()) for place, title in enumerate(column(name, field))
        ]
        found = list(Matcher(releases, Settings().matching).match(links, unlike=True))
        read = [one for one in found if one.reason.code is MatchCode.UNLIKE_TO_READ]
        print(f"{len(links)} titles, {len(releases)} of {name}: {len(read)} articles to read")
        for one in read:
            title, release = links[int(one.link_id)].title, releases[int(one.release_id)].title
            print(f"  {one.score:.0f}  {title} | {release}")


if __name__ == "__main__":
    main()
