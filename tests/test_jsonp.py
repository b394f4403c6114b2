"""JSON inside a call or behind an assignment, for sources and for pages."""

from __future__ import annotations

import pytest

from repostwatch.base.jsonp import unwrapped, wrapped


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('callback([{"a": 1}]);', '[{"a": 1}]'),
        ("/**/ jQuery.fn_1( {} )", " {} "),
        ("var list = [1];", "[1]"),
        ("window.$list={}", "{}"),
        (";callback([1])\n;", "[1]"),
        ("[1]", "[1]"),
        ("{}", "{}"),
        ("2026(1)", "2026(1)"),
        ("x = 1", "x = 1"),
        ("a" * 200 + "(1)", "a" * 200 + "(1)"),
    ],
)
def test_what_is_inside(text: str, inside: str) -> None:
    assert unwrapped(text) == inside
    assert wrapped(text) is (text != inside)
