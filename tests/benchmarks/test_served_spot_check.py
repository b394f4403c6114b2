"""benchmarks/served_spot_check.py at a size that a suite bears: served sites with known faults,
from the sample to the bulletin's sentences, in two quarters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from repostwatch.store.database import Connection

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from served_spot_check import CLOSED, both_quarters, free_port
from spot_periods import PERIODS
from spot_sites import served_world


@pytest.mark.timeout(600)
def test_two_quarters_agree_with_the_truth(conn: Connection, tmp_path: Path) -> None:
    """Of two days each; in the first our own network is away for six hours of them."""
    down = (0, 0, 0, 1, 2, 3, 16)
    world = served_world(2, 200, PERIODS[0].start, free_port(), down, 48)
    first, second = both_quarters(conn, world, tmp_path, 2, down, 2)
    assert first.wrong == second.wrong == []
    for found in (first, second):
        assert found.counts["unreachable"] == found.counts["links"] >= 10
        assert found.counts["closures"] == found.counts["drawn again"] == 1
        closed = f"关停上移政府网站{CLOSED + 1}个"
        assert any(closed in line for line in found.lines)
    assert first.spared > 0, "an outage that nobody had to be spared shows nothing"
    assert first.lines[0].startswith("2026年第四季度共抽查政府网站")
    assert second.lines[0].startswith("2027年第一季度共抽查政府网站")
    assert any("个百分点" in line for line in second.lines)
    assert any("此前不合格的网站复查" in line for line in second.lines)
    assert any("已整改并复查合格" in line for line in second.lines)
