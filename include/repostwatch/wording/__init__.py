"""Reasons, moments and the product's words put into sentences, in Chinese and in English.

The only room that holds sentences for people; templates of mails and pages hold the rest.
"""

from repostwatch.wording.reasons import say, say_fact
from repostwatch.wording.values import Language, Style, name

__all__ = ["Language", "Style", "name", "say", "say_fact"]
