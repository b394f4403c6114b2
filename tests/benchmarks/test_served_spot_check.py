"""benchmarks/served_spot_check.py at a size that a suite bears: served sites with known faults,
from the sample to the bulletin's sentences."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from repostwatch.store.database import Connection

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from served_spot_check import START, checked, free_port
from spot_sites import served_world


@pytest.mark.timeout(600)
@pytest.mark.parametrize("outage", [range(0), range(20, 26)])
def test_every_outside_indicator_agrees_with_the_truth(
    conn: Connection, tmp_path: Path, outage: range
) -> None:
    """Of two days; in the second run our own network is away for six hours of them."""
    world = served_world(2, 200, START, free_port(), (0, 0, 0, 1, 2, 3, 16), 48)
    world.outage = outage
    found = checked(conn, world, tmp_path, 2, 2)
    assert found.wrong == []
    assert found.counts["unreachable"] == found.counts["links"] >= 10
    assert found.counts["closures"] == found.counts["drawn again"] == 1
    assert found.lines[0].startswith("2026年第四季度共抽查政府网站")
