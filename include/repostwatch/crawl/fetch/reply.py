"""A server's reply to one request."""

from __future__ import annotations

from dataclasses import dataclass

from multidict import MultiMapping
from yarl import URL

from repostwatch.crawl.fetch.fetched import Answer


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply. `location` has the raw bytes of the header."""

    url: URL
    status: int
    headers: MultiMapping[str]
    location: bytes | None
    body: bytes
    answer: Answer | None = None  # None where no server gave it

    @property
    def content_type(self) -> str | None:
        return self.headers.get("Content-Type")
