"""A portal that reposts nothing at all is one finding, and no accusation for each release: through
`check`, which searches the site by itself."""

from __future__ import annotations

import csv
from pathlib import Path

from repostwatch.model import FindingKind, FindingState
from repostwatch.model.codes import DiscoveryCode, FindingCode
from repostwatch.store import discoveries, findings
from repostwatch.store.database import connect
from tests.commands.ground import PORTALS, RELEASES, Cli, Web

TOPICS = [
    "水库",
    "索道",
    "食堂",
    "渔业",
    "养老",
    "托育",
    "充电",
    "医保",
    "冰雪",
    "低空",
    "邮政",
    "气象",
]
TITLES = [f"国务院办公厅关于推进乡村{topic}服务高质量发展的意见" for topic in TOPICS]


def state(db: str) -> list[tuple[FindingState, bool]]:
    """The finding, and whether it says that a repost was seen."""
    with connect(db) as conn:
        found = [one for one in findings.load(conn, ["p"]) if one.kind is FindingKind.NO_REPOSTS]
    return [(one.state, one.reason.has(FindingCode.REPOST_SEEN)) for one in found]


def test_it_opens_once_and_closes_when_a_repost_is_seen(
    web: Web, tmp_path: Path, database_url: str, run: Cli
) -> None:
    news = [
        (f"本市第{n}项便民工程今日开工建设", f"2026-08-{day}") for n, day in enumerate((13, 11, 10))
    ]
    web.portal("p", *news)
    web.pages["/p/"] = web.pages["/p/"].replace("国务院重要政策信息", "新闻资讯")
    web.pages["/p/gwy/"] = web.pages["/p/gwy/"].replace("国务院重要政策信息", "新闻资讯")
    portals, releases = tmp_path / "portals.csv", tmp_path / "releases.csv"
    portals.write_text(f"{PORTALS}p,p市人民政府,city,{web.address}/p/,,,\n", encoding="utf-8")
    rows = (f"r{n},{title},,2026-08-12T09:00,,\n" for n, title in enumerate(TITLES))
    releases.write_text(RELEASES + "".join(rows), encoding="utf-8")

    def check(now: str) -> list[dict[str, str]]:
        said = run(
            "check", "--portals", portals, "--releases", releases, "--now", now,
            "--out", tmp_path / "out", DB=database_url,
        )  # fmt: skip
        assert said.code == 0, said.both
        with (tmp_path / "out" / "verdicts.csv").open(encoding="utf-8-sig", newline="") as table:
            return list(csv.DictReader(table))

    for day in (14, 15):
        found = check(f"2026-08-{day}T10:00")
        assert {row["verdict"] for row in found} == {"review"}
        assert all("全站查找" in row["reason"] for row in found), found[0]
        assert all("近半年12条均未见" in row["reason"] for row in found)
        assert state(database_url) == [(FindingState.OPEN, False)]
    with connect(database_url) as conn:
        search = discoveries.latest(conn, ["p"])["p"]
    assert search.reason.code is DiscoveryCode.ALL_READ
    assert f"{web.address}/p/gwy/" in search.pages

    row = f"<li><a href='/p/2026/art_9.html'>{TITLES[3]}</a><span>2026-08-16</span></li>"
    web.pages["/p/"] = web.pages["/p/"].replace("<ul>", f"<ul>{row}")
    found = check("2026-08-16T10:00")
    assert not any("全站查找" in row["reason"] for row in found)
    assert state(database_url) == [(FindingState.RECTIFIED, True)]
