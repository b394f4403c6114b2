"""Which releases are one."""

from __future__ import annotations

from pathlib import Path

from repostwatch.settings.section import Section


class ReleaseSettings(Section):
    folder: Path | None = None
    """Where files lie that the form of `ingest_releases` may name; unset, it takes addresses only.
    Whoever may trigger a DAG need not be one who may read this machine's files."""

    same_title_days: float = 1.0
    """Two items of one title, at most one of them with a number, are one release if published
    within a day: gov.cn lists a document in two channels within minutes. Longer would join
    what recurs under one title, e.g. the weekly reports of the executive meeting."""

    ahead_hours: float = 1.0
    """What is dated further ahead than clocks differ is a slip, or not yet published: it waits
    until its time comes. A source that writes Beijing time as UTC is eight hours ahead."""

    gazette_days: float = 90.0
    """The gazette reprints a document up to two months after its publication, sometimes
    without its number."""
