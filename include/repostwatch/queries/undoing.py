"""What stands in the history where somebody took back what was recorded just now."""

from __future__ import annotations

from repostwatch.settings import Settings
from repostwatch.wording import Style, label


def undo_reason(settings: Settings, before: str | None = None) -> str:
    """The reason of an undo; `before` is that of the decision which holds again."""
    style = Style(settings.language)
    if before is None:
        return label("page.undo.reason", style)
    return label("page.undo.reason_again", style, reason=before)


def undone_recipient(settings: Settings) -> str:
    """The reason where a change of a recipient was taken back."""
    return label("page.recipients.undo.reason", Style(settings.language))
