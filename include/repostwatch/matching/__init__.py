"""Is this link that release: pure, explainable, fast."""

from repostwatch.matching.article import settle
from repostwatch.matching.decoration import normalise
from repostwatch.matching.matcher import LinkLike, Matcher
from repostwatch.matching.parallel import match_parts

VERSION = "4"
"""Changes with every change of what is decided: stored links are then matched anew."""

__all__ = ["VERSION", "LinkLike", "Matcher", "match_parts", "normalise", "settle"]
