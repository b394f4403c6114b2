"""A person's word about a column: it counts for the homepage that they looked at, no other."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from repostwatch.model import Column, ColumnForm, ColumnStanding, Outcome, Standing
from repostwatch.model.codes import DecisionCode
from repostwatch.model.decisions import SAYABLE, ColumnDecision
from repostwatch.model.homepages import HomepageVisit
from repostwatch.model.reasons import text
from tests.defaults import column_standing
from tests.judging.judging_facts import at, day, parts

URL = "http://moe.example/gwy/"
BLOCK, CHANNEL = ColumnForm.BLOCK, ColumnForm.CHANNEL
OLD = day("01").__class__(at("12 00:00") - timedelta(days=200), day("01").precision)


def column(
    form: ColumnForm = BLOCK,
    *,
    name: str = "国务院信息",
    url: str | None = URL,
    prominent: bool = True,
    items: int = 6,
    dated: bool = True,
) -> tuple[Column, ...]:
    return (Column(name, form, prominent, items, url, day("11") if dated else None),)


# One letter is one way in which a homepage can show itself.
SHOWN = {
    "P": column(),
    "R": column(dated=False),
    "n": column(dated=False, name="国务院要闻"),
    "u": column(dated=False, url="http://moe.example/other/"),
    "q": column(dated=False, url=f"{URL}?t=20260812"),
    "m": column(dated=False, prominent=False),
    "C": column(CHANNEL, items=0),
    "B": column(items=0),
    "S": (Column("国务院信息", BLOCK, True, 6, URL, OLD),),
    "A": (),
}
FAILED = {"X": Outcome.BLOCKED, "Y": Outcome.DNS_ERROR}
START = at("12 10:00")


def visits(looks: str) -> list[HomepageVisit]:
    """One look an hour."""
    return [
        HomepageVisit(START + timedelta(hours=hour), Outcome.OK, SHOWN[look])
        if look in SHOWN
        else HomepageVisit(START + timedelta(hours=hour), FAILED[look], None, text("does not open"))
        for hour, look in enumerate(looks)
    ]


def said(
    before: str, standing: Standing = Standing.PRESENT, expires: datetime | None = None
) -> ColumnDecision:
    """By a person who had the looks `before` before their eyes."""
    latest = START + timedelta(hours=len(before) - 1)
    return ColumnDecision(standing, latest, "张三", "已核对首页", latest, expires)


def stand(before: str, after: str = "", standing: Standing = Standing.PRESENT) -> ColumnStanding:
    return column_standing("p", visits(before + after), decision=said(before, standing))


@pytest.mark.parametrize("standing", SAYABLE)
def test_a_persons_word_counts_with_the_machines_beside_it(standing: Standing) -> None:
    result = stand("RR", standing=standing)
    assert result.standing is standing
    assert result.machine is Standing.REVIEW
    decided, own = parts(result.reason)
    assert decided == said("RR", standing).summary
    assert (own.code, own["result"]) == (DecisionCode.MACHINE, Standing.REVIEW)
    assert (result.name, result.url) == ("国务院信息", URL)


@pytest.mark.parametrize("standing", [Standing.UNKNOWN, Standing.REVIEW])
def test_that_nobody_can_tell_is_no_decision(standing: Standing) -> None:
    with pytest.raises(ValueError, match=standing.value):
        said("R", standing)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("R", "RRRRRR"),
        # An address that tells the time of day is the same one.
        ("R", "qqqqqq"),
        # One odd look is one odd look.
        ("RR", "A"),
        ("RR", "n"),
        ("RR", "nRu"),
        ("RR", "ARRAR"),
        # Nobody could look; the homepage did not change.
        ("RR", "X"),
        ("RR", "XXXR"),
        # What a person says is not only about what waits for them.
        ("PP", "PP"),
        ("AA", "AAA"),
        ("SS", "SS"),
        ("C", "CC"),
        # Whoever cannot be read by us can be looked at by a person.
        ("XX", "XXX"),
        ("XY", "YXYY"),
        # Torn between two faces, and still torn between them.
        ("APAP", "AP"),
        ("APAP", "A"),
        ("APAP", "APAPAPA"),
        # Gone and back again: it is the homepage that was decided about.
        ("RR", "PPPPRRRR"),
    ],
)
def test_it_counts_while_the_homepage_is_as_it_was(before: str, after: str) -> None:
    result = stand(before, after)
    assert result.machine is not None, result
    assert result.standing is Standing.PRESENT


@pytest.mark.parametrize(
    ("before", "after", "machine"),
    [
        ("RR", "nn", Standing.REVIEW),  # another name
        ("RR", "uu", Standing.REVIEW),  # another address
        ("RR", "mm", Standing.REVIEW),  # another place
        ("RR", "un", Standing.REVIEW),  # two that differ from each other, and from what was seen
        ("RR", "CC", Standing.REVIEW),  # another form
        ("CC", "RR", Standing.REVIEW),
        ("RR", "AA", Standing.ABSENT),
        ("RR", "BB", Standing.BLANK),
        ("RR", "SS", Standing.STALE),
        ("RR", "PP", Standing.PRESENT),
        ("PP", "AAAA", Standing.ABSENT),
        ("AA", "CC", Standing.REVIEW),
        ("RR", "XX", Standing.UNKNOWN),  # as it is now nobody has seen it
        ("XX", "RR", Standing.REVIEW),  # it can be read after all
        ("XX", "YYY", Standing.UNKNOWN),  # it fails in another way
        # Torn no more: what it settled on was not decided about.
        ("APAP", "AAAA", Standing.ABSENT),
        ("APAP", "PPPP", Standing.PRESENT),
        ("RRRR", "ARAR", Standing.REVIEW),  # it was settled, and now is torn
        # A standing that was over before is not what was decided about.
        ("ARRR", "AAAA", Standing.ABSENT),
    ],
)
def test_a_new_state_is_not_hidden_by_an_old_word(
    before: str, after: str, machine: Standing
) -> None:
    result = stand(before, after, Standing.EMBEDDED)
    assert result.machine is None, result
    assert result.standing is machine
    assert result == column_standing("p", visits(before + after))


def test_it_expires() -> None:
    end = START + timedelta(hours=5)
    decision = said("RR", expires=end)
    for now, machine in ((end - timedelta(seconds=1), Standing.REVIEW), (end, None)):
        assert column_standing("p", visits("RRR"), decision=decision, now=now).machine is machine
    result = column_standing("p", visits("RRR"), decision=decision, now=START + timedelta(hours=2))
    assert parts(result.reason)[0]["expires"] == end


def test_it_is_about_what_was_seen_and_not_about_what_came_while_it_was_written() -> None:
    """A scan that was under way while a person looked at the page is none of their grounds."""
    looks = visits("RRAA")
    late = ColumnDecision(Standing.PRESENT, looks[1].at, "张三", "", looks[3].at)
    assert column_standing("p", looks, decision=late).standing is Standing.ABSENT


def test_a_decision_on_a_look_that_is_not_there_counts_for_nothing() -> None:
    decision = ColumnDecision(Standing.PRESENT, START - timedelta(hours=1), "张三", "", START)
    assert column_standing("p", visits("RR"), decision=decision).machine is None
    assert column_standing("p", [], decision=decision).machine is None


def test_order_changes_nothing_and_looking_again_without_news_does_not_either() -> None:
    looks = visits("RRnRXRR")
    decision = said("RRn")
    result = column_standing("p", looks, decision=decision)
    for seed in range(20):
        shuffled = Random(seed).sample(looks, len(looks))
        assert column_standing("p", shuffled, decision=decision) == result
    assert stand("RR", "RRR") == stand("RR", "RRRRRR")


@pytest.mark.parametrize("seed", range(200))
def test_whatever_happens_either_the_word_counts_or_the_machine_as_without_it(seed: int) -> None:
    rng = Random(seed)
    before = "".join(rng.choices("PRnCABX", k=rng.randint(1, 6)))
    after = "".join(rng.choices("PRnCABX", k=rng.randint(0, 8)))
    own = column_standing("p", visits(before + after))
    result = stand(before, after, Standing.EMBEDDED)
    if result.machine is None:
        assert result == own
        return
    assert result.machine is own.standing
    # It never counts where the machine's own standing is one that nobody decided about.
    assert own.standing is column_standing("p", visits(before)).standing
