"""The chain over real pages and real releases: it ends, and invents no repost.

A homepage twice, two articles, lists, a disclosure index, an old gazette page, a rendered page:
none of them carries one of the releases of 2018 and 2019 that they are asked for.
"""

from __future__ import annotations

import csv
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def real_web(shared: Path) -> Iterator[str]:
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(shared / "realdata" / "pages")
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def releases_csv(shared: Path, path: Path) -> int:
    """The 60 real releases in the product's own form."""
    with (shared / "realdata/titles/releases-2018-2019.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["release_id", "title", "doc_number", "published_at", "url", "duty"])
        for number, row in enumerate(rows):
            published = row["published"].replace("年", "-").replace("月", "-").replace("日", "")
            year, month, day = published.split("-")
            moment = f"{year}-{int(month):02}-{int(day):02}T09:00"
            table.writerow(
                [f"real-{number}", row["title"], row["docno"], moment, row["url"], "all"]
            )
    return len(rows)


def portals_csv(shared: Path, web: str, path: Path) -> list[str]:
    pages = sorted(page.name for page in (shared / "realdata" / "pages").glob("*.html"))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["portal_id", "name", "level", "home_url", "column_urls", "limit_hours", "site_code"]
        )
        for page in pages:
            table.writerow(
                [page.removesuffix(".html"), page, "province", f"{web}/{page}", "", "", ""]
            )
    return pages


def check(portals: Path, releases: Path | str, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            Path(sys.executable).with_name("repostwatch"),
            "check",
            "--portals",
            portals,
            "--releases",
            releases,
            "--out",
            out,
        ],
        env=os.environ
        | {
            "REPOSTWATCH_ALLOW_LOOPBACK": "1",
            "REPOSTWATCH_CRAWL__GAP_SECONDS": "0",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_real_pages_and_releases_end_in_no_invented_repost(
    shared: Path, real_web: str, tmp_path: Path
) -> None:
    count = releases_csv(shared, tmp_path / "releases.csv")
    pages = portals_csv(shared, real_web, tmp_path / "portals.csv")
    done = check(tmp_path / "portals.csv", tmp_path / "releases.csv", tmp_path / "out")
    assert done.returncode == 0, done.stderr

    verdicts = rows_of(tmp_path / "out" / "verdicts.csv")
    assert len({row["release_id"] for row in verdicts}) <= count
    assert {row["portal_id"] for row in verdicts} == {page.removesuffix(".html") for page in pages}
    invented = [row for row in verdicts if row["verdict"] in ("on_time", "late")]
    assert invented == []
    assert all(row["reason"] for row in verdicts)

    homes = {
        row["url"].rsplit("/", 1)[1]: row
        for row in rows_of(tmp_path / "out" / "visits.csv")
        if row["url"].startswith(real_web) and row["url"].rsplit("/", 1)[1] in pages
    }
    assert homes.keys() == set(pages)
    # An article lists nothing: as a homepage it is an error, never an empty success.
    unread = {name for name, row in homes.items() if row["outcome"] != "ok"}
    assert unread == {"gov-cn-gazette.html", "shanxi-article.html", "yichun-article.html"}
    assert {homes[name]["outcome"] for name in unread} == {"empty"}
    assert int(homes["yichun-home-1136.html"]["links"]) > 40
    assert int(homes["wsjkw-sh-list.html"]["links"]) == 20
    assert {row["verdict"] for row in verdicts if row["portal_id"] + ".html" in unread} == {
        "unknown"
    }


def test_the_real_library_answer_is_taken_in(shared: Path, real_web: str, tmp_path: Path) -> None:
    portals_csv(shared, real_web, tmp_path / "portals.csv")
    answer = shared / "realdata/feeds/gov-cn-policy-library-2021.json"
    done = check(tmp_path / "portals.csv", answer, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    verdicts = rows_of(tmp_path / "out" / "verdicts.csv")
    assert not [row for row in verdicts if row["verdict"] in ("on_time", "late")]
    found = json.loads(answer.read_text(encoding="utf-8"))["searchVO"]["catMap"].values()
    listed = sum(len(category["listVO"]) for category in found)
    assert 0 < len({row["release_id"] for row in verdicts}) <= listed
