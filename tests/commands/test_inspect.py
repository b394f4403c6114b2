"""`repostwatch inspect`: probes and checklists in, results, pass rates and open questions out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from repostwatch.base.clock import iso
from repostwatch.model.spot_checks import Probe
from tests.commands.ground import PORTALS, Cli, Files, Said, Web
from tests.inspecting.probing import controls, week

HEADER = "portal_id,at,outcome,status,seconds\n"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, portal_id: str | None, probes: Iterable[Probe]) -> None:
    lines = (
        f"{portal_id or one.portal_id},{iso(one.at)},{one.outcome},,{one.seconds}\n"
        for one in probes
    )
    text = path.read_text("utf-8") if path.exists() else HEADER
    path.write_text(text + "".join(lines), encoding="utf-8")


@pytest.fixture
def drawn(run: Cli, tmp_path: Path) -> Path:
    portals, out = tmp_path / "sites.csv", tmp_path / "drawn"
    lines = (
        f"{n},{n}市人民政府,city,https://{n}.example/,,,44{i:08}\n" for i, n in enumerate("abc")
    )
    portals.write_text(PORTALS + "".join(lines), encoding="utf-8")
    said = run("sample", "2026Q4", "--share", "city=100%", "--seed", "1", "--portals", portals,
               "--out", out)  # fmt: skip
    assert said.code == 0, said.both
    return out / "sample.json"


@pytest.fixture
def probed(tmp_path: Path) -> tuple[object, ...]:
    """`a` opens always, `b` fails for a day, `c` was never asked."""
    written(tmp_path / "probes.csv", "a", week())
    written(tmp_path / "probes.csv", "b", week(lambda n: n < 24))
    written(tmp_path / "controls.csv", None, controls())
    return ("--probes", tmp_path / "probes.csv", "--controls", tmp_path / "controls.csv",
            "--first", "2026-11-02")  # fmt: skip


def test_what_is_seen_and_said_of_three_sites(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path
) -> None:
    out = tmp_path / "first"
    said = run("inspect", drawn, *probed, "--out", out, LANGUAGE="en")
    assert said.code == 0, said.both
    assert "0 passed, 1 failed, 2 unknown, 0 waiting" in said.out
    assert "all: 0 of 3 passed, 0.0% to 66.7%" in said.out
    assert [row["result"] for row in rows(out / "availability.csv")] == [
        "passed", "failed", "unknown",
    ]  # fmt: skip
    assert rows(out / "availability.csv")[1]["hours"] == "x" * 24 + "." * 144
    assert rows(out / "sites.csv")[1]["failed_by"] == "unreachable"
    sentences = (out / "statement.txt").read_text("utf-8").splitlines()
    assert sentences[0] == (
        "In quarter 4 of 2026, 3 government sites were checked, between 0% and 66.7% passed."
    )
    assert sentences[2:4] == ["Failed: 1 site (city 1).", "By veto indicator: site unreachable 1."]
    form = out / "checklist.csv"
    assert form.read_bytes().startswith(b"\xef\xbb\xbf"), "by that office programs know UTF-8"
    to_fill = rows(form)
    assert len(to_fill) == 9
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, to_fill[0])
        table.writeheader()
        machine = ("stale_homepage", "stale_columns")
        more = [dict(to_fill[0], portal_id="a", indicator=one) for one in machine]
        own = [row for row in to_fill if row["portal_id"] == "a"]
        for row in (*own, *more):
            table.writerow(row | {"result": "passed", "by": "王敏", "at": "2026-11-12T09:30"})
        table.writerows(row for row in to_fill if row["portal_id"] != "a")
    again, before = tmp_path / "second", tmp_path / "rates.csv"
    # As if these had been the rates of the quarter before.
    before.write_text((out / "rates.csv").read_text("utf-8").replace("2026Q4", "2026Q3"), "utf-8")
    said = run("inspect", drawn, *probed, "--checklist", filled, "--before", before,
               "--out", again, LANGUAGE="en")  # fmt: skip
    assert (said.code, said.err) == (0, ""), said.both
    assert rows(again / "sites.csv")[0]["result"] == "passed"
    overall = rows(again / "rates.csv")[0]
    assert (overall["level"], overall["passed"], overall["undecided"]) == ("all", "1", "1")
    assert (overall["change_lowest"], overall["change_highest"]) == ("-33.34", "+66.67")
    assert "seen by 王敏 at 2026-11-12 09:30" in rows(again / "indicators.csv")[1]["reason"]


def test_without_probes_nothing_is_said_of_availability(
    run: Cli, drawn: Path, tmp_path: Path
) -> None:
    said = run("inspect", drawn, "--out", tmp_path / "o")
    assert said.code == 0
    assert not (tmp_path / "o" / "availability.csv").exists()
    assert {row["result"] for row in rows(tmp_path / "o" / "indicators.csv")} == {
        "unknown", "waiting",
    }  # fmt: skip


def test_homepages_are_seen_as_the_last_scan_kept_them(
    run: Cli, web: Web, files: Files, tmp_path: Path
) -> None:
    """`good` and `lazy` have news, `stale` none of this year, `gone` is not there."""
    old = [
        (f"本市第{n}项便民工程今日开工建设", f"2025-08-{day}") for n, day in enumerate((13, 11, 8))
    ]
    with files.portals.open("a", encoding="utf-8") as file:
        file.write(web.portal("stale", *old))
    passed = ("--portals", files.portals, "--releases", files.releases)
    out, now = files.out, "2026-08-14T10:00"
    assert run("check", *passed, "--out", out, "--now", now).code == 0
    assert run("sample", "2026Q3", "--share", "city=100%", "--seed", "1", "--portals",
               files.portals, "--out", tmp_path / "drawn").code == 0  # fmt: skip
    said = run("inspect", tmp_path / "drawn" / "sample.json", "--in", out, "--now", now,
               "--out", tmp_path / "o", LANGUAGE="en")  # fmt: skip
    assert said.code == 0, said.both
    seen = {
        row["portal_id"]: row
        for row in rows(tmp_path / "o" / "indicators.csv")
        if row["indicator"] == "stale_homepage"
    }
    assert {name: row["result"] for name, row in seen.items()} == {
        "good": "passed", "lazy": "passed", "stale": "failed", "gone": "unknown",
    }  # fmt: skip
    assert "the newest item of the homepage was of 2025-08-13" in seen["stale"]["reason"]
    assert "the homepage could not be read" in seen["gone"]["reason"]
    late = run("inspect", tmp_path / "drawn" / "sample.json", "--in", out, "--now",
               "2026-09-14T10:00", "--out", tmp_path / "late", LANGUAGE="en")  # fmt: skip
    assert late.code == 0
    assert {row["result"] for row in rows(tmp_path / "late" / "sites.csv")} == {"unknown"}


def refused(run: Cli, drawn: Path, tmp_path: Path, option: str, text: str) -> Said:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    return run("inspect", drawn, option, path, "--out", tmp_path / "o")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,no_response,maybe,x,2026-11-12T09:30,y", "'maybe': a person says passed or failed"),
        ("a,no_response,waiting,x,2026-11-12T09:30,y", "'waiting': a person says passed or failed"),
        ("a,no_answer,passed,x,2026-11-12T09:30,y", "is none of unreachable"),
        ("a,no_response,passed,,2026-11-12T09:30,y", "column 'by': is empty"),
        ("a,no_response,passed,x,2026-11-12,y", "has no time of day"),
        ("a,no_response,passed,x,gestern,y", "is not an ISO 8601 time"),
        ("a,no_response,failed,x,2026-11-12T09:30,", "column 'evidence': is empty"),
        ("a,no_response,passed,x,11/12/2026 09:30,y", "is not an ISO 8601 time, nor one like"),
        ("a,no_response,passed,x,2026/13/12 09:30,y", "is not an ISO 8601 time"),
        ("a,no_response,passed,x,2019-11-12T09:30,y", "'a' no_response: 2019-11-12T09:30:00+08:00"),
        ("a,no_response,passed,x,2026-09-30T23:59,y", "is not between 2026-10-01T00:00:00+08:00"),
        (
            (
                "a,no_response,passed,x,2026-11-12T09:30,y\n"
                "a,no_response,failed,z,2026/11/12 9:30,打不开"
            ),
            "'a' no_response: passed and failed are both said of 2026-11-12T09:30:00+08:00",
        ),
        ("z,no_response,passed,x,2026-11-12T09:30,y", "'z' is no site of the sample"),
    ],
)
def test_a_checklist_that_cannot_be_read(
    run: Cli, drawn: Path, tmp_path: Path, row: str, message: str
) -> None:
    head = "portal_id,indicator,result,by,at,evidence\n"
    said = refused(run, drawn, tmp_path, "--checklist", head + row + "\n")
    assert said.code == 1
    assert message in said.both


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("all,,5,4,0", "is less than passed and undecided"),
        ("city,x,1,4,0", "is no percentage"),
        ("city,NaN,1,4,0", "is no percentage"),
        ("town,5,1,4,0", "is none of department"),
        ("city,5,-1,4,0", "is no number from 0"),
        ("city,5,1.5,4,0", "is no number from 0"),
    ],
)
def test_rates_that_cannot_be_read(
    run: Cli, drawn: Path, tmp_path: Path, row: str, message: str
) -> None:
    head = "level,share,passed,checked,undecided\n"
    said = refused(run, drawn, tmp_path, "--before", head + row + "\n")
    assert said.code == 1
    assert message in said.both


@pytest.mark.parametrize(
    ("bounds", "refused_at"),
    [
        ("50.00,50.00", ""),
        ("50,50%", ""),
        ("50.0,", ""),
        ("5.00,50.00", "column 'lowest': is '5.00', and the counts come to 50.00"),
        ("50.00,a half", "column 'highest': is 'a half', and the counts come to 50.00"),
    ],
)
def test_bounds_that_are_not_those_of_the_counts_are_refused(
    run: Cli, drawn: Path, tmp_path: Path, bounds: str, refused_at: str
) -> None:
    head = "level,share,passed,checked,undecided,lowest,highest\n"
    said = refused(run, drawn, tmp_path, "--before", f"{head}city,5,2,4,0,{bounds}\n")
    assert said.code == (1 if refused_at else 0), said.both
    assert refused_at in said.both


def test_each_table_of_results_says_of_which_quarter_it_is(
    run: Cli, drawn: Path, tmp_path: Path
) -> None:
    """So one of this quarter is not taken for that of the quarter before."""
    out, again = tmp_path / "o", tmp_path / "again"
    assert run("inspect", drawn, "--out", out).code == 0
    for name in ("sites.csv", "rates.csv"):
        assert {row["quarter"] for row in rows(out / name)} == {"2026Q4"}, name
    said = run("inspect", drawn, "--before", out / "rates.csv", "--out", again)
    assert said.code == 1
    assert "line 2, column 'quarter': is '2026Q4', not 2026Q3, the quarter before" in said.both
    assert not again.exists()


@pytest.mark.parametrize(
    ("quarters", "message"),
    [
        (("2026Q3", "2026q3"), ""),
        (("", ""), "does not say of which quarter it is; taken for 2026Q3"),
        (("2026Q3", ""), "does not say of which quarter it is; taken for 2026Q3"),
        (None, "does not say of which quarter it is; taken for 2026Q3"),
        (("2025Q3", "2026Q3"), "line 2, column 'quarter': is '2025Q3', not 2026Q3"),
        (("2026Q3", "2026Q2"), "line 3, column 'quarter': is '2026Q2', not 2026Q3"),
        (("2027Q1", "2027Q1"), "is '2027Q1', not 2026Q3"),
        (("Q3 of 2026", ""), "is 'Q3 of 2026', not 2026Q3"),
    ],
)
def test_rates_of_another_quarter_are_refused(
    run: Cli, drawn: Path, tmp_path: Path, quarters: tuple[str, str] | None, message: str
) -> None:
    lines = ["level,share,passed,checked,undecided", "all,,1,3,0", "city,100,1,3,0"]
    if quarters is not None:
        lines = [f"{line},{end}" for line, end in zip(lines, ("quarter", *quarters), strict=True)]
    said = refused(run, drawn, tmp_path, "--before", "\n".join(lines))
    taken = not message or "taken for" in message
    assert said.code == (0 if taken else 1), said.both
    assert message in said.both
    assert bool(said.err) is bool(message)
    if taken:
        assert rows(tmp_path / "o" / "rates.csv")[0]["change_lowest"] == "-33.34"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,2026-11-02T00:00,slow,200,1", "is none of ok"),
        ("a,2026-11-02T00:00,ok,200,nan", "is no number"),
        ("a,2026-11-02T00:00,ok,two,1", "is no number"),
        ("a,2026-11-02,ok,200,1", "has no time of day"),
        ("a,2026-11-02T00:00,ok,500,1", "500 is no status of a page that opened"),
        (
            "a,2026-11-02T00:00,ok,200,1\na,2026-11-01T16:00Z,timeout,,15.1",
            "line 3, column 'at': another row of this site and moment ended otherwise",
        ),
    ],
)
def test_probes_that_cannot_be_read(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path, row: str, message: str
) -> None:
    path = tmp_path / "probes.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")
    said = run("inspect", drawn, *probed, "--out", tmp_path / "o")
    assert said.code == 1
    assert message in said.both


def test_probes_without_controls_are_refused(run: Cli, drawn: Path, tmp_path: Path) -> None:
    said = run("inspect", drawn, "--probes", tmp_path / "p.csv", "--out", tmp_path / "o")
    assert said.code == 2
    assert "go together" in said.both


@pytest.mark.parametrize(("ends", "gone"), [("2026-10-20", True), ("2026-12-01", False)])
def test_a_site_that_ended_is_gone_and_in_no_rate(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path, ends: str, gone: bool
) -> None:
    portals = tmp_path / "sites.csv"
    head, *lines = portals.read_text("utf-8").splitlines()
    own = [f"{line},{ends}" if line.startswith("b,") else f"{line}," for line in lines]
    portals.write_text("\n".join([f"{head},valid_until", *own]), encoding="utf-8")
    out = tmp_path / "out"
    said = run("inspect", drawn, *probed, "--portals", portals, "--out", out)
    assert said.code == 0, said.both
    result = {row["portal_id"]: row["result"] for row in rows(out / "sites.csv")}
    assert result["b"] == ("gone" if gone else "failed")
    assert rows(out / "rates.csv")[0]["checked"] == ("2" if gone else "3")
    assert ("b" in {row["portal_id"] for row in rows(out / "availability.csv")}) is not gone


@pytest.mark.parametrize("first", ["2026-02-02", "2026-09-30"])
def test_days_of_probes_outside_the_quarter_are_refused(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path, first: str
) -> None:
    said = run("inspect", drawn, *probed[:-1], first, "--out", tmp_path / "o")
    assert said.code == 1
    assert f"the 7 days from {first} on are not all in 2026Q4" in said.both


LINKS = "portal_id,url,words,result,at,outcome,status,led_to,reason\n"
SEEN = "2026-11-03T10:00:00+08:00"


@pytest.mark.parametrize("last", ["", ",counted"], ids=["former", "counted"])
def test_what_points_to_serious_errors_is_put_before_a_person(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path, last: str
) -> None:
    """`a` links to a shop and to what is dead, `b` is in the hands of strangers, `c` has nothing;
    sites that are not sampled are left out."""
    links, closed, out = (tmp_path / name for name in ("links.csv", "closures.csv", "o"))
    links.write_text(
        f"{LINKS}a,https://games.example/,友情链接,selling,{SEEN},ok,200,,百家乐\n"
        f"a,https://none.example/,旧站,dead,{SEEN},dns_error,,,无此域名\n"
        f"other,https://games.example/,友情链接,selling,{SEEN},ok,200,,百家乐\n"
        f"c,https://late.example/,链接,undecided,{SEEN},timeout,,,\n",
        encoding="utf-8",
    )
    no = last and ",no"
    table = f"portal_id,taken_over{last}\na,{no}\nb,parked{no}\nother,selling{no}\n"
    closed.write_text(table, encoding="utf-8")
    said = run("inspect", drawn, *probed, "--links", links, "--closures", closed, "--out", out)
    assert said.code == 0, said.both
    errors = [row for row in rows(out / "indicators.csv") if row["indicator"] == "serious_errors"]
    assert {row["result"] for row in errors} == {"waiting"}, "whether it is one a person says"
    why = {row["portal_id"]: row["reason"] for row in errors}
    assert set(why) == {"a", "b", "c"}
    assert "https://games.example/" in why["a"]
    assert "百家乐" in why["a"]
    assert "none.example" not in why["a"]
    assert "closures.csv" in why["b"]
    assert "parked" in why["b"]
    assert why["c"] not in (why["a"], why["b"])
    bare = tmp_path / "bare"
    assert run("inspect", drawn, *probed, "--out", bare).code == 0
    before = [row for row in rows(bare / "indicators.csv") if row["indicator"] == "serious_errors"]
    assert {row["reason"] for row in before} == {why["c"]}


@pytest.mark.parametrize(
    ("option", "table", "message"),
    [
        ("--links", f"{LINKS}a,u,w,sold,{SEEN},ok,,,\n", "'sold' is none of opened"),
        ("--links", f"{LINKS}a,u,w,dead,gestern,ok,,,\n", "is not an ISO 8601 time"),
        ("--links", f"{LINKS},u,w,dead,{SEEN},ok,,,\n", "column 'portal_id': is empty"),
        ("--links", "portal_id,url\n", "this column is missing"),
        ("--closures", "portal_id,taken_over\na,dead\n", "is none of parked, selling"),
        ("--closures", "portal_id,taken_over\na,\na,parked\n", "'a' already stands in line 2"),
    ],
)
def test_what_points_to_serious_errors_has_to_be_read(
    run: Cli, drawn: Path, tmp_path: Path, option: str, table: str, message: str
) -> None:
    said = refused(run, drawn, tmp_path, option, table)
    assert said.code == 1
    assert message in said.both


@pytest.mark.parametrize(
    ("evidence", "result"),
    [("", None), ("   ", None), ("无", None), ("当日截图，已恢复", "passed")],
)
def test_a_proven_failure_is_overturned_with_evidence_only(
    run: Cli, drawn: Path, probed: tuple[object, ...], tmp_path: Path, evidence: str,
    result: str | None,
) -> None:  # fmt: skip
    filled, out = tmp_path / "filled.csv", tmp_path / "o"
    head = "portal_id,indicator,result,by,at,evidence\n"
    filled.write_text(
        f"{head}b,unreachable,passed,王敏,2026/11/10 9:00,{evidence}\n"
        f"a,unreachable,passed,王敏,2026年11月10日 9:00,\n",
        encoding="utf-8",
    )
    said = run("inspect", drawn, *probed, "--checklist", filled, "--out", out)
    if result is None:
        assert said.code == 1
        assert "'b' unreachable: passed where the program proved a failure" in said.both
        return
    assert said.code == 0, said.both
    row = next(o for o in rows(out / "indicators.csv") if o["portal_id"] == "b")
    assert (row["result"], row["machine"]) == (result, "failed")
