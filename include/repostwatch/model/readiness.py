"""Whether a portal can be judged, by what, and else what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from repostwatch.model.reasons import Reason


class Ready(StrEnum):
    """What it rests on that a release which is not seen was not reposted."""

    PROOF = "proof"  # reposts were seen on the lists that are watched
    WORD = "word"  # the registry or a person says that these are the lists
    WAITING = "waiting"  # a person has to say whether they are
    CANNOT = "cannot"  # nothing is known, or nothing can be read

    @property
    def judged(self) -> bool:
        return self in (Ready.PROOF, Ready.WORD)


@dataclass(frozen=True, slots=True)
class Readiness:
    """`lists` are the addresses it is judged by, or would be. `action` is None where there is
    nothing to do."""

    portal_id: str
    ready: Ready
    reason: Reason
    action: Reason | None = None
    lists: tuple[str, ...] = ()
