"""Evidence: the bytes of every page that was read, in an archive others can open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from repostwatch.crawl import Fetched
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.crawl.fetched import Picture
from repostwatch.model import Language, Reason, because
from repostwatch.model.codes import EvidenceCode, RunCode
from repostwatch.settings import Settings
from repostwatch.store.reasons import packed
from repostwatch.wording import Style, say


class Keeper:
    """Writes fetched pages into the archive, or nowhere where there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def keep(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Where the page now lies: file, offset and digest; the same of its `picture`, where one
        was wanted, or the `reason` why there is none, or
        only a part."""
        if self.archive is None:
            return None
        page = self.archive.write(fetched)
        if fetched.picture is None:
            return asdict(page)
        return asdict(page) | {"picture": _picture(self.archive, fetched, fetched.picture, page)}


def _picture(
    kept_in: Archive, fetched: Fetched, picture: Picture, page: EvidenceRef
) -> Mapping[str, Any]:
    """A page counts without its picture: what is in the way of one is only noted."""
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
    language: Language = Language.CHINESE

    @property
    def line(self) -> str:
        done = because(RunCode.TIDIED, files=self.files, megabytes=round(self.size / 1e6, 1))
        return say(done, Style(self.language))


def tidy(settings: Settings) -> Tidied:
    """Remove evidence that is older than the settings want it kept. Raises OSError."""
    days = settings.scan.evidence_days
    if days is None:
        return Tidied(0, 0, settings.language)
    return Tidied(*archive(settings).expire(settings.now(), days), settings.language)
