"""Sizes in bytes, for sentences."""

from __future__ import annotations

from repostwatch.model.reasons import Fact

MEGABYTE = 1024 * 1024


def size(fact: Fact, unit: str) -> str:
    """`8 MB`, or the exact bytes below a megabyte with `unit` behind them. `fact` is a number."""
    count = float(str(fact))
    return f"{count / MEGABYTE:g} MB" if count >= MEGABYTE else f"{count:.0f}{unit}"
