"""What stands as the reason where somebody took back what was recorded before."""

from __future__ import annotations

# Nobody is asked why they undo something: the wording says that no reason was given.
NO_REASON = ""


def cited(by: str, reason: str) -> str:
    """The reason of a decision that holds again: the words of who gave it, as theirs."""
    return f"“{reason}” — {by}" if reason else NO_REASON
