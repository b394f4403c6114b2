"""What the settings ask for in every request, beside a portal's own policy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from repostwatch.base.headers import read_headers
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Reason, all_of, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings


@dataclass(frozen=True, slots=True)
class GeneralPolicy:
    """Headers and proxy of every request for which a portal has none of its own."""

    headers: tuple[tuple[str, str], ...]
    proxy: str | None

    @classmethod
    def of(cls, settings: CrawlSettings) -> Self:
        named = read_headers(settings.request_headers) if settings.request_headers else ()
        return cls(tuple(named), settings.proxy or None)

    def added_to(self, policy: FetchPolicy) -> FetchPolicy:
        """A portal's policy with what the settings ask for in every request."""
        names = {name.lower() for name, _ in policy.headers}
        general = [pair for pair in self.headers if pair[0].lower() not in names]
        return replace(
            policy, headers=(*general, *policy.headers), proxy=policy.proxy or self.proxy
        )


def notes(policy: FetchPolicy) -> Reason | None:
    """What was out of the ordinary about a page that was read: the report shows it."""
    return all_of(
        because(VisitCode.ROBOTS_IGNORED) if policy.ignore_robots else None,
        because(VisitCode.LEGACY_TLS) if policy.legacy_tls else None,
        because(VisitCode.HEADERS_ADDED) if policy.headers else None,
        because(VisitCode.BY_PROXY) if policy.proxy else None,
    )
