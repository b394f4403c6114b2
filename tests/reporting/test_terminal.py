"""The table on the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from repostwatch.reporting.data import ReportData
from tests.defaults import summary_table
from tests.reporting import world


def printed(data: ReportData) -> str:
    out = io.StringIO()
    Console(file=out, width=100, no_color=True).print(summary_table(data))
    return out.getvalue()


def test_figures_stand_with_numerator_denominator_and_unknowns() -> None:
    [line] = [line for line in printed(world.day()).splitlines() if "24小时转载率" in line]
    cells = [cell.strip() for cell in line.replace("│", "┃").split("┃") if cell.strip()]
    assert cells == ["24小时转载率", "全部", "83.5%", "86", "103", "9", "83.5% – 92.2%"]


def test_every_kind_of_verdict_is_counted() -> None:
    text = printed(world.day()).replace("\n", "")
    assert "未转载 18" in text
    assert "豁免 0" in text


def test_a_pass_without_figures_still_prints() -> None:
    assert "2026年8月14日" in printed(replace(world.day(), figures=(), verdicts=()))
