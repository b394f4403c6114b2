"""How pages write dates."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup, escape

from repostwatch.sandbox.style import DateForm

PATTERNS = {
    DateForm.AFTER: "%Y-%m-%d",
    DateForm.BEFORE: "%Y-%m-%d",
    DateForm.BRACKET: "[%Y-%m-%d]",
    DateForm.DOTS: "%Y.%m.%d",
    DateForm.SLASHES: "%Y/%m/%d",
    DateForm.MONTHDAY: "[%m-%d]",
    DateForm.BROKEN: "%Y-\n%m-\n%d",
    DateForm.MINUTE: "%Y-%m-%d %H:%M",
    DateForm.NONE: "",
}


def show(form: DateForm, moment: datetime) -> Markup:
    """A date in one of the forms, safe to put into a page."""
    if form is DateForm.SPLIT:
        return Markup("<b>{}</b><i>{}</i>").format(f"{moment:%d}", f"{moment:%Y-%m}")
    if form is DateForm.CHINESE:
        return escape(f"{moment.year}年{moment.month}月{moment.day}日")
    return escape(moment.strftime(PATTERNS[form]))
