"""No regular expression of the program grows faster than its text, whatever the text is."""

from __future__ import annotations

import re

import pytest

from tests.expressions.regular import ANY, MOST_RATIO, Expression, expressions, growth

FOUND, HIDDEN = expressions()
# Made in a loop over a table that is looked at as a whole, or of a person's own file.
LOOPS = {
    "repostwatch.portals.names",
    "repostwatch.releases.dates",
    "repostwatch.releases.duty_rules",
}


def test_all_of_them_are_seen() -> None:
    assert len(FOUND) > 250
    assert {place.partition(":")[0] for place in HIDDEN} == LOOPS


@pytest.mark.parametrize("expression", FOUND, ids=lambda one: one.place)
def test_it_grows_no_faster_than_its_text(expression: Expression) -> None:
    ratio, text = growth(expression)
    assert ratio <= MOST_RATIO, f"four times the text costs {ratio:.0f} times as much: {text}"


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*x",
        r"(\w+)=(\w+)",
        r"<a[^<]*>.*?</a>",
        r"http-equiv\s*=\s*[\"']?\s*refresh",
        r"(a|b)*c.*d",
        rb"/\*.*?\*/",
    ],
    ids=repr,
)
def test_one_that_does_is_found(pattern: str | bytes) -> None:
    ratio, _ = growth(Expression("here", re.compile(pattern, re.DOTALL), ANY))
    assert ratio > MOST_RATIO
