"""Evidence: the bytes of every page that was read, as WARC files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import writing
from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Fetched, Screenshot
from repostwatch.model import Reason, because
from repostwatch.model.codes import EvidenceCode
from repostwatch.settings import Settings
from repostwatch.store.reasons import packed
from repostwatch.visiting.reader_version import reader_version


class EvidenceWriter:
    """Writes fetched pages to the archive; does nothing if there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def write(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Store a page; return file, offset and digest of it, of its `picture` if one was wanted
        (or the `reason` why it is missing or partial), and of the `answers` before it or instead
        of it. `captured_at` is real time. A visit without a page stores its `ending`.

        Raises RepostwatchError where the disk does not take it.
        """
        if self.archive is None:
            return None
        kept = self.write_answers(fetched)
        with writing("evidence", self.archive.directory):
            if fetched.body is None:
                return kept | {"ending": asdict(self.archive.write_outcome(fetched))}
            page = self.archive.write(fetched)
        kept |= asdict(page) | ({"browser": fetched.browser} if fetched.browser else {})
        if fetched.picture is None:
            return kept
        return kept | {"picture": _picture(self.archive, fetched, fetched.picture, page)}

    def write_answers(self, fetched: Fetched) -> dict[str, Any]:
        """Store the redirects and error replies of a fetch; return where each one is."""
        if self.archive is None:
            return {}
        at = fetched.answers[-1].at if fetched.answers else datetime.now(UTC)
        with writing("evidence", self.archive.directory):
            kept = [
                {"url": answer.url, "status": answer.status} | asdict(ref)
                for answer, ref in self.archive.write_answers(fetched)
            ]
        return {"captured_at": at.isoformat(), "reader": reader_version(), "answers": kept}

    def hand_over(self) -> None:
        """To be called before anything that names what was written is stored.

        Raises RepostwatchError where the folder that all machines see does not take it.
        """
        if self.archive is None:
            return
        with writing("evidence", self.archive.folder):
            self.archive.hand_over()


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
    made = archive(settings)
    made.forget_copies(settings.now(), settings.scan.copy_days)
    return EvidenceWriter(made)


def archive(settings: Settings) -> Archive:
    """The evidence archive of this installation."""
    here = settings.var_dir / "evidence"
    shared = settings.folder("evidence") if settings.shared else None
    return Archive(here, shared=shared, reader=reader_version())


def whole_archive(settings: Settings) -> Path:
    """The folder that holds the whole archive, also that of other machines.

    Raises RepostwatchError where it lies at an address.
    """
    folder = archive(settings).folder
    if not isinstance(folder, Path):
        raise RepostwatchError(
            f"{folder}: the evidence lies there, and is kept there by its own means. The database "
            "is kept with pg_dump (docs/operations.md)."
        )
    return folder
