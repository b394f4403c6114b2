"""Homepage looks over time → the column's standing; one odd look does not flip it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from judging_facts import at, day, month

from repostwatch.judging import ColumnVisit, column_standing
from repostwatch.model import Column, ColumnForm, ColumnStanding, Outcome, PageDate, Standing
from repostwatch.settings import JudgingSettings

NAME, URL = "国务院信息", "http://moe.example/gwy/"


FRESH = day("11")


def block(
    *, prominent: bool = True, items: int = 6, newest: PageDate | None = FRESH
) -> tuple[Column, ...]:
    return (Column(NAME, ColumnForm.BLOCK, prominent, items, URL, newest, "在首页末尾"),)


def form(form: ColumnForm, *, prominent: bool = True) -> tuple[Column, ...]:
    return (Column(NAME, form, prominent, 0, URL, None, "在首页末尾"),)


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


def visits(looks: str) -> list[ColumnVisit]:
    """One look an hour, from 12 Aug 10:00."""
    return [
        ColumnVisit(
            at("12 10:00") + timedelta(hours=hour),
            Outcome.TIMEOUT if KINDS[kind] is None else Outcome.OK,
            KINDS[kind],
            "连接超时" if KINDS[kind] is None else "",
        )
        for hour, kind in enumerate(looks)
    ]


def stand(looks: str, settings: JudgingSettings | None = None) -> ColumnStanding:
    return column_standing("p", visits(looks), settings or JudgingSettings())


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
    seen = ColumnVisit(at("12 10:00"), Outcome.OK, columns)
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
    standing = column_standing("p", [ColumnVisit(at("12 10:00"), Outcome.OK, nameless)])
    assert standing.standing is Standing.REVIEW
    assert "栏目名称" in standing.reason


def test_the_channel_rule_is_the_operators() -> None:
    seen = [ColumnVisit(at("12 10:00"), Outcome.OK, form(ColumnForm.CHANNEL))]
    for standing in (Standing.PRESENT, Standing.ABSENT):
        settings = JudgingSettings(channel_standing=standing)
        assert column_standing("p", seen, settings).standing is standing


def test_a_page_that_never_changes_grows_stale() -> None:
    columns = block(newest=JUST)
    seen = [ColumnVisit(at(f"{day} 10:00"), Outcome.OK, columns) for day in range(12, 15)]
    assert column_standing("p", seen[:1]).standing is Standing.PRESENT
    assert column_standing("p", seen).standing is Standing.STALE


def test_an_unchanged_page_is_no_failure() -> None:
    seen = visits("P")
    for hour in range(1, 4):
        seen.append(ColumnVisit(at("12 10:00") + timedelta(hours=hour), Outcome.NOT_MODIFIED, None))
    assert column_standing("p", seen).standing is Standing.PRESENT


def test_order_changes_nothing() -> None:
    seen = visits("PAXPA")
    assert len({column_standing("p", order) for order in permutations(seen)}) == 1


def test_looking_again_without_news_changes_no_standing() -> None:
    assert stand("PP") == stand("PPPPPPP")
    assert stand("PXX") == stand("PXXXX")
    assert stand("AA") == stand("AAAA")


def test_the_reason_says_what_was_seen_and_when() -> None:
    assert stand("A").reason == "自2026-08-12 10:00采集起，首页没有找到国务院政策专栏"
    doubt = stand("PPA").reason
    assert "2026-08-12 12:00一次采集显示首页没有找到国务院政策专栏，待下次采集证实" in doubt
    gone = stand("PXX").reason
    assert "2026-08-12 11:00起无法读取首页：连接超时" in gone
    assert "此前2026-08-12 10:00采集时，“国务院信息”栏目在首页显著位置" in gone
    assert "超过184天未更新" in stand("S").reason
    away = stand("N").reason
    assert away == "自2026-08-12 10:00采集起，“国务院信息”栏目不在首页显著位置；在首页末尾"
