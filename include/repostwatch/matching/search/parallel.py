"""Many links on all cores: the same matches in the same order, sooner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

from repostwatch.matching.search.matcher import LinkLike, Matcher
from repostwatch.model import Match

# A worker takes some 50 ms to start; this many links take one core ten times as long.
WORTH = 20_000


@dataclass(frozen=True, slots=True)
class _Work:
    matcher: Matcher
    links: Sequence[LinkLike]


# What a worker was started with: a fork sees the parent's lists without a copy.
_work: _Work | None = None


def match_parts(
    matcher: Matcher, links: Sequence[LinkLike], step: int, workers: int
) -> Iterator[list[Match]]:
    """The matches of every `step` links in turn, by `workers` processes.

    By this process alone where there are few links or one worker. Workers are forks: not for a
    program that holds a database connection.
    """
    starts = range(0, len(links), step)
    if workers < 2 or len(links) < WORTH:
        for start in starts:
            yield list(matcher.match(links[start : start + step]))
        return
    with get_context("fork").Pool(workers, _begin, (_Work(matcher, links),)) as pool:
        yield from pool.imap(_part, [(start, start + step) for start in starts])
        pool.close()
        pool.join()


def _begin(work: _Work) -> None:
    global _work  # noqa: PLW0603  a pool's worker has no other place for what it starts with
    _work = work


def _part(span: tuple[int, int]) -> list[Match]:
    if _work is None:
        raise RuntimeError("a worker that was not begun")
    return list(_work.matcher.match(_work.links[slice(*span)]))
