"""Hostile portals by lot beside an innocent one, through the whole `check`: the short run.

`make fuzz` is the long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.fuzz.cases import KINDS, Case, plain
from tests.fuzz.fuzzing import BATCH, FOUND, Figures, drawn, fuzz, kept
from tests.fuzz.harness import Bench
from tests.fuzz.web import served

CASES = 240
# Half a minute on two idle cores.
pytestmark = [pytest.mark.system, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def bench(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with served(BATCH + 1) as web:
        yield Bench(databases, web, tmp_path_factory.mktemp("fuzz"), drawn=False)


def test_no_case_by_lot_harms_another_portal(bench: Bench) -> None:
    figures = Figures()
    fuzz(bench, drawn(0, CASES), figures)
    assert figures.wrong == []
    assert figures.innocent_right == figures.batches
    assert figures.kinds.keys() == KINDS.keys()


def test_no_case_that_was_found_goes_wrong_again(bench: Bench) -> None:
    cases = [kept(path) for path in sorted(FOUND.glob("*.json"))]
    assert cases
    figures = Figures()
    fuzz(bench, cases, figures)
    assert figures.wrong == []
    assert figures.innocent_right == figures.batches


def test_a_fault_is_traced_to_its_case(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The harness itself: what goes wrong is found, and only that."""
    monkeypatch.chdir(tmp_path)
    bad = Case("plain", plain(b"<html>breaks"))
    monkeypatch.setattr(
        bench,
        "run",
        lambda cases: replace(bench.empty, wrong=("broken",) if bad in cases else ()),
    )
    figures = Figures()
    fuzz(bench, [*[Case("plain", plain())] * 9, bad], figures, say=lambda _: None)
    assert len(figures.wrong) == 1
    assert figures.wrong[0].endswith("plain: broken")


def test_a_seed_gives_the_same_cases() -> None:
    assert drawn(7, 30) == drawn(7, 30) != drawn(8, 30)
