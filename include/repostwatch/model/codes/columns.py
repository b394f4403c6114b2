"""Why a column is prominent or not, and why its items may not be known."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ColumnCode(Code):
    HIDDEN = "column.hidden"
    IN_CHROME = "column.in_chrome"  # header, navigation, footer
    FEW_ITEMS = "column.few_items"
    # The column begins at item `position` of `total`; the first `share` of them are prominent.
    EARLY = "column.early", "position", "total", "share"
    LATE = "column.late", "position", "total", "share"
    BY_ORDER = "column.by_order", "why", "place"  # why the screen does not tell; what items tell
    NOT_LOCATED = "column.not_located"
    NOT_RENDERED = "column.not_rendered"
    NOT_SHOWN = "column.not_shown"
    TRANSPARENT = "column.transparent"
    OUTSIDE = "column.outside", "left", "top"  # pixels, as all below
    TOO_SMALL = "column.too_small", "width", "height"
    # On which screen of `height` it begins, `top` below the page's; the first `most` count.
    HIGH = "column.high", "screen", "top", "height", "most"
    LOW = "column.low", "screen", "top", "height", "most"
