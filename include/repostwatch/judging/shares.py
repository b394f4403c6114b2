"""A figure → what may be said of it in a sentence: 以上, 超过, 约, the percentage, or nothing.

以上 includes the number itself, 超过 does not (Civil Code, article 1259). All is counted in whole
portals and compared as fractions, so that no rounding makes a sentence true.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from repostwatch.judging.figures import Figure
from repostwatch.model import Reason, because
from repostwatch.model.codes import BulletinCode
from repostwatch.settings import BulletinSettings


class ShareForm(StrEnum):
    AT_LEAST = "at_least"  # 90%以上: so much, or more
    OVER = "over"  # 超过80%: more than that
    ABOUT = "about"  # 约87%: rounded to a whole percent
    EXACT = "exact"  # 87%: it is a whole percent
    TENTHS = "tenths"  # 89.6%, cut off: a whole percent would lift it to a round number


@dataclass(frozen=True, slots=True)
class ShareClaim:
    """What is said of `figure`: the form and the number of percent in it.

    A whole number in every form but TENTHS, which has one decimal place.
    """

    form: ShareForm
    percent: float
    figure: Figure


def claim_of(
    figure: Figure, settings: BulletinSettings, wanted: ShareForm = ShareForm.AT_LEAST
) -> ShareClaim | Reason:
    """The sentence's claim, or the reason why none can be made.

    `wanted` is the form over a round number, AT_LEAST or OVER; where the share is exactly that
    number, it is AT_LEAST. With undecided portals every claim holds however they are decided.
    """
    if not figure.denominator:
        return because(BulletinCode.NOTHING_COUNTED)
    low = Fraction(100 * figure.numerator, figure.denominator)
    high = Fraction(100 * (figure.numerator + figure.unknown), figure.denominator)
    if doubt := _doubt(figure, low, high, settings):
        return doubt
    line = _line(low, settings)
    if 0 < line < 100 and low - line <= Fraction(settings.round_margin):
        form = wanted if low > line else ShareForm.AT_LEAST
        return ShareClaim(form, line, figure)
    if low < high:
        return ShareClaim(ShareForm.AT_LEAST, int(low), figure)
    return _decided(low, figure, settings)


def _doubt(
    figure: Figure, low: Fraction, high: Fraction, settings: BulletinSettings
) -> Reason | None:
    """Why undecided portals leave nothing to claim; None where they do not."""
    bounds = {"unknown": figure.unknown, "low": round(float(low), 1), "high": round(float(high), 1)}
    nothing = low < 1 and low < high  # "0% or more" says nothing
    if nothing or high - low > Fraction(settings.widest_bounds):
        return because(BulletinCode.BOUNDS_WIDE, **bounds)
    reached, below = _line(high, settings), low - _line(low, settings)
    # Close above a round number that one is said, and the bounds with it. That every single one
    # may fulfil it is no other statement than 90%以上.
    if low < reached < 100 and below > Fraction(settings.round_margin):
        return because(BulletinCode.LINE_OPEN, line=reached, **bounds)
    return None


def _decided(share: Fraction, figure: Figure, settings: BulletinSettings) -> ShareClaim:
    """A share of which nothing is open, away from the round numbers below it."""
    if share.denominator == 1:
        return ShareClaim(ShareForm.EXACT, int(share), figure)
    whole = int(share + Fraction(1, 2))
    # 89.6% is not about 90%: that would lift it over a line that it does not reach.
    if whole == 0 or (whole > share and whole % settings.round_step == 0):
        tenths = int(10 * share)
        return ShareClaim(ShareForm.TENTHS, tenths / 10, figure)
    return ShareClaim(ShareForm.ABOUT, whole, figure)


def _line(share: Fraction, settings: BulletinSettings) -> int:
    """The round number at or below a share, in percent."""
    return int(share // settings.round_step) * settings.round_step
