"""Evidence: the bytes of every page that was read, in an archive others can open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from repostwatch.crawl import Fetched
from repostwatch.crawl.archive import Archive
from repostwatch.settings import Settings


class Keeper:
    """Writes fetched pages into the archive, or nowhere where there is none."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def keep(self, fetched: Fetched) -> Mapping[str, Any] | None:
        """Where the page now lies: file, offset and digest."""
        return None if self.archive is None else asdict(self.archive.write(fetched))


def keeper(settings: Settings) -> Keeper:
    """The archive under the product's own directory."""
    return Keeper(Archive(settings.var_dir / "evidence"))
