"""What is handed in as a moment: understood, or refused in one line that says what is wrong."""

from __future__ import annotations

import pytest
from typer import BadParameter

from repostwatch.base.clock import parse_moment
from repostwatch.commands.options import moment


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59", "0001-01-01T00:00", "0001-01-01T00:00+14:00", "soon", ""]
)
def test_a_moment_without_a_place_in_our_calendar_is_refused(text: str) -> None:
    with pytest.raises(BadParameter, match="the years 1900 to 2199"):
        moment(text)


@pytest.mark.parametrize("text", ["9999-12-31", "1899-12-31", "2200-01-01T00:00"])
def test_nor_is_it_taken_from_a_file(text: str) -> None:
    with pytest.raises(ValueError, match="no year from 1900 to 2199"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["1900-01-01T00:00", "2199-12-31T23:59+08:00"])
def test_the_first_and_the_last_one_are_taken(text: str) -> None:
    assert moment(text).year in {1900, 2199}
