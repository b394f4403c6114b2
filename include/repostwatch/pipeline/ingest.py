"""Take in releases: from feeds, lists and files; one policy is one release."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.kinds import summed_up
from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Language, Reason, Release, Visit, because
from repostwatch.model.alarms import SourceFact
from repostwatch.model.codes import AlarmCode, RunCode
from repostwatch.model.reasons import text
from repostwatch.model.steps import Step
from repostwatch.pipeline.crawling import crawler_of
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.releases.articles import complete_from_article, needs_article
from repostwatch.releases.merging import merge_releases
from repostwatch.releases.parsed import Parsed, published_until
from repostwatch.releases.sources import is_address, permitted_source, read_releases, read_source
from repostwatch.settings import Settings
from repostwatch.store import alarms, heartbeats
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """`problems` are items that could not be taken in, each with its reason."""

    read: int
    changed: int
    problems: tuple[str, ...]
    release_ids: tuple[str, ...]
    language: Language = Language.CHINESE

    @property
    def counts(self) -> dict[str, int]:
        return {"read": self.read, "changed": self.changed, "problems": len(self.problems)}

    @property
    def warnings(self) -> list[str]:
        """The problems, a few of each kind."""
        return summed_up(self.problems)

    @property
    def line(self) -> str:
        return say(because(RunCode.INGESTED, **self.counts), Style(self.language))


def ingest_releases(
    conn: Connection, settings: Settings, sources: Sequence[str] = ()
) -> IngestSummary:
    """Read every source (address or file), merge, complete, store.

    A source that cannot be read is an error where it is the only one, else a problem.
    Raises RepostwatchError or InputError.
    """
    return asyncio.run(_ingest(conn, settings, tuple(sources) or settings.sources))


def asked_sources(settings: Settings, sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that a form names. Raises InputError for a file that it may not name."""
    return tuple(permitted_source(source, settings.releases.folder) for source in sources)


async def _ingest(conn: Connection, settings: Settings, sources: Sequence[str]) -> IngestSummary:
    async with crawler_of(conn, settings) as crawler, Readers(settings.scan) as readers:
        found: list[Release] = []
        problems: list[str] = []
        ahead = timedelta(hours=settings.releases.ahead_hours)
        for source in sources:
            tried_at = settings.now()
            try:
                parsed = await _read(source, crawler, settings, readers)
                parsed = published_until(parsed, tried_at + ahead, source)
            except RepostwatchError as error:
                alarms.save_source(conn, SourceFact(source, tried_at, problem=_problem(error)))
                if len(sources) == 1:
                    raise
                problems.append(str(error))
                continue
            newest = max(release.published.earliest for release in parsed.releases)
            alarms.save_source(conn, SourceFact(source, tried_at, tried_at, newest))
            found.extend(parsed.releases)
            problems.extend(f"{source}: {problem}" for problem in parsed.problems)
        if not found:
            raise RepostwatchError("no release could be read: " + "; ".join(problems))
        merged = merge_releases(found, known=release_table.load(conn), settings=settings.releases)
        whole = [await _complete(release, crawler, readers) for release in merged]
    changed = release_table.save(conn, whole, settings.now())
    heartbeats.beat(conn, Step.INGEST, settings.now())
    return IngestSummary(
        read=len(found),
        changed=changed,
        problems=tuple(problems),
        release_ids=tuple(release.release_id for release in whole),
        language=settings.language,
    )


class SourceError(RepostwatchError):
    """A source that could not be fetched; `reason` says why not."""

    reason: Reason

    def __init__(self, source: str, visit: Visit) -> None:
        self.reason = because(
            AlarmCode.SOURCE_FAILED, source=source, outcome=visit.outcome, reason=visit.reason
        )
        super().__init__(say(self.reason, Style(Language.ENGLISH)))


def _problem(error: RepostwatchError) -> Reason:
    return error.reason if isinstance(error, SourceError) else text(str(error))


async def _read(source: str, crawler: Crawler, settings: Settings, readers: Readers) -> Parsed:
    """The releases of a source. A file is the operator's own; an address is read as a page is."""
    if not is_address(source):
        return read_releases(Path(source))
    fetched = await crawler.fetch(source, expect="any")
    if fetched.body is None or not fetched.visit.outcome.usable:
        raise SourceError(source, fetched.visit)
    writer = evidence_writer(settings)
    writer.write(fetched)
    writer.hand_over()
    work = partial(read_source, fetched.body, source, fetched.visit.content_type)
    try:
        reading = await readers.source(work)
    except ReadError as failure:
        visit = replace(fetched.visit, outcome=failure.outcome, reason=failure.reason)
        raise SourceError(source, visit) from None
    if reading.parsed is None:
        raise RepostwatchError(reading.problem)
    return reading.parsed


async def _complete(release: Release, crawler: Crawler, readers: Readers) -> Release:
    """A release known only to the day gets its time of day from its own article, if it has one."""
    if not needs_article(release):
        return release
    for address in release.addresses:
        fetched = await crawler.fetch(address, FetchPolicy(followed=True))
        if fetched.body is not None and fetched.visit.outcome.usable:
            with suppress(ReadError):  # as one that says nothing
                return await readers.release(partial(complete_from_article, release, fetched.body))
    return release
