"""When a bulletin may say 以上, 超过 or 约, and when it may claim nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.bulletins import published_share
from repostwatch.judging.figures import Figure
from repostwatch.judging.shares import ShareClaim, ShareForm
from repostwatch.model import Reason, because
from repostwatch.model.codes import BulletinCode
from tests.defaults import SETTINGS, claim_of

AT_LEAST, OVER, ABOUT = ShareForm.AT_LEAST, ShareForm.OVER, ShareForm.ABOUT
EXACT, TENTHS = ShareForm.EXACT, ShareForm.TENTHS


def figure(numerator: int, denominator: int = 103, unknown: int = 0) -> Figure:
    return Figure("column", None, numerator, denominator, unknown)


def said(claim: ShareClaim | Reason) -> tuple[ShareForm, float]:
    assert isinstance(claim, ShareClaim), claim
    return claim.form, claim.percent


@pytest.mark.parametrize(
    ("shown", "wanted", "claim"),
    [
        (figure(93), AT_LEAST, (AT_LEAST, 90)),  # the sentence of 2016
        (figure(83), OVER, (OVER, 80)),
        (figure(80, 100), OVER, (AT_LEAST, 80)),  # exactly 80% is not more than 80%
        (figure(92), AT_LEAST, (ABOUT, 89)),  # 89.3%
        (figure(87, 100), AT_LEAST, (EXACT, 87)),
        (figure(90), OVER, (ABOUT, 87)),  # 87.4%
        (figure(103), AT_LEAST, (EXACT, 100)),
        (figure(0), AT_LEAST, (EXACT, 0)),
        (figure(896, 1000), AT_LEAST, (TENTHS, 89.6)),  # "about 90%" would cross the line
        (figure(1, 1000), AT_LEAST, (TENTHS, 0.1)),
        (figure(999, 1000), AT_LEAST, (TENTHS, 99.9)),
        (figure(95, 100), AT_LEAST, (AT_LEAST, 90)),
        (figure(951, 1000), AT_LEAST, (ABOUT, 95)),
        (figure(93, unknown=4), AT_LEAST, (AT_LEAST, 90)),
        (figure(86, unknown=9), OVER, (OVER, 80)),  # more than 80% however the nine turn out
        (figure(90, unknown=2), AT_LEAST, (AT_LEAST, 87)),
    ],
)
def test_what_is_said(shown: Figure, wanted: ShareForm, claim: tuple[ShareForm, float]) -> None:
    assert said(claim_of(shown, wanted=wanted)) == claim


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (figure(0, 0), because(BulletinCode.NOTHING_COUNTED)),
        (
            figure(40, unknown=50),
            because(BulletinCode.BOUNDS_WIDE, unknown=50, low=38.8, high=87.4),
        ),
        (
            figure(90, unknown=4),
            because(BulletinCode.LINE_OPEN, unknown=4, line=90, low=87.4, high=91.3),
        ),
        (figure(0, 100, 3), because(BulletinCode.BOUNDS_WIDE, unknown=3, low=0.0, high=3.0)),
    ],
)
def test_what_cannot_be_claimed(shown: Figure, reason: Reason) -> None:
    assert claim_of(shown) == reason


@given(st.data())
def test_a_claim_holds_however_the_undecided_turn_out(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 3000))
    yes = data.draw(st.integers(0, total))
    unknown = data.draw(st.integers(0, total - yes))
    wanted = data.draw(st.sampled_from([AT_LEAST, OVER]))
    claim = claim_of(figure(yes, total, unknown), wanted=wanted)
    if isinstance(claim, Reason):
        assert unknown
        return
    step = SETTINGS.bulletin.round_step
    for more in {0, unknown}:
        share = Fraction(100 * (yes + more), total)
        number = Fraction(str(claim.percent))
        if claim.form is AT_LEAST:
            assert share >= number
        elif claim.form is OVER:
            assert share > number
        elif claim.form is EXACT:
            assert share == number
        else:
            assert abs(share - number) <= Fraction(1, 2)
            assert share // step == number // step
            assert not unknown


def test_shares_as_the_bulletins_write_them() -> None:
    forms = {words: published_share(words) for words in ("90%以上", "超过80%", "87%", "")}
    assert [share and (share.form, share.percent) for share in forms.values()] == [
        (AT_LEAST, 90),
        (OVER, 80),
        (EXACT, 87),
        None,
    ]
    with pytest.raises(ValueError, match="no share"):
        published_share("nearly all")
