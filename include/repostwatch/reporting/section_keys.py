"""The sections of the daily mail by their keys, and which kinds of findings each tells of."""

from __future__ import annotations

from repostwatch.model import FindingKind

# In the order of the mail. `findings` is the list of all that is not settled.
SECTIONS: dict[str, tuple[FindingKind, ...]] = {
    "late": (FindingKind.LATE,),
    "missing": (FindingKind.MISSING,),
    "backdated": (FindingKind.BACKDATED,),
    "columns": (FindingKind.COLUMN,),
    "review": (),
    "unknown": (),
    "unsure": (),
    "findings": tuple(FindingKind),
    "decided": (),
}
