"""Recipients as people write them, and what was changed about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

ALL_COLUMNS = (
    "address", "name", "portals", "levels", "authority", "sections", "language", "frequency",
)  # fmt: skip
# The cells of a recipient's line, by the columns of the file of recipients; "" for an empty one.
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecipientChange:
    """That a recipient was added, changed or removed, by whom and why.

    `before` and `after` are None for who was, or is now, no recipient. `recipient_id` stays the
    same when the address changes.
    """

    change_id: int
    recipient_id: int
    before: Cells | None
    after: Cells | None
    by: str
    reason: str
    at: datetime

    @property
    def address(self) -> str:
        """The one that they have now, or had last."""
        return (self.after or self.before or {}).get("address", "")

    @property
    def columns(self) -> tuple[str, ...]:
        """What differs before and after."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in ALL_COLUMNS if before.get(name, "") != after.get(name, ""))
