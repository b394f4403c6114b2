"""The steps by whose last end an outside monitor sees that the scheduler lives."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    INGEST = "ingest"
    SCAN = "scan"
    JUDGE = "judge"
    WATCH = "watch"
