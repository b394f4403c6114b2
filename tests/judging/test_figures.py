"""The two headline figures, with what is not known of them."""

from __future__ import annotations

from itertools import product

import pytest

from repostwatch.judging.bulletins import past_bulletins
from repostwatch.model import ColumnStanding, Level, Portal, Standing, Verdict, VerdictKind
from repostwatch.settings import JudgingSettings
from tests.defaults import figures
from tests.judging.judging_facts import WHY

KINDS = {
    "o": VerdictKind.ON_TIME,
    "l": VerdictKind.LATE,
    "m": VerdictKind.MISSING,
    "u": VerdictKind.UNKNOWN,
    "r": VerdictKind.REVIEW,
    "p": VerdictKind.PENDING,
    "w": VerdictKind.WAIVED,
}


def portal(number: int, level: Level = Level.DEPARTMENT) -> Portal:
    return Portal(f"p{number}", f"门户{number}", level, "http://p.example/")


def verdicts(*marks: str) -> list[Verdict]:
    """One string for each portal, one letter for each of its duties."""
    return [
        Verdict(f"r{n}", f"p{number}", KINDS[letter], WHY)
        for number, letters in enumerate(marks)
        for n, letter in enumerate(letters)
    ]


def timely(*marks: str, share: float = 1.0) -> tuple[int, int, int]:
    """Numerator, denominator, unknown."""
    watched = [portal(number) for number in range(len(marks))]
    found = figures(watched, verdicts(*marks), [], settings=JudgingSettings(timely_share=share))
    [figure] = [one for one in found if one.name == "repost" and one.level is None]
    return figure.numerator, figure.denominator, figure.unknown


@pytest.mark.parametrize(
    ("marks", "share", "expected"),
    [
        (("oo", "ol", "om"), 1.0, (1, 3, 0)),
        (("ou",), 1.0, (0, 1, 1)),  # the open one decides
        (("lu",), 1.0, (0, 1, 0)),  # whatever the open one is, one was late
        (("or",), 1.0, (0, 1, 1)),  # in review is open, too
        (("op", "p", "w", "ow"), 1.0, (2, 2, 0)),  # not due, or waived: not counted
        (("",), 1.0, (0, 0, 0)),
        (("ooool",), 0.8, (1, 1, 0)),  # exactly the share
        (("oooll",), 0.8, (0, 1, 0)),
        (("ooouu",), 0.8, (0, 1, 1)),
        (("oooou",), 0.8, (1, 1, 0)),  # the open one cannot tip it any more
        (("o" * 55 + "l" * 45,), 0.55, (1, 1, 0)),  # 0.55 * 100 is more than 55 to a computer
        (("o" * 7 + "l" * 3,), 0.7, (1, 1, 0)),
    ],
)
def test_when_a_portal_counts_as_timely(
    marks: tuple[str, ...], share: float, expected: tuple[int, int, int]
) -> None:
    assert timely(*marks, share=share) == expected


def test_the_truth_lies_within_the_bounds() -> None:
    """Whatever the open verdicts turn out to be."""
    marks = ("ou", "lr", "oo", "uu", "mu")
    watched = [portal(number) for number in range(len(marks))]
    figure = next(one for one in figures(watched, verdicts(*marks), []) if one.name == "repost")
    shares = set()
    for turn in product("olm", repeat=5):
        ends = iter(turn)
        closed = ["".join(next(ends) if c in "ur" else c for c in letters) for letters in marks]
        shares.add(timely(*closed)[0] / len(marks))
    assert (figure.worst, figure.best) == (min(shares), max(shares))


def test_columns_by_level_and_standing() -> None:
    watched = [
        portal(0),
        portal(1),
        portal(2, Level.PROVINCE),
        portal(3, Level.PROVINCE),
        portal(4),
    ]
    standings = [
        ColumnStanding("p0", Standing.PRESENT, WHY),
        ColumnStanding("p1", Standing.EMBEDDED, WHY),
        ColumnStanding("p2", Standing.STALE, WHY),
        ColumnStanding("p3", Standing.REVIEW, WHY),
    ]
    found = {
        one.level: (one.numerator, one.denominator, one.unknown)
        for one in figures(watched, [], standings)
        if one.name == "column"
    }
    # The fifth was never looked at.
    assert found == {None: (2, 5, 2), Level.DEPARTMENT: (2, 3, 1), Level.PROVINCE: (0, 2, 1)}
    generous = JudgingSettings(column_counts=(Standing.PRESENT, Standing.EMBEDDED, Standing.STALE))
    assert figures(watched, [], standings, settings=generous)[0].numerator == 3


def test_nothing_to_count_has_no_share() -> None:
    [column, *_] = figures([], [], [])
    assert (column.worst, column.best) == (None, None)


def test_the_past_keeps_its_scope() -> None:
    past = past_bulletins()
    assert [one.period for one in past] == sorted(one.period for one in past)
    narrow = {one.period for one in past if one.scope == {Level.DEPARTMENT, Level.PROVINCE}}
    wide = {one.period for one in past if Level.COUNTY in one.scope}
    assert narrow
    assert wide
    assert not narrow & wide
