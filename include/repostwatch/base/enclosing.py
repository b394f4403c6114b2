"""Decimals that hold a share: the lower end cut off, the upper one rounded up. What is printed is
true then, and no rounding lifts a share over a line."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor


def cut_down(value: Fraction, places: int) -> float:
    """The nearest decimal of so many places that is not above it."""
    scale = int(10**places)
    return floor(value * scale) / scale


def cut_up(value: Fraction, places: int) -> float:
    """The nearest decimal of so many places that is not below it."""
    scale = int(10**places)
    return ceil(value * scale) / scale
