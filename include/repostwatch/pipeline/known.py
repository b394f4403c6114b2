"""What is known of a page from the visit before, so that what did not change costs little.

A page that comes back with the same bytes is not read again; one whose server says that it did
not change is not even sent. Either way its links count as seen at this visit, exactly as if it
had been read: the reading kept is used only where everything it rests on is the same.

A 304 can hide a repost, and so accuse somebody of not having made it. Therefore a validator is
believed only after it was seen to move together with the page, and never for long
(`recheck_hours`); the bytes that a 304 stands for come from the evidence.

Kept in files that may be lost at any time: it costs a fetch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from repostwatch import reading
from repostwatch.clock import day_of
from repostwatch.crawl import Fetched, FetchPolicy
from repostwatch.crawl.archive import Archive, ArchiveError, EvidenceRef
from repostwatch.model import Page, Portal, Visit
from repostwatch.pipeline.keep import Keeper, reader
from repostwatch.readers.pool import Readers
from repostwatch.settings import Settings
from repostwatch.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Known:
    """The last time a page was seen whole. `moves`: its validator changed when it did.

    `basis` is a digest of all that `page` was made from.
    """

    digest: str
    etag: str | None
    last_modified: str | None
    content_type: str | None
    seen_whole_at: datetime
    evidence: Mapping[str, Any]
    moves: bool
    basis: str
    page: Page

    def ask(self, policy: FetchPolicy) -> FetchPolicy:
        """The policy with what the server is to be asked about."""
        if not self.moves:
            return policy
        return replace(
            policy,
            etag=self.etag,
            last_modified=self.last_modified,
            digest=self.digest,
            seen_whole_at=self.seen_whole_at,
        )


FORM: TypeAdapter[dict[str, Known]] = TypeAdapter(dict[str, Known])


class KnownPages:
    """The pages known of one portal by address, in one file: read at once, saved after a scan."""

    def __init__(self, directory: Path, archive: Archive, portal_id: str) -> None:
        name = hashlib.sha256(portal_id.encode()).hexdigest()[:32]
        self._path, self._archive = directory / f"{name}.json", archive
        try:
            self._pages = FORM.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            self._pages = {}  # never seen, or kept by another version of this program

    def get(self, url: str) -> Known | None:
        return self._pages.get(url)

    def whole(self, fetched: Fetched, known: Known) -> Fetched | None:
        """A 304 with the page it stands for; None where the evidence has it no more."""
        try:
            body = self._archive.read(EvidenceRef.of(known.evidence))
        except (ArchiveError, KeyError):
            return None
        visit = replace(fetched.visit, digest=known.digest, content_type=known.content_type)
        return replace(fetched, visit=visit, body=body)

    def keep(
        self,
        visit: Visit,
        page: Page,
        basis: str,
        evidence: Mapping[str, Any],
        before: Known | None,
    ) -> None:
        """Remember a page that was seen whole and could be used."""
        validators = (visit.etag, visit.last_modified)
        moves = before is not None and before.moves
        if before is not None and visit.digest != before.digest:
            moves = validators != (before.etag, before.last_modified)
        self._pages[visit.url] = Known(
            digest=visit.digest or "",
            etag=visit.etag,
            last_modified=visit.last_modified,
            content_type=visit.content_type,
            seen_whole_at=visit.fetched_at,
            evidence=evidence,
            moves=moves,
            basis=basis,
            page=page,
        )

    def save(self, since: datetime) -> None:
        """Write what is known, but for pages that were last seen whole before `since`."""
        recent = {url: known for url, known in self._pages.items() if known.seen_whole_at >= since}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path) as part:
            part.write_bytes(FORM.dump_json(recent))


def known_pages(portal: Portal, keeper: Keeper, settings: Settings) -> KnownPages | None:
    """Those under the product's own directory, None where nothing is to be remembered."""
    if keeper.archive is None or not settings.scan.reuse_unchanged:
        return None
    return KnownPages(settings.var_dir / "known", keeper.archive, portal.portal_id)


async def read(
    fetched: Fetched,
    portal: Portal,
    settings: Settings,
    readers: Readers,
    known: Known | None = None,
    *,
    listed: bool = False,
) -> tuple[Page, str]:
    """What a page with a body says, and the basis of that. Read only where it has to be.

    `listed`: it is watched for its list, so its regions are wanted.

    Raises ReadError where it could not be read to its end.
    """
    visit = fetched.visit
    facts = (
        visit.digest,
        visit.final_url,
        visit.content_type,
        day_of(visit.fetched_at),  # gives month-day dates their year
        portal.selector,
        fetched.screen,
        settings.reading.model_dump_json(),
        reader(),
    )
    basis = hashlib.sha256(repr(facts).encode()).hexdigest()
    if known is not None and known.basis == basis:
        return known.page, basis
    work = partial(
        reading.read_page,
        fetched.body or b"",
        visit.final_url or visit.url,
        content_type=visit.content_type,
        fetched_at=visit.fetched_at,
        selector=portal.selector,
        screen=fetched.screen,
        settings=settings.reading,
        listed=listed,
    )
    return await readers.read(work), basis
