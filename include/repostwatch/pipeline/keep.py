"""Evidence: the bytes of every page that was read, in an archive others can open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from repostwatch import reading
from repostwatch.crawl import Fetched
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.crawl.fetched import Picture
from repostwatch.settings import Settings


@cache
def reader() -> str:
    """The program that reads, by its own text: another one may read differently."""
    folder = Path(reading.__file__).parent
    texts = [path.read_bytes() for path in sorted(folder.glob("*.py"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


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
    """What was removed from the archive."""

    files: int
    size: int  # bytes

    @property
    def line(self) -> str:
        return f"删除过期证据文件{self.files}个，共{self.size / 1e6:.1f} MB"


def tidy(settings: Settings) -> Tidied:
    """Remove evidence that is older than the settings want it kept. Raises OSError."""
    days = settings.scan.evidence_days
    if days is None:
        return Tidied(0, 0)
    return Tidied(*archive(settings).expire(settings.now(), days))
