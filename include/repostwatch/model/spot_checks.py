"""What the quarter's spot check asks of a site, and how a question ends."""

from __future__ import annotations

from enum import StrEnum


class CheckResult(StrEnum):
    """Of one indicator, or of a whole site."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # it could not be seen; the reason says why
    WAITING = "waiting"  # only a person can see it, and none has said so yet
