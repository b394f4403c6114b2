"""How many, and of what, in the English of the command line."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """`1 site`, `2 sites`; `many` where an s is not all, as with a verb: `1 list waits`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
