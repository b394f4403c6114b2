"""Tidy the evidence: seal the files of past days, remove those that are kept no longer."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from repostwatch.base.clock import day_of
from repostwatch.base.clock import now as clock_now
from repostwatch.base.folders import Folder, put
from repostwatch.crawl.evidence import seals
from repostwatch.crawl.fetch.addresses import parse
from repostwatch.crawl.fetch.bounds import Progress
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.transport import Transport
from repostwatch.model import Language, Reason, because
from repostwatch.model.codes import EvidenceCode, RunCode
from repostwatch.settings import Settings
from repostwatch.visiting.evidence_writer import archive
from repostwatch.wording import Style, say

# A timestamp with its certificates takes 3 to 6 KB.
TOKEN_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class TidySummary:
    """Files and bytes removed from the archive, files sealed, and why there is no timestamp."""

    files: int
    size: int  # bytes
    sealed: int = 0
    problem: Reason | None = None
    language: Language = Language.CHINESE

    @property
    def line(self) -> str:
        done = because(
            RunCode.TIDIED,
            files=self.files,
            megabytes=round(self.size / 1e6, 1),
            sealed=self.sealed,
            problem=self.problem,
        )
        return say(done, Style(self.language))


def tidy_evidence(settings: Settings) -> TidySummary:
    """Seal the evidence of past days, then remove files older than `scan.evidence_days`.

    Raises OSError, ArchiveError.
    """
    folder = archive(settings).folder
    sealed = seals.seal(folder, day_of(settings.now()), clock_now())
    problem = asyncio.run(_stamp(settings, folder)) if settings.scan.timestamp_url else None
    count = len(sealed.content["files"]) if sealed else 0
    days = settings.scan.evidence_days
    removed = (0, 0) if days is None else archive(settings).expire(settings.now(), days)
    return TidySummary(*removed, count, problem, settings.language)


async def _stamp(settings: Settings, folder: Folder) -> Reason | None:
    """Request a timestamp for the newest line of the chain, which covers all lines before it.
    Returns the reason for a failure, or None."""
    newest = max(seals.seals(folder), key=lambda one: one.number, default=None)
    if newest is None or (folder / newest.token).exists():
        return None
    crawl = settings.crawl
    try:
        url = parse(
            settings.scan.timestamp_url,
            ports=crawl.ports,
            longest=crawl.max_address,
            allow_loopback=settings.allow_loopback,
        )
        async with (
            asyncio.timeout(crawl.total_seconds),
            Transport(crawl, allow_loopback=settings.allow_loopback) as transport,
        ):
            reply = await transport.ask(
                url,
                headers={"Content-Type": "application/timestamp-query"},
                progress=Progress(),
                limit=TOKEN_BYTES,
                data=seals.timestamp_request(newest.digest, os.urandom(8)),
                policy=FetchPolicy(proxy=crawl.proxy or None),
            )
    except FetchError as failure:
        return failure.reason
    except TimeoutError:
        return because(EvidenceCode.STAMP_TIMEOUT, seconds=crawl.total_seconds)
    if reply.status != 200 or not seals.is_granted(reply.body, newest.digest):
        return because(EvidenceCode.STAMP_REFUSED, status=reply.status)
    put(folder, newest.token, reply.body)
    return None
