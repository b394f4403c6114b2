"""English labels: what stands by itself begins with a capital, as a heading or a field does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repostwatch.wording.english import LABELS

TEMPLATES = Path(__file__).resolve().parents[2] / "plugins/repostwatch_ui/templates"
# Headings of tables, of terms and of sections; what a form's fields and buttons are called.
ALONE = re.compile(
    r"<(?:th|dt|h[1-3]|legend|summary|button|label><span)\b[^>]*>\{\{ t\('([a-z_.]+)'"
)


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda one: one.name)
def test_what_stands_by_itself_begins_with_a_capital(template: Path) -> None:
    keys = set(ALONE.findall(template.read_text()))
    words = {key: LABELS[key] for key in keys if key in LABELS}
    assert {key: text for key, text in words.items() if text[0].islower()} == {}


def test_the_pages_have_such_labels() -> None:
    found = {key for one in TEMPLATES.glob("*.html") for key in ALONE.findall(one.read_text())}
    assert len(found) > 80
