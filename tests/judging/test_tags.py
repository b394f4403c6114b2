"""What only the tags of an article's page state: often the moment of a re-publication."""

from dataclasses import replace

import pytest

from repostwatch.model import PageDate, VerdictKind, because
from repostwatch.model.codes import RepostCode
from tests.defaults import judge
from tests.judging.judging_facts import (
    LATE,
    ON_TIME,
    REVIEW,
    day,
    duty,
    link,
    look,
    minute,
)


@pytest.mark.parametrize(
    ("claims", "tags", "kind"),
    [
        # Shown in time, tagged late: a person decides, and the other way round.
        ((minute("12 15:00"),), (minute("14 11:58"),), REVIEW),
        ((minute("14 11:58"),), (minute("12 15:00"),), REVIEW),
        ((day("12"),), (minute("14 11:58"),), REVIEW),
        # No difference for the verdict.
        ((minute("12 15:00"),), (minute("12 18:00"),), ON_TIME),
        ((minute("14 10:00"),), (minute("14 11:58"),), LATE),
        # A tag that the list's day confirms makes it finer.
        ((day("13"),), (minute("13 08:00"),), ON_TIME),
        ((day("14"),), (minute("14 11:58"),), LATE),
        # Nothing but a tag: in time is believed, nobody is late by a migration.
        ((), (minute("12 15:00"),), ON_TIME),
        ((), (minute("14 11:58"),), REVIEW),
    ],
)
def test_a_tag_alone_makes_nobody_late(
    claims: tuple[PageDate, ...], tags: tuple[PageDate, ...], kind: VerdictKind
) -> None:
    seen = replace(link("15 10:00", *claims), tagged=tags)
    verdict = judge(duty(), [look("15 10:00")], [seen], look("15 12:00").started_at)
    assert verdict.kind is kind, verdict.reason


def test_what_we_saw_makes_late_whatever_a_tag_states() -> None:
    seen = replace(link("15 10:00"), tagged=(minute("14 11:58"),))
    looks = [look("14 10:00"), look("15 10:00")]
    assert judge(duty(), looks, [seen], look("15 12:00").started_at).kind is LATE


def test_the_disagreement_is_told() -> None:
    seen = replace(link("15 10:00", minute("12 15:00")), tagged=(minute("12 18:00"),))
    verdict = judge(duty(), [look("15 10:00")], [seen], look("15 12:00").started_at)
    clause = because(RepostCode.TAGGED_OTHERWISE, dates=(minute("12 18:00"),))
    assert clause in verdict.reason.clauses
