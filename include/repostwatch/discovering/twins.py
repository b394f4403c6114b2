"""Addresses whose server answers under the other of http and https only.

Old links name the one, the server has the other: where an address fails as no server does that
is there, the other is tried, once for a host.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.model import Outcome

_UNREACHED = frozenset((Outcome.REFUSED, Outcome.TLS_ERROR, Outcome.TIMEOUT, Outcome.RESET))
_OTHER = {"http": "https", "https": "http"}


class Twins:
    """What is known of the servers of one walk, whose homepage is at `home_url`."""

    def __init__(self, home_url: str) -> None:
        self._home = urlsplit(home_url)
        self._dead: set[tuple[str, str]] = set()  # (scheme, host)

    def alive(self, step: Step) -> Step:
        """The step, at the other address where its own is known not to answer."""
        return (
            replace(step, url=self._other(step.url)) if self._key(step.url) in self._dead else step
        )

    def retry(self, step: Step, seen: SeenPage) -> Step | None:
        """The step to take instead of one that failed; None where there is none."""
        key = self._key(step.url)
        other = (_OTHER.get(key[0], ""), key[1])
        if seen.outcome not in _UNREACHED or key in self._dead or other in self._dead:
            return None
        if key == self._key(self._home.geturl()):
            return None  # the homepage answered so
        if urlsplit(step.url).port not in (None, 80, 443):
            return None  # a server of its own, which no other scheme stands for
        self._dead.add(key)
        return replace(step, url=self._other(step.url))

    def _other(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.hostname == self._home.hostname:
            return urlunsplit(parts._replace(scheme=self._home.scheme, netloc=self._home.netloc))
        return urlunsplit(parts._replace(scheme=_OTHER[parts.scheme], netloc=parts.hostname or ""))

    @staticmethod
    def _key(url: str) -> tuple[str, str]:
        parts = urlsplit(url)
        return parts.scheme, parts.netloc
