"""Is this link that release: pure, explainable, fast."""

from repostwatch.matching.article import settle
from repostwatch.matching.decoration import normalise
from repostwatch.matching.matcher import LinkLike, Matcher
from repostwatch.matching.parallel import match_parts
from repostwatch.matching.traces import Finder, Traces, traces

VERSION = "4"
"""Changes with every change of what is decided: stored links are then matched anew."""

__all__ = [
    "VERSION",
    "Finder",
    "LinkLike",
    "Matcher",
    "Traces",
    "match_parts",
    "normalise",
    "settle",
    "traces",
]
