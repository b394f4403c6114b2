"""Reasons, moments and the product's words put into sentences, in Chinese and in English.

The only package with sentences for people; templates of mails and pages have the rest.
"""

from repostwatch.model.words import Language
from repostwatch.wording.labels import Labels, label
from repostwatch.wording.reasons import outcome_words, say, say_fact
from repostwatch.wording.values import Style, name

__all__ = ["Labels", "Language", "Style", "label", "name", "outcome_words", "say", "say_fact"]
