"""Labels of mails, pages, statements and tables: headings, notes, counts.

A label is found by its key; its facts are put into words as those of a reason are. `{name}` in a
label of one language stands in that of the other, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repostwatch.model.reasons import Fact
from repostwatch.model.words import Language
from repostwatch.wording import chinese, english
from repostwatch.wording.reasons import words_of
from repostwatch.wording.values import Style

LABELS: Mapping[Language, Mapping[str, str]] = {
    Language.CHINESE: chinese.LABELS,
    Language.ENGLISH: english.LABELS,
}


def label(key: str, style: Style, **facts: Fact) -> str:
    """The words under `key`. Raises KeyError where there are none, or a fact is missing."""
    return LABELS[style.language][key].format_map(words_of(facts, style))


@dataclass(frozen=True, slots=True)
class Labels:
    """`label` in one style, for templates: `t("mail.scans")`."""

    style: Style

    def __call__(self, key: str, **facts: Fact) -> str:
        return label(key, self.style, **facts)
