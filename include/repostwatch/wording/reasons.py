"""A reason as a sentence."""

from __future__ import annotations

from repostwatch.model.reasons import Common, Fact, Reason
from repostwatch.wording.chinese import CHINESE
from repostwatch.wording.english import ENGLISH
from repostwatch.wording.values import Language, value

SENTENCES = {Language.CHINESE: CHINESE, Language.ENGLISH: ENGLISH}
# Between reasons that all hold.
SEMICOLON = {Language.CHINESE: "；", Language.ENGLISH: "; "}


def say(reason: Reason | None, language: Language) -> str:
    """The sentence, without a full stop; empty where there is no reason."""
    if reason is None:
        return ""
    facts = dict(reason.facts)
    if reason.code is Common.ALL:
        return SEMICOLON[language].join(_say_fact(part, language) for part in _parts(facts))
    sentence = SENTENCES[language][reason.code]
    words = {name: _say_fact(fact, language) for name, fact in facts.items()}
    if callable(sentence):
        return sentence(facts, words)
    return sentence.format_map(words)
