"""What recipients may ask for, by its key, and which kinds of findings each is about.

Faults stand in the mail as new, rectified or open; the keys of kinds choose which of them.
"""

from __future__ import annotations

from repostwatch.model import FindingKind

# `findings` is all that is not settled.
SECTIONS: dict[str, tuple[FindingKind, ...]] = {
    "late": (FindingKind.LATE,),
    "missing": (FindingKind.MISSING,),
    "backdated": (FindingKind.BACKDATED,),
    "columns": (FindingKind.COLUMN,),
    "due": (),
    "review": (),
    "unknown": (),
    "unsure": (),
    "findings": tuple(FindingKind),
    "decided": (),
}
