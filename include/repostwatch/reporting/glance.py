"""The line at the head of the mail that says how much there is of each section."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.section_keys import SECTIONS
from repostwatch.reporting.sections import OF_FINDINGS, Section

ACTION = ("new", "due", "ended")


def at_a_glance(lookup: ReportLookup, shown: Sequence[Section], only: Sequence[str] = ()) -> str:
    """How much there is of each section, those that need action named also where they are empty;
    with `only` these of the recipient's own sections, and first which kinds of faults are told."""
    known = {one.key: one for one in shown}
    said = []
    for key in dict.fromkeys((*_action(only), *known)):
        name, found = lookup.label(f"section.{key}"), known.get(key)
        count = found.total_words if found else lookup.label("section.total.none")
        said.append(lookup.label("count.of", name=name, count=count))
    if not only:
        return lookup.join(said)
    names = lookup.join(lookup.label(f"section.{key}") for key in only)
    return lookup.label("glance.only", names=names, counts=lookup.join(said))


def _action(only: Sequence[str]) -> tuple[str, ...]:
    """The sections that are named also where they are empty: all that the recipient gets."""
    if not only:
        return ACTION
    of_faults = any(SECTIONS[key] for key in only)
    others = (key for key in only if key not in OF_FINDINGS and not SECTIONS[key])
    return tuple(dict.fromkeys((*(("new", "ended") if of_faults else ()), *others)))
