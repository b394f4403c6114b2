"""Kept pages as they can be shown, remembered by the digest of their bytes.

Who opens the same evidence again gets the same page again, and a page that takes a reader all its
time takes it once: why it could not be read is remembered, too.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import Any

from repostwatch.model import Reason, StillPage, because
from repostwatch.model.codes import EvidenceCode
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.still_page import still_page
from repostwatch.settings import Settings
from repostwatch.visiting.reader_version import reader_version

Shown = tuple[StillPage | None, Reason | None]
# Characters of markup that one process remembers: some 200 ordinary pages.
MOST_CHARACTERS = 32_000_000


class Stills:
    """What was shown last, the least recently asked for given up first. Safe between threads."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[str, Shown] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Shown | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, shown: Shown) -> None:
        with self._lock:
            self._held += _size(shown) - _size(self._kept.pop(key, None))
            self._kept[key] = shown
            while self._held > self._most:
                self._held -= _size(self._kept.popitem(last=False)[1])


STILLS = Stills()


async def shown_page(
    visit: Mapping[str, Any],
    body: bytes,
    settings: Settings,
    readers: Readers,
    addresses: frozenset[str],
    stills: Stills = STILLS,
) -> Shown:
    """The page of a kept visit as it can be shown, or why it cannot."""
    url = visit["final_url"] or visit["url"]
    facts = (
        hashlib.sha256(body).hexdigest(), url, visit["content_type"], sorted(addresses),
        settings.reading.model_dump_json(), reader_version(),
    )  # fmt: skip
    key = hashlib.sha256(repr(facts).encode()).hexdigest()
    if (known := stills.get(key)) is not None:
        return known
    work = partial(
        still_page,
        body,
        url,
        content_type=visit["content_type"],
        addresses=addresses,
        settings=settings.reading,
    )
    shown: Shown
    try:
        page = await readers.still(work)
        shown = page, None if page else because(EvidenceCode.UNDECODABLE)
    except ReadError as failure:
        shown = None, failure.reason
    stills.put(key, shown)
    return shown


def _size(shown: Shown | None) -> int:
    if shown is None:
        return 0
    page = shown[0]
    if page is None:
        return 1000
    return 1000 + len(page.markup or "") + sum(len(one.row) for one in page.rows)
