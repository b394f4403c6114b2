"""A reason as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from repostwatch.model.codes import VisitCode
from repostwatch.model.outcomes import Outcome
from repostwatch.model.reasons import Code, Common, Fact, Reason
from repostwatch.model.words import Language
from repostwatch.wording.chinese import CHINESE
from repostwatch.wording.english import ENGLISH
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.values import NAMES, Style, at_most, clauses, joined, name, until, value

SENTENCES: Mapping[Language, Mapping[Code, Sentence]] = {
    Language.CHINESE: CHINESE,
    Language.ENGLISH: ENGLISH,
}

UPPER_BOUND, END = "at_most", "expires"


class Words(str):
    """The words of a fact in a template: `{count:portal|portals}` is how many, and of what."""

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(self)
        one, _, many = forms.partition("|")
        return f"{self!s} {one if self == '1' else many}"


def say(reason: Reason | None, style: Style) -> str:
    """The sentence, without a full stop; empty where there is no reason."""
    if reason is None:
        return ""
    facts = dict(reason.facts)
    if reason.code is Common.ALL:
        parts = facts["parts"]
        return clauses([say_fact(part, style) for part in _tuple(parts)], style)
    if reason.code is Common.TEXT:
        return str(facts["text"])
    sentence = SENTENCES[style.language][reason.code]
    words = words_of(facts, style)
    if callable(sentence):
        return sentence(facts, words)
    return sentence.format_map(words)


def words_of(facts: Mapping[str, Fact], style: Style) -> dict[str, str]:
    """The words of facts by their names. A length of time called `at_most` is an upper bound, and
    rounded up wherever it stands: mail, tables and pages say the same. A moment called `expires` is
    the end of something: its last day, where it is the end of one. The `outcome` of a fetch is said
    with its `reason` in view."""
    words: dict[str, str] = {key: Words(_called(key, fact, style)) for key, fact in facts.items()}
    outcome, reason = facts.get("outcome"), facts.get("reason")
    if isinstance(outcome, Outcome) and isinstance(reason, Reason):
        words["outcome"] = Words(outcome_words(outcome, reason, style))
    return words


def outcome_words(outcome: Outcome, reason: Reason | None, style: Style) -> str:
    """What a fetch came to. Where we did not ask because robots.txt forbids it, nobody turned us
    away."""
    if reason is not None and reason.has(VisitCode.ROBOTS_DISALLOW):
        return str(NAMES[style.language].NOT_ALLOWED)
    return name(outcome, style.language)


def _called(name: str, fact: Fact, style: Style) -> str:
    if name == UPPER_BOUND and isinstance(fact, timedelta):
        return at_most(fact, style)
    if name == END and isinstance(fact, datetime):
        return until(fact, style)
    return say_fact(fact, style)


def say_fact(fact: Fact, style: Style) -> str:
    """The words of a fact: of a reason its sentence, of a list its members."""
    if isinstance(fact, Reason):
        return say(fact, style)
    if isinstance(fact, tuple):
        return joined([say_fact(part, style) for part in fact], style)
    return value(fact, style)


def _tuple(fact: Fact) -> tuple[Fact, ...]:
    return fact if isinstance(fact, tuple) else (fact,)
