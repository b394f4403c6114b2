"""Homepage looks over time → the column's standing; one odd look does not flip it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from repostwatch.model import (
    Column,
    ColumnForm,
    ColumnStanding,
    Outcome,
    PageDate,
    Reason,
    Standing,
    because,
    together,
)
from repostwatch.model.codes import StandingCode
from repostwatch.model.homepages import HomepageVisit
from repostwatch.model.reasons import text
from repostwatch.settings import JudgingSettings
from tests.defaults import column_standing
from tests.judging.judging_facts import TIMEOUT, at, day, month, parts

AT_THE_END = text("at the end of the homepage")
NAME, URL = "国务院信息", "http://moe.example/gwy/"


FRESH = day("11")


def block(
    *, prominent: bool = True, items: int = 6, newest: PageDate | None = FRESH
) -> tuple[Column, ...]:
    return (Column(NAME, ColumnForm.BLOCK, prominent, items, URL, newest, AT_THE_END),)


def form(form: ColumnForm, *, prominent: bool = True) -> tuple[Column, ...]:
    return (Column(NAME, form, prominent, 0, URL, None, AT_THE_END),)


SCRIPT, FRAME = form(ColumnForm.SCRIPT), form(ColumnForm.IFRAME)
OLD = PageDate(at("12 00:00") - timedelta(days=185), day("01").precision)
JUST = PageDate(at("12 00:00") - timedelta(days=184), day("01").precision)
KINDS = {
    "P": block(),
    "E": SCRIPT,
    "N": block(prominent=False),
    "S": block(newest=OLD),
    "B": block(items=0),
    "A": (),
    "R": block(newest=None),
    "X": None,
}
STANDINGS = dict(zip("PENSBAR", Standing, strict=False)) | {
    "A": Standing.ABSENT,
    "B": Standing.BLANK,
    "S": Standing.STALE,
    "R": Standing.REVIEW,
    "U": Standing.UNKNOWN,
}


def visits(looks: str) -> list[HomepageVisit]:
    """One look an hour, from 12 Aug 10:00."""
    return [
        HomepageVisit(
            at("12 10:00") + timedelta(hours=hour),
            Outcome.TIMEOUT if KINDS[kind] is None else Outcome.OK,
            KINDS[kind],
            TIMEOUT if KINDS[kind] is None else None,
        )
        for hour, kind in enumerate(looks)
    ]


def stand(looks: str, settings: JudgingSettings | None = None) -> ColumnStanding:
    return column_standing("p", visits(looks), settings=settings or JudgingSettings())


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (block(), Standing.PRESENT),
        (SCRIPT, Standing.EMBEDDED),
        (FRAME, Standing.EMBEDDED),
        (block(prominent=False), Standing.NOT_PROMINENT),
        (form(ColumnForm.SCRIPT, prominent=False), Standing.NOT_PROMINENT),
        (block(newest=OLD), Standing.STALE),
        (block(prominent=False, newest=OLD), Standing.STALE),
        (block(newest=JUST), Standing.PRESENT),  # 184 days, and not yet more
        (block(newest=None), Standing.REVIEW),  # undated: nobody can say whether it is kept up
        (block(newest=month(8)), Standing.PRESENT),
        (block(newest=day("14")), Standing.REVIEW),  # of tomorrow or later: no date to go by
        (block(newest=day("13")), Standing.PRESENT),
        (block(items=0), Standing.BLANK),
        (form(ColumnForm.CHANNEL), Standing.REVIEW),
        (form(ColumnForm.CHANNEL, prominent=False), Standing.NOT_PROMINENT),
        (form(ColumnForm.UNFILLED), Standing.REVIEW),  # the bytes do not hold what a script fetches
        (form(ColumnForm.UNFILLED, prominent=False), Standing.REVIEW),
        ((), Standing.ABSENT),
        (block(items=0) + block(), Standing.PRESENT),  # the best of several counts
        (block(prominent=False) + form(ColumnForm.CHANNEL), Standing.REVIEW),
        (block(newest=OLD) + FRAME, Standing.EMBEDDED),
    ],
)
def test_what_one_look_amounts_to(columns: tuple[Column, ...], expected: Standing) -> None:
    seen = HomepageVisit(at("12 10:00"), Outcome.OK, columns)
    standing = column_standing("p", [seen])
    assert standing.standing is expected, standing.reason
    assert standing.reason
    assert standing.name == (NAME if columns else None)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ("P", "P"),
        ("A", "A"),
        # One odd look changes nothing, two that agree do.
        ("PA", "P"),
        ("PPAP", "P"),
        ("PPA", "P"),
        ("PAA", "A"),
        ("PPPPAA", "A"),
        ("AAPP", "P"),
        ("PPAPAPPP", "P"),
        # Two odd looks that disagree with each other are no change.
        ("PPPAB", "R"),
        ("PPPABPP", "P"),
        # So much to and fro that nothing stands.
        ("PAPA", "R"),
        ("PAPAP", "R"),  # whichever of them came last
        ("APAPA", "R"),
        ("PAPAPA", "R"),
        ("PAPAPP", "P"),
        ("PAS", "R"),
        # Unreadable looks change nothing until there are two in a row.
        ("PX", "P"),
        ("PXPX", "P"),
        ("PXX", "U"),
        ("PXXP", "P"),
        ("PXA", "P"),
        ("PAXA", "A"),  # agreeing looks may have an outage between them
        ("X", "U"),
        ("XA", "A"),
        ("", "U"),
    ],
)
def test_flapping_is_damped(looks: str, expected: str) -> None:
    assert stand(looks).standing is STANDINGS[expected], stand(looks).reason


def test_one_confirmation_believes_every_look() -> None:
    at_once = JudgingSettings(column_confirmations=1)
    assert stand("PA", at_once).standing is Standing.ABSENT
    assert stand("PX", at_once).standing is Standing.UNKNOWN


def test_three_confirmations_want_three() -> None:
    patient = JudgingSettings(column_confirmations=3)
    assert stand("PPPPAA", patient).standing is not Standing.ABSENT
    assert stand("PPPPAAA", patient).standing is Standing.ABSENT


def test_a_block_of_theirs_without_a_known_name_is_for_a_person() -> None:
    nameless = tuple(replace(column, name="") for column in block())
    standing = column_standing("p", [HomepageVisit(at("12 10:00"), Outcome.OK, nameless)])
    assert standing.standing is Standing.REVIEW
    assert standing.reason.has(StandingCode.NAMELESS)


def test_the_channel_rule_is_the_operators() -> None:
    seen = [HomepageVisit(at("12 10:00"), Outcome.OK, form(ColumnForm.CHANNEL))]
    for standing in (Standing.PRESENT, Standing.ABSENT):
        settings = JudgingSettings(channel_standing=standing)
        assert column_standing("p", seen, settings=settings).standing is standing


def test_a_page_that_never_changes_grows_stale() -> None:
    columns = block(newest=JUST)
    seen = [HomepageVisit(at(f"{day} 10:00"), Outcome.OK, columns) for day in range(12, 15)]
    assert column_standing("p", seen[:1]).standing is Standing.PRESENT
    assert column_standing("p", seen).standing is Standing.STALE


def test_an_unchanged_page_is_no_failure() -> None:
    seen = visits("P")
    for hour in range(1, 4):
        seen.append(
            HomepageVisit(at("12 10:00") + timedelta(hours=hour), Outcome.NOT_MODIFIED, None)
        )
    assert column_standing("p", seen).standing is Standing.PRESENT


def test_order_changes_nothing() -> None:
    seen = visits("PAXPA")
    assert len({column_standing("p", order) for order in permutations(seen)}) == 1


def test_looking_again_without_news_changes_no_standing() -> None:
    assert stand("PP") == stand("PPPPPPP")
    assert stand("PXX") == stand("PXXXX")
    assert stand("AA") == stand("AAAA")


def test_the_reason_says_what_was_seen_and_when() -> None:
    def shown(standing: Standing, name: str | None = NAME) -> Reason:
        return because(StandingCode.SHOWN, standing=standing, name=name)

    first, second, third = (at(f"12 {hour}:00") for hour in (10, 11, 12))
    absent = shown(Standing.ABSENT, None)
    assert stand("A").reason == because(StandingCode.SINCE, since=first, look=absent)
    doubt = because(StandingCode.UNCONFIRMED, seen_at=third, look=absent)
    assert doubt in parts(stand("PPA").reason)
    assert stand("PXX").reason["parts"] == (
        because(StandingCode.HOME_UNREADABLE, since=second, lasting=True, why=TIMEOUT),
        because(StandingCode.BEFORE, seen_at=first, look=shown(Standing.PRESENT)),
    )
    stale = parts(stand("S").reason)[-1]
    assert (stale.code, stale["limit"]) == (StandingCode.STALE, timedelta(days=184))
    away = because(StandingCode.SINCE, since=first, look=shown(Standing.NOT_PROMINENT))
    assert stand("N").reason == together(away, AT_THE_END)
