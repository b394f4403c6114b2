"""Evidence: the bytes of every page that was read, in an archive others can open."""

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

from repostwatch import reading
from repostwatch.clock import day_of
from repostwatch.clock import now as clock_now
from repostwatch.crawl import Fetched, FetchPolicy, seals
from repostwatch.crawl.addresses import parse
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.crawl.bounds import Progress
from repostwatch.crawl.fetched import Picture
from repostwatch.crawl.outcomes import FetchError
from repostwatch.crawl.transport import Transport
from repostwatch.settings import Settings


@cache
def reader() -> str:
    """The program that reads, by its own text: another one may read differently."""
    folder = Path(reading.__file__).parent
    texts = [path.read_bytes() for path in sorted(folder.rglob("*.py"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


# A timestamp with its certificates takes 3 to 6 KB.
TOKEN_BYTES = 64 * 1024


class Keeper:
    """Writes fetched pages into the archive, or nowhere where there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def keep(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Where the page now lies: file, offset and digest; the same of its `picture`, where one
        was wanted, or what is `told` of it; and of the `answers` that led to it or came instead of
        it. `captured_at` is the real clock's. A visit without a page has its `ending` kept."""
        if self.archive is None:
            return None
        kept = self.answers(fetched)
        if fetched.body is None:
            return kept | {"ending": asdict(self.archive.write_outcome(fetched))}
        page = self.archive.write(fetched)
        kept |= asdict(page)
        if fetched.picture is None:
            return kept
        return kept | {"picture": _picture(self.archive, fetched, fetched.picture, page)}

    def answers(self, fetched: Fetched) -> dict[str, Any]:
        """What came on the way, each where it lies."""
        if self.archive is None:
            return {}
        at = fetched.answers[-1].at if fetched.answers else datetime.now(UTC)
        kept = [
            {"url": answer.url, "status": answer.status} | asdict(ref)
            for answer, ref in self.archive.write_answers(fetched)
        ]
        return {"captured_at": at.isoformat(), "reader": reader(), "answers": kept}


def _picture(
    kept_in: Archive, fetched: Fetched, picture: Picture, page: EvidenceRef
) -> Mapping[str, Any]:
    """A page counts without its picture: what is in the way of one is only told."""
    if picture.body is None:
        return {"told": picture.told}
    try:
        kept = kept_in.write_picture(fetched, page)
    except (OSError, ArchiveError) as error:
        return {"told": f"网页画面没有存入证据库：{error}"}
    return asdict(kept) | {"told": picture.told}


def keeper(settings: Settings) -> Keeper:
    """The archive under the product's own directory."""
    return Keeper(archive(settings))


def archive(settings: Settings) -> Archive:
    """Where this installation keeps its evidence."""
    return Archive(settings.var_dir / "evidence", reader=reader())


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was removed from the archive, how many files were sealed, and what stood in the way of
    their timestamp."""

    files: int
    size: int  # bytes
    sealed: int = 0
    problem: str = ""

    @property
    def line(self) -> str:
        told = f"删除过期证据文件{self.files}个，共{self.size / 1e6:.1f} MB；封存{self.sealed}个"
        return f"{told}；未取得时间戳：{self.problem}" if self.problem else told


def tidy(settings: Settings) -> Tidied:
    """Seal the evidence of past days, then remove what is older than the settings want it kept.

    Raises OSError, ArchiveError.
    """
    directory = archive(settings).directory
    sealed = seals.seal(directory, day_of(settings.now()), clock_now())
    problem = asyncio.run(_stamp(settings, directory)) if settings.scan.timestamp_url else ""
    count = len(sealed.told["files"]) if sealed else 0
    days = settings.scan.evidence_days
    removed = (0, 0) if days is None else archive(settings).expire(settings.now(), days)
    return Tidied(*removed, count, problem)


async def _stamp(settings: Settings, directory: Path) -> str:
    """A timestamp for the newest line of the chain, which stands for all before it; "" or why
    there is none."""
    newest = max(seals.seals(directory), key=lambda one: one.number, default=None)
    if newest is None or newest.token(directory).exists():
        return ""
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
                data=seals.question(newest.digest, os.urandom(8)),
                policy=FetchPolicy(proxy=crawl.proxy or None),
            )
    except FetchError as failure:
        return failure.reason
    except TimeoutError:
        return f"{crawl.total_seconds:g}秒内没有应答"
    if reply.status != 200 or not seals.granted(reply.body, newest.digest):
        return f"时间戳服务没有签发（{reply.status}）"
    part = newest.token(directory).with_suffix(".part")
    part.write_bytes(reply.body)
    part.replace(newest.token(directory))
    return ""
