"""Where releases come from, what makes two of them one, who must repost them."""

from repostwatch.releases.articles import complete, needs_article
from repostwatch.releases.duties import (
    DutyOverride,
    duties,
    limit_hours,
    undecided,
    unknown_targets,
    why_nobody,
)
from repostwatch.releases.merging import merge
from repostwatch.releases.parsed import Parsed, until
from repostwatch.releases.refusal import FeedError
from repostwatch.releases.sources import parse, read_releases

__all__ = [
    "DutyOverride",
    "FeedError",
    "Parsed",
    "complete",
    "duties",
    "limit_hours",
    "merge",
    "needs_article",
    "parse",
    "read_releases",
    "undecided",
    "unknown_targets",
    "until",
    "why_nobody",
]
