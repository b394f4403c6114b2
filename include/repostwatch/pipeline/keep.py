"""Evidence: the bytes of every page that was read, as WARC files."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from repostwatch import charsets, jsonp, reading, sites
from repostwatch.clock import day_of
from repostwatch.clock import now as clock_now
from repostwatch.crawl import seals
from repostwatch.crawl.addresses import parse
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.crawl.bounds import Progress
from repostwatch.crawl.fetched import Fetched, FetchPolicy, Screenshot
from repostwatch.crawl.outcomes import FetchError
from repostwatch.crawl.transport import Transport
from repostwatch.model import Language, Reason, because
from repostwatch.model.codes import EvidenceCode, RunCode
from repostwatch.settings import Settings
from repostwatch.store.reasons import packed
from repostwatch.whole_file import whole_file
from repostwatch.wording import Style, say

# Modules outside `reading` that it uses.
READ_BY = (charsets, jsonp, sites)


@cache
def reader() -> str:
    """A digest of the source code that reads: another version may read a page differently."""
    own = sorted(Path(reading.__file__).parent.rglob("*.py"))
    shared = [Path(str(module.__file__)) for module in READ_BY]
    texts = [path.read_bytes() for path in (*own, *shared)]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


# A timestamp with its certificates takes 3 to 6 KB.
TOKEN_BYTES = 64 * 1024


class EvidenceWriter:
    """Writes fetched pages to the archive; does nothing if there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def write(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Store a page; return file, offset and digest of it, of its `picture` if one was wanted
        (or the `reason` why it is missing or partial), and of the `answers` before it or instead
        of it. `captured_at` is real time. A visit without a page stores its `ending`."""
        if self.archive is None:
            return None
        kept = self.write_answers(fetched)
        if fetched.body is None:
            return kept | {"ending": asdict(self.archive.write_outcome(fetched))}
        page = self.archive.write(fetched)
        kept |= asdict(page)
        if fetched.picture is None:
            return kept
        return kept | {"picture": _picture(self.archive, fetched, fetched.picture, page)}

    def write_answers(self, fetched: Fetched) -> dict[str, Any]:
        """Store the redirects and error replies of a fetch; return where each one is."""
        if self.archive is None:
            return {}
        at = fetched.answers[-1].at if fetched.answers else datetime.now(UTC)
        kept = [
            {"url": answer.url, "status": answer.status} | asdict(ref)
            for answer, ref in self.archive.write_answers(fetched)
        ]
        return {"captured_at": at.isoformat(), "reader": reader(), "answers": kept}


def _picture(
    kept_in: Archive, fetched: Fetched, picture: Screenshot, page: EvidenceRef
) -> Mapping[str, Any]:
    """Store the screenshot. A failure is only recorded: the page counts without it."""
    if picture.body is None:
        return {"reason": _packed(picture.reason)}
    try:
        kept = kept_in.write_picture(fetched, page)
    except (OSError, ArchiveError) as error:
        lost = because(EvidenceCode.PICTURE_NOT_KEPT, problem=str(error))
        return {"reason": packed(lost)}
    return asdict(kept) | {"reason": _packed(picture.reason)}


def _packed(reason: Reason | None) -> Any:
    return packed(reason) if reason else None


def evidence_writer(settings: Settings) -> EvidenceWriter:
    """A writer to this installation's archive."""
    return EvidenceWriter(archive(settings))


def archive(settings: Settings) -> Archive:
    """The evidence archive of this installation, under `var_dir`."""
    return Archive(settings.var_dir / "evidence", reader=reader())


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
    directory = archive(settings).directory
    sealed = seals.seal(directory, day_of(settings.now()), clock_now())
    problem = asyncio.run(_stamp(settings, directory)) if settings.scan.timestamp_url else None
    count = len(sealed.content["files"]) if sealed else 0
    days = settings.scan.evidence_days
    removed = (0, 0) if days is None else archive(settings).expire(settings.now(), days)
    return TidySummary(*removed, count, problem, settings.language)


async def _stamp(settings: Settings, directory: Path) -> Reason | None:
    """Request a timestamp for the newest line of the chain, which covers all lines before it.
    Returns the reason for a failure, or None."""
    newest = max(seals.seals(directory), key=lambda one: one.number, default=None)
    if newest is None or newest.token(directory).exists():
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
    with whole_file(newest.token(directory)) as part:
        part.write_bytes(reply.body)
    return None
