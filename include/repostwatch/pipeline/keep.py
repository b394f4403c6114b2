"""Evidence: the bytes of every page that was read, in an archive others can open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from repostwatch.crawl import Fetched
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.crawl.fetched import Picture
from repostwatch.settings import Settings


class Keeper:
    """Writes fetched pages into the archive, or nowhere where there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def keep(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Where the page now lies: file, offset and digest; the same of its `picture`, where one
        was wanted, or what is `told` of it."""
        if self.archive is None:
            return None
        page = self.archive.write(fetched)
        if fetched.picture is None:
            return asdict(page)
        return asdict(page) | {"picture": _picture(self.archive, fetched, fetched.picture, page)}


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
    return Archive(settings.var_dir / "evidence")


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
