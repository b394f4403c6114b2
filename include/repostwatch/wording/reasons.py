"""A reason as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from repostwatch.model.reasons import Code, Common, Fact, Reason
from repostwatch.model.words import Language
from repostwatch.wording.chinese import CHINESE
from repostwatch.wording.english import ENGLISH
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.values import Style, clauses, joined, value

SENTENCES: Mapping[Language, Mapping[Code, Sentence]] = {
    Language.CHINESE: CHINESE,
    Language.ENGLISH: ENGLISH,
}


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
    words = {name: say_fact(fact, style) for name, fact in facts.items()}
    if callable(sentence):
        return sentence(facts, words)
    return sentence.format_map(words)


def say_fact(fact: Fact, style: Style) -> str:
    """The words of a fact: of a reason its sentence, of a list its members."""
    if isinstance(fact, Reason):
        return say(fact, style)
    if isinstance(fact, tuple):
        return joined([say_fact(part, style) for part in fact], style)
    return value(fact, style)


def _tuple(fact: Fact) -> tuple[Fact, ...]:
    return fact if isinstance(fact, tuple) else (fact,)
