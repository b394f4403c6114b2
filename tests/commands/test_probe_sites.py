"""`repostwatch probe-sites`: rounds over served sites, and what `inspect` makes of them."""

from __future__ import annotations

import csv
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.quarters import quarter_of
from tests.commands.ground import PORTALS, Cli, Web, served


@pytest.fixture
def other() -> Iterator[Web]:
    with served() as web:
        yield web


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def rows(folder: Path) -> dict[str, dict[str, str]]:
    (path,) = folder.glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["portal_id"]: row for row in csv.DictReader(file)}


def test_a_round_of_probes(run: Cli, web: Web, other: Web, tmp_path: Path) -> None:
    """`up` opens, `large` is longer than a probe reads, `lost` is 404, `down` refuses."""
    portals, known, out = (tmp_path / name for name in ("sites.csv", "known.csv", "rounds"))
    web.pages["/up/"] = "<html><body>甲市人民政府</body></html>"
    web.pages["/large/"] = "<p>" + "甲" * 100_000
    other.pages["/"] = "<html><body>乙市人民政府</body></html>"
    homes = {
        "up": f"{web.address}/up/", "large": f"{web.address}/large/",
        "lost": f"{web.address}/lost/", "down": f"http://127.0.0.1:{closed_port()}/",
    }  # fmt: skip
    lines = [f"{name},{name},city,{home},,,\n" for name, home in homes.items()]
    portals.write_text(PORTALS + "".join(lines), encoding="utf-8")
    lines = [f"k1,k1,city,{web.address}/up/,,,\n", f"k2,k2,city,{other.address}/,,,\n"]
    known.write_text(PORTALS + "".join(lines), encoding="utf-8")
    drawn = tmp_path / "drawn"
    quarter = quarter_of(datetime.now(UTC))
    assert run("sample", str(quarter), "--share", "city=100%", "--seed", "1", "--portals", portals,
               "--out", drawn).code == 0  # fmt: skip
    said = run(
        "probe-sites", drawn / "sample.json", "--portals", portals, "--known", known, "--out", out
    )
    assert said.code == 0, said.both
    found = rows(out / "sites")
    assert {name: (row["outcome"], row["status"]) for name, row in found.items()} == {
        "up": ("ok", "200"), "large": ("too_large", ""), "lost": ("http_error", "404"),
        "down": ("refused", ""),
    }  # fmt: skip
    assert "2 known sites: 4 ok" in said.out, "before and behind"
    # Seven days of the quarter in which that of the probes is.
    today = date.fromisoformat(found["up"]["at"][:10])
    first = min(today, quarter.last - timedelta(days=6))
    judged = run(
        "inspect",
        drawn / "sample.json",
        "--probes",
        out / "sites",
        "--controls",
        out / "controls",
        "--first",
        first.isoformat(),
        "--out",
        tmp_path / "o",
    )
    assert judged.code == 0, judged.both
    with (tmp_path / "o" / "availability.csv").open(encoding="utf-8", newline="") as file:
        seen = {row["portal_id"]: row for row in csv.DictReader(file)}
    assert {name: (row["failed"], row["counted"]) for name, row in seen.items()} == {
        "up": ("0", "1"), "large": ("0", "1"), "lost": ("1", "1"), "down": ("1", "1"),
    }  # fmt: skip
    assert {row["result"] for row in seen.values()} == {"unknown"}, "one round is no week"


@pytest.mark.parametrize(
    ("registered", "said"),
    [
        (("up",), "2 of 3 sampled sites are not in the registry: down, lost"),
        ((), "3 of 3 sampled sites are not in the registry: down, lost, up"),
    ],
)
def test_sites_that_the_registry_has_not_are_named(
    run: Cli, web: Web, other: Web, tmp_path: Path, registered: tuple[str, ...], said: str
) -> None:
    """What it has is probed; where it has none, nothing is, and no table is written."""
    portals, known, out = (tmp_path / name for name in ("sites.csv", "known.csv", "rounds"))
    web.pages["/"] = other.pages["/"] = "<html><body>甲市人民政府</body></html>"

    def rows_of(names: tuple[str, ...]) -> str:
        return PORTALS + "".join(f"{name},{name},city,{web.address}/,,,\n" for name in names)

    portals.write_text(rows_of(("up", "down", "lost")), encoding="utf-8")
    homes = enumerate((web.address, other.address))
    known.write_text(
        PORTALS + "".join(f"k{n},k{n},city,{home}/,,,\n" for n, home in homes), encoding="utf-8"
    )
    assert run("sample", "2026Q3", "--share", "city=100%", "--seed", "1", "--portals", portals,
               "--out", tmp_path / "drawn").code == 0  # fmt: skip
    portals.write_text(rows_of((*registered, "stranger")), encoding="utf-8")
    found = run("probe-sites", tmp_path / "drawn" / "sample.json", "--portals", portals,
                "--known", known, "--out", out)  # fmt: skip
    assert found.code == 1
    assert f"{portals}: {said}" in found.both
    assert out.exists() is bool(registered)
    if registered:
        assert list(rows(out / "sites")) == list(registered)


@pytest.mark.parametrize(
    ("homes", "least"),
    [
        (["http://a.example/"], "2"),
        (["http://a.example/", "http://A.example/index.html"], "2"),
        (["http://a.example/", "http://b.example/"], "3"),
    ],
)
def test_fewer_different_known_sites_than_count_are_refused(
    run: Cli, tmp_path: Path, homes: list[str], least: str
) -> None:
    """Nothing would count."""
    portals, known = tmp_path / "sites.csv", tmp_path / "known.csv"
    portals.write_text(PORTALS + "up,up,city,http://up.example/,,,\n", encoding="utf-8")
    lines = [f"k{n},k{n},city,{home},,,\n" for n, home in enumerate(homes)]
    known.write_text(PORTALS + "".join(lines), encoding="utf-8")
    drawn = tmp_path / "drawn"
    assert run("sample", "2026Q3", "--share", "city=100%", "--seed", "1", "--portals", portals,
               "--out", drawn).code == 0  # fmt: skip
    said = run("probe-sites", drawn / "sample.json", "--portals", portals, "--known", known,
               "--out", tmp_path / "rounds", SPOT_CHECK__CONTROL_SITES=least)  # fmt: skip
    assert said.code == 1
    assert f"fewer than {least} different known sites" in said.both
