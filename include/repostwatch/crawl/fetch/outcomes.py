"""Exceptions and error replies → one typed outcome with its reason."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Callable

import aiohttp
from aiohttp.http_exceptions import BadHttpMessage, LineTooLong, TransferEncodingError

from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import quoted

# Outcomes that may pass within minutes; `http_error` only with one of PASSING_STATUSES.
PASSING = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT})
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})


class FetchError(Exception):
    """A fetch without a page.

    `own`: we decided not to send the request (robots.txt, a pause); it says nothing new about the
    host.
    """

    def __init__(
        self,
        outcome: Outcome,
        reason: Reason,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        own: bool = False,
    ) -> None:
        super().__init__(f"{outcome.value}: {reason.code}")
        self.outcome, self.reason, self.status = outcome, reason, status
        self.retry_after, self.own = retry_after, own

    @property
    def passing(self) -> bool:
        """Whether a retry within the run may succeed."""
        if self.own:
            return False
        if self.outcome is Outcome.HTTP_ERROR:
            return self.status in PASSING_STATUSES
        return self.outcome in PASSING


def explain(error: Exception, received: int = 0) -> FetchError:
    """The failure for an exception of aiohttp, ssl or the system.

    `received` is the number of body bytes that had arrived. Raises the exception itself if the
    cause is on our side (a bug, no memory) and not in the web.
    """
    for kind, reader in READERS:
        if isinstance(error, kind):
            return reader(error, received)
    raise error


def internal(error: Exception) -> FetchError:
    """An unexpected exception as the failure of the page at which it occurred."""
    reason = because(VisitCode.INTERNAL, error=type(error).__name__)
    return FetchError(Outcome.INTERNAL_ERROR, reason, own=True)


def http_failure(status: int, retry_after: float | None = None) -> FetchError:
    """The failure for a status other than success."""
    reason = because(VisitCode.HTTP_STATUS, status=status)
    return FetchError(Outcome.HTTP_ERROR, reason, status=status, retry_after=retry_after)


def _certificate(error: Exception, received: int) -> FetchError:
    del received
    error = getattr(error, "certificate_error", error)
    code = int(getattr(error, "verify_code", 0))
    return FetchError(Outcome.TLS_ERROR, because(VisitCode.CERTIFICATE, verify_code=code))


def _tls(error: Exception, received: int) -> FetchError:
    del received
    # aiohttp's own kinds are SSLErrors too, and know no reason; what they wrap does.
    inner = getattr(error, "os_error", None) or error
    name = quoted(getattr(inner, "reason", None) or "") or None
    return FetchError(Outcome.TLS_ERROR, because(VisitCode.TLS, error=name))


def _proxy_refused(error: Exception, received: int) -> FetchError:
    del received
    status = int(getattr(error, "status", 0))
    return FetchError(Outcome.REFUSED, because(VisitCode.PROXY_REFUSED, status=status))


def _no_proxy(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.REFUSED, because(VisitCode.PROXY_UNREACHABLE))


def _unresolved(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.DNS_ERROR, because(VisitCode.NAME_UNRESOLVED))


def _unconnected(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.TIMEOUT, because(VisitCode.CONNECT_TIMEOUT))


def _silent(error: Exception, received: int) -> FetchError:
    del error
    if received:
        return FetchError(Outcome.TIMEOUT, because(VisitCode.STALLED, received=received))
    return FetchError(Outcome.TIMEOUT, because(VisitCode.SILENT))


def _disconnected(error: Exception, received: int) -> FetchError:
    del received
    begun = getattr(error, "message", None) not in (None, "", "Server disconnected")
    code = VisitCode.HEADERS_CUT if begun else VisitCode.DISCONNECTED
    return FetchError(Outcome.RESET, because(code))


def _payload(error: Exception, received: int) -> FetchError:
    cause = error.__cause__
    broken = isinstance(cause, (TransferEncodingError, LineTooLong, BadHttpMessage))
    if broken and "Not enough data" not in str(cause):
        return _chunks()
    return FetchError(Outcome.RESET, because(VisitCode.BODY_CUT, received=received))


def _protocol(error: Exception, received: int) -> FetchError:
    del received
    cause = error.__cause__ or error
    # The first line says what is wrong, the rest quotes the server.
    if "chunk" in str(getattr(cause, "message", "")).split("\n")[0].lower():
        return _chunks()
    text = f"{cause} {error}"
    if isinstance(cause, LineTooLong) or "Got more than" in text or "Too many" in text:
        return FetchError(Outcome.TOO_LARGE, because(VisitCode.HEADERS_TOO_LARGE))
    return FetchError(Outcome.HTTP_ERROR, because(VisitCode.PROTOCOL))


def _chunks() -> FetchError:
    return FetchError(Outcome.RESET, because(VisitCode.CHUNKS_BROKEN))


def _address(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.FORBIDDEN_ADDRESS, because(VisitCode.ADDRESS_MALFORMED))


def _system(error: Exception, received: int) -> FetchError:
    inner = getattr(error, "os_error", None) or error
    if isinstance(inner, ssl.SSLError):
        return _tls(inner, received)
    number = getattr(inner, "errno", None) or 0
    if number in OUR_LIMITS:
        raise error
    outcome, code = ERRNO_REASONS.get(number, (Outcome.RESET, VisitCode.CONNECTION_RESET))
    return FetchError(outcome, because(code))


def _broken(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.RESET, because(VisitCode.CONNECTION_BROKEN))


# Our own machine is at its limits: no portal's fault, and no fact about it.
OUR_LIMITS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS})
ERRNO_REASONS = {
    errno.ECONNREFUSED: (Outcome.REFUSED, VisitCode.CONNECTION_REFUSED),
    errno.ENETUNREACH: (Outcome.REFUSED, VisitCode.NETWORK_UNREACHABLE),
    errno.EHOSTUNREACH: (Outcome.REFUSED, VisitCode.NETWORK_UNREACHABLE),
    errno.ETIMEDOUT: (Outcome.TIMEOUT, VisitCode.CONNECT_TIMEOUT),
    errno.EACCES: (Outcome.FORBIDDEN_ADDRESS, VisitCode.ADDRESS_NOT_PUBLIC),
}
# The first kind that fits; the particular stand before the general.
READERS: tuple[tuple[type[Exception], Callable[[Exception, int], FetchError]], ...] = (
    (aiohttp.ClientHttpProxyError, _proxy_refused),
    (aiohttp.ClientProxyConnectionError, _no_proxy),
    (aiohttp.ClientConnectorCertificateError, _certificate),
    (ssl.SSLCertVerificationError, _certificate),
    (aiohttp.ClientSSLError, _tls),
    (ssl.SSLError, _tls),
    (aiohttp.ClientConnectorDNSError, _unresolved),
    (aiohttp.ConnectionTimeoutError, _unconnected),
    (TimeoutError, _silent),
    (aiohttp.ServerDisconnectedError, _disconnected),
    (aiohttp.ClientPayloadError, _payload),
    (aiohttp.ClientResponseError, _protocol),
    (aiohttp.InvalidURL, _address),
    (UnicodeError, _address),
    (OSError, _system),
    (aiohttp.ClientError, _broken),
)
