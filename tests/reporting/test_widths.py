"""Columns on a page, and lines in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.reporting.widths import lines_of, shared, text_width

WIDTHS = st.lists(st.floats(1, 100), min_size=1, max_size=12)


@given(WIDTHS, st.floats(10, 300))
def test_columns_fill_the_page_and_narrow_ones_are_not_broken(
    needed: list[float], whole: float
) -> None:
    widths = shared(needed, whole)
    assert sum(widths) == pytest.approx(whole)
    cut = [width for width, need in zip(widths, needed, strict=True) if width < need - 1e-9]
    assert all(width >= max(widths) - 1e-9 for width in cut)
    assert len({round(width, 6) for width in cut}) <= 1


def test_a_page_that_is_too_narrow_takes_it_from_the_widest() -> None:
    assert shared((5, 40, 5, 70), 100) == (5, 40, 5, 50)
    assert shared((5, 60, 5, 70), 100) == (5, 45, 5, 45)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("部门", 1), ("国务院办公厅关于甲的通知", 2), ("a" * 20, 2), ("甲\n乙\n丙", 3)],
)
def test_lines_of_ten_characters(text: str, lines: int) -> None:
    assert lines_of(text, 10) == lines


def test_a_letter_is_narrower_than_a_character() -> None:
    assert text_width("部门ab") == pytest.approx(3.2)
