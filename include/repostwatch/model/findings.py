"""What is found faulty: a fault of a portal, followed up until it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.model.reasons import Reason
from repostwatch.model.words import FindingKind, FindingState

# Kind, portal, and release where it is about one.
Key = tuple[FindingKind, str, str | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one portal. `opened_at` is when it was found, or last found again."""

    kind: FindingKind
    portal_id: str
    release_id: str | None
    state: FindingState
    reason: Reason
    opened_at: datetime
    notified_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int = 0

    @property
    def key(self) -> Key:
        return self.kind, self.portal_id, self.release_id
