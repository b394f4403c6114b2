"""Why a page could not be read to its end."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ReaderCode(Code):
    TIMEOUT = "reader.timeout", "seconds"
    MEMORY = "reader.memory", "megabytes"
    KILLED = "reader.killed", "signal"
    CRASHED = "reader.crashed"
    ANSWER_TOO_LARGE = "reader.answer_too_large", "size", "limit"  # bytes
