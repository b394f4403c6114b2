"""Problems of one kind are counted, not repeated."""

from __future__ import annotations

from repostwatch.base.kinds import EACH, KINDS, summed_up


def test_twenty_thousand_of_a_kind_are_a_few_lines() -> None:
    problems = [f"item {n} “标题{n}”: has no date, left out" for n in range(20_000)]
    other = "item 7 “x”: its address “y” is no web address, kept without it"
    lines = summed_up([*problems, other])
    assert lines[:EACH] == problems[:EACH]
    assert lines[EACH] == other
    assert lines[-1].startswith(f"… and {20_000 - EACH:,} more of this kind")
    assert len(lines) == EACH + 2


def test_kinds_without_end_are_counted_too() -> None:
    lines = summed_up("a" * n for n in range(1, 1000))
    assert len(lines) == KINDS + 1
    assert lines[-1] == f"… and {999 - KINDS} more of other kinds"


def test_few_are_as_they_are() -> None:
    assert summed_up(["a", "b"]) == ["a", "b"]
    assert summed_up([]) == []
