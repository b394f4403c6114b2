"""A server's reply to one request."""

from __future__ import annotations

from dataclasses import dataclass

from multidict import CIMultiDict, MultiMapping
from yarl import URL

from repostwatch.crawl.fetch.fetched import Answer, Fetched


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply. `location` has the raw bytes of the header."""

    url: URL
    status: int
    headers: MultiMapping[str]
    location: bytes | None
    body: bytes
    answer: Answer | None = None  # None where no server gave it

    @classmethod
    def of(cls, page: Fetched) -> Reply:
        """The reply that a fetched page came in."""
        url = URL(page.visit.final_url or page.visit.url, encoded=True)
        headers = CIMultiDict(page.headers)
        return cls(url, page.visit.status or 200, headers, None, page.body or b"")

    @property
    def content_type(self) -> str | None:
        return self.headers.get("Content-Type")
