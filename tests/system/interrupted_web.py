"""Eight portals, every other one of which reposted the release; one page can be held back."""

from __future__ import annotations

import csv
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from repostwatch.model import BEIJING, Interval, Level, Portal, Release
from tests.pipeline.served import Pages, served

PORTALS = 8
TITLE = "国务院办公厅关于规范乡村食堂服务工作的意见"
RELEASE = Release(
    "r1",
    TITLE,
    Interval.at(datetime(2026, 8, 20, 8, 30, tzinfo=BEIJING)),
    ("https://www.gov.cn/zhengce/content/202608/content_1.htm",),
    duty="all",
)
NOW = datetime(2026, 8, 21, 2, tzinfo=UTC)  # 10:00 in Beijing, an hour and a half too late
EXPECTED = {f"p{n}": "on_time" if n % 2 else "missing" for n in range(PORTALS)}
PROGRAM = Path(sys.executable).with_name("repostwatch")


@dataclass
class Held:
    """The page that is held back once: `reached` when it was asked for, until `let_go`."""

    path: str = ""
    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def again(self) -> None:
        """Hold it back once more."""
        self.let_go.clear()
        self.reached.clear()


def page(number: int, filler: str = "") -> str:
    rows = "".join(
        f"<li><a href='/p{number}/art/2026/8/{day}/art_1_{day}.html'>"
        f"国务院办公厅关于规范第{day}号事项的意见</a><span>2026-08-{day:02}</span></li>"
        for day in range(20, 0, -1)
    )
    own = f"<li><a href='/p{number}/art_99.html'>{TITLE}</a><span>2026-08-20</span></li>"
    repost = own if number % 2 else ""
    return (
        "<html><head><meta charset='utf-8'><title>测试市人民政府</title></head><body>"
        f"<h2>国务院重要政策信息</h2><ul>{repost}{rows}</ul><!-- {filler} --></body></html>"
    )


@contextmanager
def eight_portals(held: Held | None = None, filler: str = "") -> Iterator[str]:
    """The address of the web; portal n lies at /pn/."""

    class Web(Pages):
        def page(self) -> str | None:
            if held is not None and self.path == held.path and not held.reached.is_set():
                held.reached.set()
                held.let_go.wait(60)
            parts = self.path.split("/")
            return page(int(parts[1][1:]), filler) if parts[1].startswith("p") else None

    with served(Web) as address:
        yield address
        if held is not None:
            held.let_go.set()


def portals(web: str) -> list[Portal]:
    """They are registered with their list, which is on the homepage."""
    homes = {f"p{n}": f"{web}/p{n}/" for n in range(PORTALS)}
    return [Portal(name, name, Level.CITY, home, (home,)) for name, home in homes.items()]


def command(web: str, folder: Path) -> tuple[list[str], dict[str, str]]:
    """`repostwatch check` over the eight: its arguments and its environment."""
    rows = "".join(f"p{n},第{n}市,city,{web}/p{n}/,{web}/p{n}/,,\n" for n in range(PORTALS))
    head = "portal_id,name,level,home_url,column_urls,limit_hours,site_code\n"
    (folder / "portals.csv").write_text(head + rows, encoding="utf-8")
    head = "release_id,title,doc_number,published_at,url,duty\n"
    line = f"r1,{TITLE},,2026-08-20T08:30,{RELEASE.addresses[0]},all\n"
    (folder / "releases.csv").write_text(head + line, encoding="utf-8")
    call = [
        str(PROGRAM), "check", "--portals", str(folder / "portals.csv"),
        "--releases", str(folder / "releases.csv"), "--out", str(folder / "out"),
        "--now", NOW.isoformat(),
    ]  # fmt: skip
    own = {"ALLOW_LOOPBACK": "1", "SCAN__PORTALS_AT_ONCE": "1", "CRAWL__RETRY_SECONDS": "0.01"}
    return call, os.environ | {f"REPOSTWATCH_{name}": value for name, value in own.items()}


def judged(folder: Path) -> dict[str, str]:
    with (folder / "out" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        return {row["portal_id"]: row["verdict"] for row in csv.DictReader(file)}
