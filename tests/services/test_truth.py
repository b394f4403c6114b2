"""Comparing what came out with the truth: each kind of disagreement is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import ColumnStanding, Interval, Release, Standing, Verdict, VerdictKind
from repostwatch.model.reasons import text
from repostwatch.reporting.data import ReportData
from repostwatch.services.truth import compare

NOW = datetime(2026, 9, 13, 1, tzinfo=UTC)
TRUTH = """release_id,portal_id,verdict,url,urls,title
g01,p1,on_time,http://g/1,http://g/1 http://g/1b,一
g01,p2,missing,http://g/1,http://g/1 http://g/1b,一
"""
COLUMNS = "portal_id,standing\np1,present\np2,absent\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "truth.csv").write_text(TRUTH, encoding="utf-8")
    (tmp_path / "columns_truth.csv").write_text(COLUMNS)
    return tmp_path


def data() -> ReportData:
    # The product has named the release itself; only an address, not the first one, joins.
    release = Release("ours", "一", Interval.at(NOW), ("http://other/", "http://g/1b"))
    return ReportData(
        day=date(2026, 9, 13),
        made_at=NOW,
        usual_limit=timedelta(hours=24),
        releases=(release,),
        portals=(),
        duties=(),
        verdicts=(
            Verdict("ours", "p1", VerdictKind.ON_TIME, text("见到")),
            Verdict("ours", "p2", VerdictKind.MISSING, text("未见")),
        ),
        columns=(
            ColumnStanding("p1", Standing.PRESENT, text("有")),
            ColumnStanding("p2", Standing.ABSENT, text("没有")),
        ),
        scans=(),
        figures=(),
        findings=(),
    )


def test_agreement(folder: Path) -> None:
    found = compare(folder, data())
    assert (found.verdicts, found.columns, found.disagreements) == (2, 2, ())
    assert found.whole


def test_another_verdict_is_named_with_its_reason(folder: Path) -> None:
    wrong = replace(
        data(), verdicts=(data().verdicts[0], Verdict("ours", "p2", VerdictKind.LATE, text("迟")))
    )
    found = compare(folder, wrong)
    assert found.disagreements == ("g01 p2 一: truth missing, found late (迟)",)
    assert not found.whole


def test_a_verdict_that_is_not_there(folder: Path) -> None:
    found = compare(folder, replace(data(), verdicts=data().verdicts[:1]))
    assert found.disagreements == ("g01 p2 一: truth missing, found no verdict (no duty)",)


def test_a_release_that_is_not_there(folder: Path) -> None:
    found = compare(folder, replace(data(), releases=(), verdicts=()))
    assert len(found.disagreements) == 2
    assert all(line.endswith("found no verdict (no such release)") for line in found.disagreements)


def test_a_duty_too_many(folder: Path) -> None:
    more = (*data().verdicts, Verdict("ours", "p3", VerdictKind.UNKNOWN, text("打不开")))
    found = compare(folder, replace(data(), verdicts=more))
    assert found.disagreements == ("ours p3: truth has no such duty, found unknown (打不开)",)


def test_columns_that_differ_or_are_not_there(folder: Path) -> None:
    stale = (ColumnStanding("p1", Standing.STALE, text("旧")),)
    found = compare(folder, replace(data(), columns=stale))
    assert found.disagreements == (
        "column of p1: truth present, found stale (旧)",
        "column of p2: truth absent, found none (never looked at)",
    )


def test_an_empty_truth_agrees_with_nothing(folder: Path) -> None:
    for name in ("truth.csv", "columns_truth.csv"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n")
    assert not compare(folder, replace(data(), verdicts=())).whole
