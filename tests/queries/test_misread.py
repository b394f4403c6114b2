"""What an address asks for and cannot have: found, and left out of what is understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repostwatch.model import Level, VerdictKind
from repostwatch.queries.all_lists import AskedLists
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Asked, Misreading
from repostwatch.queries.portal_list import AskedPortals
from repostwatch.queries.readiness import AskedReadiness
from repostwatch.queries.spot_checks import AskedSites

NO_NUMBERS = ("-5", "abc", "0", "1e400", "nan", "9999999999")


@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize("field", ["age", "due", "changed"])
def test_what_is_no_number_above_zero_is_found(field: str, value: str) -> None:
    asked = AskedDuties(level="province")
    asked = {
        "age": replace(asked, age=value),
        "due": replace(asked, due=value),
        "changed": replace(asked, changed=value),
    }[field]
    (one,) = asked.misread
    assert (one.field, one.value, one.takes) == (field, value, Misreading.NUMBER)
    assert asked.understood() == AskedDuties(level="province")


@pytest.mark.parametrize("value", ["5", "1.5", " 7 "])
def test_a_number_is_a_number(value: str) -> None:
    assert AskedDuties(age=value, due=value, changed=value).misread == ()


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (AskedDuties(("foo", "late", "bar"), level="x", before="y", again="no"),
         ["verdict", "verdict", "level", "before", "again"]),
        (AskedDuties(sort="foo"), ["sort"]),
        (AskedPortals(level="x", standing="y", unseen="0", sort="z"),
         ["level", "standing", "unseen", "sort"]),
        (AskedLists(state="x", proof="y"), ["state", "proof"]),
        (AskedReadiness("x"), ["state"]),
        (AskedSites(result="x", level="y"), ["result", "level"]),
    ],
)  # fmt: skip
def test_a_word_that_its_field_does_not_have_is_found(asked: Asked, fields: list[str]) -> None:
    assert sorted(one.field for one in asked.misread) == sorted(fields)
    assert asked.understood().misread == ()


def test_what_is_understood_stays() -> None:
    asked = AskedDuties(("late", "foo"), level=Level.CITY, portal="anything", q="foo", sort="bar")
    left = AskedDuties((VerdictKind.LATE,), level=Level.CITY, portal="anything", q="foo")
    assert asked.understood() == left
    assert AskedDuties(verdict=("",), level="").misread == ()


@pytest.mark.parametrize(("wanted", "beyond"), [(1, None), (3, None), (4, 4), (999, 999)])
def test_a_page_that_there_is_not(wanted: int, beyond: int | None) -> None:
    paging = Paging.of(wanted, 25, 10)
    assert (paging.page, paging.beyond) == (min(wanted, 3), beyond)
