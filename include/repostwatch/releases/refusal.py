"""The one error of a source that cannot be taken in."""

from __future__ import annotations

from repostwatch.base.errors import RepostwatchError


class FeedError(RepostwatchError):
    """A release source is not what it should be: not a feed, empty, undecodable, hostile."""

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source, self.problem = source, problem
