"""`repostwatch sample`: drawn, written, drawn again from its record."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.ground import PORTALS, Cli


@pytest.fixture
def portals(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    rows = [f"c{n},第{n}县人民政府,county,https://c{n}.example/,,,44{n:08}\n" for n in range(100)]
    path.write_text(PORTALS + "".join(rows), encoding="utf-8")
    return path


def test_a_sample_is_drawn_and_drawn_again(run: Cli, portals: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.csv"
    before.write_text("portal_id,result\nc1,failed\nc2,passed\ngone,failed\n", encoding="utf-8")
    shares, out = ("--share", "county=5%"), tmp_path / "out"
    said = run("sample", "2026Q4", *shares, "--seed", "7", "--portals", portals,
               "--failed", before, "--out", out)  # fmt: skip
    assert said.code == 0, said.both
    assert "county: 5 of 100 drawn" in said.out
    assert "gone: failed before and exists no longer" in said.err
    with (out / "sample.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(row["drawn"] == "yes" for row in rows) == 5
    assert [row["portal_id"] for row in rows if row["again"] == "yes"] == ["c1"]
    assert {row["place"] for row in rows} == {"广东"}
    record = out / "sample.json"
    again = run("sample", "2026q4", "--record", record, "--portals", portals)
    assert (again.code, again.out) == (0, f"the same {len(rows)} sites are drawn again\n")
    changed = json.loads(record.read_text("utf-8"))
    changed["order"]["seed"] = "8"
    record.write_text(json.dumps(changed), "utf-8")
    other = run("sample", "2026Q4", "--record", record, "--portals", portals)
    assert other.code == 1
    assert "drawn again, not recorded so" in other.out


EMPTY = (
    '{"rule": 1, "registry": "", "strata": [], "sites": [],'
    ' "order": {"quarter": "2026Q4", "seed": "x", "shares": {"city": "5"}}}'
)
SITE = '{"portal_id": "c1", "level": "city", "place": "", "drawn": true, "again": false}'
PLACE = '{"level": "city", "place": "广东", "sites": 1, "drawn": 1}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no record of a sample"),
        ("[]", "is no record of a sample"),
        ('{"rule": 1}', "is no record of a sample: order"),
        ("\x00", "NUL byte"),
        (EMPTY.replace("2026Q4", "2026Q9"), "is not a quarter"),
        (EMPTY.replace('"5"', '"900"'), "a share is not above 0"),
        (EMPTY.replace('"5"', '"NaN"'), "is no record of a sample"),
        (EMPTY.replace("2026Q4", "2026Q3"), "is of 2026Q3, not of 2026Q4"),
        (EMPTY.replace('"sites": []', f'"sites": [{SITE}, {SITE}]'), "'c1' stands in it twice"),
        (EMPTY.replace('"strata": []', f'"strata": [{PLACE}, {PLACE}]'), "stands in it twice"),
        (EMPTY.replace('"shares"', '"failed": ["c1", "c2", "c1"], "shares"'), "'c1' stands in"),
        (EMPTY.replace('"strata"', '"absent": ["c3", "c3"], "strata"'), "'c3' stands in it twice"),
    ],
)
def test_a_file_that_is_no_record(
    run: Cli, portals: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "sample.json"
    path.write_text(text, encoding="utf-8")
    said = run("sample", "2026Q4", "--record", path, "--portals", portals)
    assert said.code == 1
    assert message in said.both


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--share, --seed and --out are needed"),
        (("--share", "town=5%", "--seed", "1", "--out", "o"), "is none of department"),
        (("--share", "city=5", "--seed", "1", "--out", "o"), "no percentage"),
        (("--share", "city=5%", "--share", "city=6%", "--seed", "1", "--out", "o"), "stands twice"),
    ],
)
def test_a_call_that_asks_for_nothing(run: Cli, arguments: tuple[str, ...], message: str) -> None:
    said = run("sample", "2026Q4", *arguments)
    assert said.code == 2
    assert message in said.both.replace("│ ", "")


def test_a_result_that_is_none_is_named(run: Cli, portals: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.csv"
    before.write_text("portal_id,result\nc1,bad\n", encoding="utf-8")
    said = run("sample", "2026Q4", "--share", "county=5%", "--seed", "1", "--portals", portals,
               "--failed", before, "--out", tmp_path / "o")  # fmt: skip
    assert said.code == 1
    assert "line 2, column 'result': 'bad' is none of passed" in said.both


@pytest.mark.parametrize(
    ("quarter", "message"),
    [
        ("2026Q3", None),
        ("", "does not say of which quarter it is; taken for 2026Q3"),
        ("2026Q4", "line 2, column 'quarter': is '2026Q4', not 2026Q3, the quarter before"),
        ("2025Q4", "is '2025Q4', not 2026Q3"),
    ],
)
def test_what_failed_is_of_the_quarter_before(
    run: Cli, portals: Path, tmp_path: Path, quarter: str, message: str | None
) -> None:
    """Whether a sample is drawn, or drawn again by its record."""
    before, out = tmp_path / "before.csv", tmp_path / "o"
    before.write_text(f"portal_id,result,quarter\nc1,failed,{quarter}\n", encoding="utf-8")
    passed = ("2026Q4", "--seed", "1", "--share", "county=5%", "--portals", portals)
    refused = message is not None and "taken for" not in message
    said = run("sample", *passed, "--failed", before, "--out", out)
    assert (said.code, said.err == "") == (int(refused), message is None), said.both
    assert (message or "") in said.err
    if refused:
        before.write_text("portal_id,result\nc1,failed\n", encoding="utf-8")
        assert run("sample", *passed, "--failed", before, "--out", out).code == 0
        before.write_text(f"portal_id,result,quarter\nc1,failed,{quarter}\n", encoding="utf-8")
    again = run("sample", *passed, "--failed", before, "--record", out / "sample.json")
    assert again.code == int(refused), again.both
    assert (message or "") in again.err


def test_a_kept_sample_is_inspected_and_its_checklist_kept(
    run: Cli, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn, kept, said by a person, and the failing site is in the results of the quarter."""
    monkeypatch.setenv("REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_VAR_DIR", str(tmp_path))
    portals, filled = tmp_path / "sites.csv", tmp_path / "filled.csv"
    lines = [f"s{n},{n}县,county,http://s{n}.example.cn/,,,\n" for n in range(4)]
    header = "portal_id,name,level,home_url,column_urls,limit_hours,site_code\n"
    portals.write_text(header + "".join(lines), encoding="utf-8")
    none = run("spot-check", "2026Q3", "--now", "2026-10-05T07:00")
    assert none.code == 1
    ordered = ("sample", "2026Q3", "--share", "county=100%", "--portals", portals, "--keep")
    assert run(*ordered, "--seed", "1", "--out", tmp_path / "a").code == 0
    other = run(*ordered, "--seed", "2", "--out", tmp_path / "b")
    assert other.code != 0
    assert "is kept already" in other.both
    filled.write_text(
        "portal_id,indicator,result,by,at,evidence\n"
        "s1,no_response,failed,王敏,2026-09-20T10:00,三个月未答复\n",
        encoding="utf-8",
    )
    for _ in range(2):
        said = run(
            "spot-check", "2026Q3", "--checklist", filled, "--now", "2026-10-05T07:00",
            LANGUAGE="en",
        )  # fmt: skip
        assert said.code == 0, said.both
        assert "4 sites inspected, 0 passed, 1 failed, 3 unknown, 0 waiting" in said.out


@pytest.fixture
def recorded(run: Cli, portals: Path, tmp_path: Path) -> Path:
    """By 5% of the counties, the seed 7, and c1 and c2 that failed before."""
    before, out = tmp_path / "before.csv", tmp_path / "recorded"
    before.write_text("portal_id,result\nc1,failed\nc2,failed\n", encoding="utf-8")
    said = run("sample", "2026Q4", "--share", "county=5%", "--seed", "7", "--portals", portals,
               "--failed", before, "--out", out)  # fmt: skip
    assert said.code == 0, said.both
    return out / "sample.json"


@pytest.mark.parametrize(
    ("arguments", "failed", "message"),
    [
        (("--seed", "7", "--share", "county=5.0%"), "c2 c1", "the same"),
        (("--seed", "8"), None, "the seed is recorded as 7, not as 8"),
        (("--share", "county=6%"), None, "recorded as county=5%, not as county=6%"),
        (("--share", "county=5%", "--share", "city=5%"), None, "not as city=5%, county=5%"),
        ((), "c1", "c2: failed before by the record, not by other.csv"),
        ((), "c1 c2 c3", "c3: failed before by other.csv, not by the record"),
    ],
)
def test_a_record_is_compared_with_what_is_given_besides(
    run: Cli, portals: Path, recorded: Path, arguments: tuple[str, ...], failed: str | None,
    message: str, tmp_path: Path,
) -> None:  # fmt: skip
    if failed is not None:
        other = tmp_path / "other.csv"
        rows = "".join(f"{one},failed\n" for one in failed.split())
        other.write_text(f"portal_id,result\n{rows}", encoding="utf-8")
        arguments = (*arguments, "--failed", str(other))
    said = run("sample", "2026Q4", "--record", recorded, "--portals", portals, *arguments)
    assert message in said.out
    assert said.code == (0 if message == "the same" else 1)


@pytest.mark.parametrize("also", ["--keep", "--out"])
def test_a_record_draws_nothing_new(run: Cli, recorded: Path, also: str, tmp_path: Path) -> None:
    arguments = (also, tmp_path / "x") if also == "--out" else (also,)
    said = run("sample", "2026Q4", "--record", recorded, *arguments)
    assert said.code == 2
    assert "--record only compares" in said.both.replace("│ ", "")


@pytest.mark.parametrize("shares", [("city=10%", "county=5%"), ("city=10%",), ("below=100%",)])
def test_a_level_without_sites_is_refused_and_takes_no_quarter(
    run: Cli, portals: Path, tmp_path: Path, database_url: str, shares: tuple[str, ...]
) -> None:
    asked = [word for share in shares for word in ("--share", share)]
    drawn = ("sample", "2026Q4", "--seed", "1", "--portals", portals, "--keep", "--out", tmp_path)
    said = run(*drawn, *asked, DB=database_url, VAR_DIR=str(tmp_path))
    assert said.code == 1
    level = shares[0].split("=")[0]
    assert f"2026Q4 begins without any site of {level} in the registry" in said.both
    after = run(*drawn, "--share", "county=5%", DB=database_url, VAR_DIR=str(tmp_path))
    assert after.code == 0, after.both
    assert "no results of 2026Q3 are kept" in after.out


def test_a_kept_sample_has_what_failed_before_by_the_database(
    run: Cli, portals: Path, tmp_path: Path, database_url: str
) -> None:
    env = {"DB": database_url, "VAR_DIR": str(tmp_path)}
    filled = tmp_path / "filled.csv"
    drawn = ("--portals", portals, "--keep", "--seed", "1", "--out", tmp_path / "o")
    first = run("sample", "2026Q3", "--share", "county=100%", *drawn, **env)
    assert first.code == 0, first.both
    filled.write_text(
        "portal_id,indicator,result,by,at,evidence\n"
        + "".join(f"c{n},no_response,failed,王敏,2026-09-20T10:00,未答复\n" for n in (11, 12, 13)),
        encoding="utf-8",
    )
    passed = ("spot-check", "2026Q3", "--checklist", filled, "--now", "2026-10-05T07:00")
    assert run(*passed, **env).code == 0
    said = run("sample", "2026Q4", "--share", "county=2%", *drawn, **env)
    assert said.code == 0, said.both
    assert "3 sites failed in 2026Q3 by the database" in said.out
    record = json.loads((tmp_path / "o" / "sample.json").read_text("utf-8"))
    assert record["order"]["failed"] == ["c11", "c12", "c13"]
    assert {one["portal_id"] for one in record["sites"] if one["again"]} == {"c11", "c12", "c13"}
    # The table that is given goes before.
    table = tmp_path / "mine.csv"
    table.write_text("portal_id,result\nc50,failed\n", encoding="utf-8")
    other = run("sample", "2026Q4", "--share", "county=2%", *drawn, "--failed", table, **env)
    assert other.code == 1
    assert "is kept already" in other.both


INDICATORS = (
    "unreachable", "stale_homepage", "stale_columns", "serious_errors", "no_response",
    "unusable_service",
)  # fmt: skip


def test_a_site_that_failed_stays_in_until_it_passed(
    run: Cli, portals: Path, tmp_path: Path, database_url: str
) -> None:
    """One passes in the quarter after, one fails again, of one nobody says anything. A site that
    did not fail before and is undecided is not in the next sample for that."""
    env = {"DB": database_url, "VAR_DIR": str(tmp_path)}
    table = tmp_path / "failed.csv"
    table.write_text(
        "portal_id,result,quarter\nc11,failed,2026Q2\nc12,failed,2026Q2\nc13,failed,2026Q2\n"
        "c14,waiting,2026Q2\n"
    )
    asked = ("--share", "county=2%", "--portals", portals, "--keep", "--seed", "1")
    first = run("sample", "2026Q3", *asked, "--failed", table, "--out", tmp_path / "o", **env)
    assert first.code == 0, first.both
    filled = tmp_path / "filled.csv"
    said = [f"c12,{one},passed,王敏,2026-09-20T10:00,截图" for one in INDICATORS]
    said.append("c13,no_response,failed,王敏,2026-09-20T10:00,未答复")
    filled.write_text("\n".join(["portal_id,indicator,result,by,at,evidence", *said]), "utf-8")
    passed = ("spot-check", "2026Q3", "--checklist", filled, "--now", "2026-10-05T07:00")
    assert run(*passed, **env).code == 0
    again = run("sample", "2026Q4", *asked, "--out", tmp_path / "p", **env)
    assert "2 sites failed in 2026Q3 by the database" in again.out, again.both
    record = json.loads((tmp_path / "p" / "sample.json").read_text("utf-8"))
    assert record["order"]["failed"] == ["c11", "c13"]
    # The same by the table that `inspect` writes.
    own = ("--checklist", filled, "--out", tmp_path / "r")
    made = run("inspect", tmp_path / "o" / "sample.json", "--portals", portals, *own,
               "--now", "2026-10-05T07:00", **env)  # fmt: skip
    assert made.code == 0, made.both
    mine = ("--failed", tmp_path / "r" / "sites.csv", "--out", tmp_path / "q")
    other = run("sample", "2026Q4", "--share", "county=2%", "--portals", portals, "--seed", "1",
                *mine, **env)  # fmt: skip
    assert other.code == 0, other.both
    assert json.loads((tmp_path / "q" / "sample.json").read_text("utf-8")) == record


@pytest.mark.parametrize("seed", [" 77", "77 ", "7\n7", " ", "7\u200b7", "\u300077"])
def test_a_seed_is_what_everybody_reads_in_it(
    run: Cli, portals: Path, tmp_path: Path, seed: str
) -> None:
    asked = ("--share", "county=5%", "--portals", portals, "--out", tmp_path / "o")
    refused = run("sample", "2026Q4", *asked, "--seed", seed)
    assert (refused.code, (tmp_path / "o").exists()) == (2, False)
    assert "--seed" in refused.err


def test_known_sites_that_are_no_list_are_refused_by_name(
    run: Cli, portals: Path, tmp_path: Path
) -> None:
    asked = ("--share", "county=5%", "--seed", "7", "--portals", portals, "--out", tmp_path / "o")
    refused = run("sample", "2026Q4", *asked, SPOT_CHECK__KNOWN_SITES="https://a.example.cn/")
    assert refused.code == 1
    assert "REPOSTWATCH_SPOT_CHECK__KNOWN_SITES" in refused.err
    assert "Traceback" not in refused.err
