"""From what went wrong to one typed outcome with a reason an officer understands."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Callable

import aiohttp
from aiohttp.http_exceptions import BadHttpMessage, LineTooLong, TransferEncodingError

from repostwatch.model import Outcome

# May heal by themselves within minutes; `http_error` only with one of PASSING_STATUSES.
PASSING = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT})
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})
STATUS_REASONS = {
    400: "服务器认为请求有误",
    401: "需要登录",
    403: "服务器拒绝访问",
    404: "页面不存在",
    405: "服务器不允许这种访问",
    408: "服务器等待请求超时",
    410: "页面已被删除",
    429: "服务器认为访问过于频繁",
    451: "因法律原因不可访问",
    500: "服务器内部错误",
    502: "网关收到无效应答",
    503: "服务暂不可用",
    504: "网关等待超时",
}
CERTIFICATE_REASONS = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书链里有自签名的根证书",
    20: "证书链不完整或签发机构不受信任",
    21: "证书链不完整，无法核验",
    62: "证书与域名不符",
    64: "证书与IP地址不符",
}
TLS_REASONS = {
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": "服务器只支持不安全的旧式TLS重协商",
    "UNSUPPORTED_PROTOCOL": "服务器只支持过时的TLS版本",
    "TLSV1_ALERT_PROTOCOL_VERSION": "服务器不支持TLS 1.2以上版本",
    "DH_KEY_TOO_SMALL": "服务器的密钥过短",
    "EE_KEY_TOO_SMALL": "服务器证书的密钥过短",
    "CA_MD_TOO_WEAK": "证书使用过时的签名算法",
    "NO_CIPHERS_AVAILABLE": "没有双方都支持的加密算法",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "没有双方都支持的加密方式",
    "WRONG_VERSION_NUMBER": "端口上不是HTTPS服务",
    "TLSV1_UNRECOGNIZED_NAME": "服务器不认识这个域名",
}


class FetchError(Exception):
    """A fetch that ended without a page. `reason` is Chinese, for the officer.

    `own` marks our own decision not to ask (robots.txt, a pause): it says nothing new of the host.
    """

    def __init__(
        self,
        outcome: Outcome,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        own: bool = False,
    ) -> None:
        # What a server wrote may be quoted in it.
        reason = "".join(letter if letter.isprintable() else "\ufffd" for letter in reason)
        super().__init__(f"{outcome.value}: {reason}")
        self.outcome, self.reason, self.status = outcome, reason, status
        self.retry_after, self.own = retry_after, own

    @property
    def passing(self) -> bool:
        """Whether another try within the run is worth it."""
        if self.own:
            return False
        if self.outcome is Outcome.HTTP_ERROR:
            return self.status in PASSING_STATUSES
        return self.outcome in PASSING


def explain(error: Exception, received: int = 0) -> FetchError:
    """The failure that an exception of aiohttp, ssl or the system stands for.

    `received` is how many bytes of the body had arrived. Raises the error itself where it is a
    mistake or a shortage of ours rather than something of the web.
    """
    for kind, reader in READERS:
        if isinstance(error, kind):
            return reader(error, received)
    raise error


def internal(error: Exception) -> FetchError:
    """What nobody foresaw, as the failure of the one page that it happened at."""
    what = f"程序内部错误（{type(error).__name__}），未能采集，已通知系统管理员"
    return FetchError(Outcome.INTERNAL_ERROR, what, own=True)


def http_failure(status: int, retry_after: float | None = None) -> FetchError:
    """The failure that a status other than success stands for."""
    kind = "服务器出错" if status >= 500 else "服务器不提供此页面"
    text = STATUS_REASONS.get(status, kind)
    return FetchError(
        Outcome.HTTP_ERROR, f"{text}（{status}）", status=status, retry_after=retry_after
    )


def _certificate(error: Exception, received: int) -> FetchError:
    del received
    error = getattr(error, "certificate_error", error)
    text = CERTIFICATE_REASONS.get(getattr(error, "verify_code", 0), "证书核验失败")
    return FetchError(Outcome.TLS_ERROR, f"HTTPS{text}")


def _tls(error: Exception, received: int) -> FetchError:
    del received
    # aiohttp's own kinds are SSLErrors too, and know no reason; what they wrap does.
    inner = getattr(error, "os_error", None) or error
    name = getattr(inner, "reason", None) or ""
    text = TLS_REASONS.get(name) or ("HTTPS握手失败" + (f"（{name}）" if name else ""))
    return FetchError(Outcome.TLS_ERROR, text)


def _proxy_refused(error: Exception, received: int) -> FetchError:
    del received
    status = getattr(error, "status", None)
    return FetchError(Outcome.REFUSED, f"代理服务器不予转接（{status}）")


def _no_proxy(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.REFUSED, "连不上代理服务器")


def _unresolved(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.DNS_ERROR, "域名无法解析")


def _unconnected(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.TIMEOUT, "建立连接超时")


def _silent(error: Exception, received: int) -> FetchError:
    del error
    if received:
        return FetchError(Outcome.TIMEOUT, f"页面传到一半停住了（已收到{received}字节）")
    return FetchError(Outcome.TIMEOUT, "服务器长时间没有应答")


def _disconnected(error: Exception, received: int) -> FetchError:
    del received
    begun = getattr(error, "message", None) not in (None, "", "Server disconnected")
    what = "没有传完应答头" if begun else "没有应答"
    return FetchError(Outcome.RESET, f"服务器{what}就断开了连接")


def _payload(error: Exception, received: int) -> FetchError:
    cause = error.__cause__
    broken = isinstance(cause, (TransferEncodingError, LineTooLong, BadHttpMessage))
    if broken and "Not enough data" not in str(cause):
        return _chunks()
    return FetchError(Outcome.RESET, f"页面没有传完连接就断了（已收到{received}字节）")


def _protocol(error: Exception, received: int) -> FetchError:
    del received
    cause = error.__cause__ or error
    # The first line says what is wrong, the rest quotes the server.
    if "chunk" in str(getattr(cause, "message", "")).split("\n")[0].lower():
        return _chunks()
    text = f"{cause} {error}"
    if isinstance(cause, LineTooLong) or "Got more than" in text or "Too many" in text:
        return FetchError(Outcome.TOO_LARGE, "服务器的应答头过大")
    return FetchError(Outcome.HTTP_ERROR, "服务器的应答不符合HTTP协议")


def _chunks() -> FetchError:
    return FetchError(Outcome.RESET, "页面的分块传输格式错误，没有收到完整内容")


def _address(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.FORBIDDEN_ADDRESS, "地址格式不合规")


def _system(error: Exception, received: int) -> FetchError:
    inner = getattr(error, "os_error", None) or error
    if isinstance(inner, ssl.SSLError):
        return _tls(inner, received)
    number = getattr(inner, "errno", None) or 0
    if number in OUR_LIMITS:
        raise error
    return FetchError(*ERRNO_REASONS.get(number, (Outcome.RESET, "连接被对方中断")))


def _broken(error: Exception, received: int) -> FetchError:
    del error, received
    return FetchError(Outcome.RESET, "连接异常中断")


# Our own machine is at its limits: no portal's fault, and no fact about it.
OUR_LIMITS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS})
ERRNO_REASONS = {
    errno.ECONNREFUSED: (Outcome.REFUSED, "服务器拒绝连接"),
    errno.ENETUNREACH: (Outcome.REFUSED, "到服务器的网络不通"),
    errno.EHOSTUNREACH: (Outcome.REFUSED, "到服务器的网络不通"),
    errno.ETIMEDOUT: (Outcome.TIMEOUT, "建立连接超时"),
    errno.EACCES: (Outcome.FORBIDDEN_ADDRESS, "连接的地址不是公网地址，不予访问"),
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
