"""Faults that say so: statuses, with and without Retry-After, and pages that challenge."""

# A class attribute here is a fact about the fault, set once.
# ruff: noqa: RUF012

from __future__ import annotations

from typing import ClassVar

from repostwatch.model import Outcome, because, outcomes
from repostwatch.model.codes import VisitCode
from tests.faults.fault_server import PAGE, Fault, Wire

PLAIN = b"<html><head><title>error</title></head><body><h1>error</h1></body></html>"


class Status(Fault, abstract=True):
    """`line` is code and phrase."""

    outcome = Outcome.HTTP_ERROR
    line: ClassVar[str]
    body: ClassVar[bytes] = PLAIN
    headers: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls, *, abstract: bool = False) -> None:
        super().__init_subclass__(abstract=abstract)
        if not abstract:
            cls.status = int(cls.line.split(" ")[0])

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(self.body, self.line, **self.headers)


class BadRequest(Status):
    line, reason = "400 Bad Request", because(VisitCode.HTTP_STATUS, status=400)


class Unauthorized(Status):
    line, reason, headers = (
        "401 Unauthorized",
        because(VisitCode.HTTP_STATUS, status=401),
        {"WWW_Authenticate": "Basic"},
    )


class PlainForbidden(Status):
    line, reason = "403 Forbidden", because(VisitCode.HTTP_STATUS, status=403)


class NotFound(Status):
    line, reason = "404 Not Found", because(VisitCode.HTTP_STATUS, status=404)


class NotAllowed(Status):
    line, reason = "405 Not Allowed", because(VisitCode.HTTP_STATUS, status=405)


class Gone(Status):
    line, reason = "410 Gone", because(VisitCode.HTTP_STATUS, status=410)


class Teapot(Status):
    line, reason = "418 I'm a teapot", because(VisitCode.HTTP_STATUS, status=418)


class TooMany(Status):
    line, reason = "429 Too Many Requests", because(VisitCode.HTTP_STATUS, status=429)


class TooManyWait(Status):
    line, reason = "429 Too Many Requests", because(VisitCode.HTTP_STATUS, status=429)
    headers = {"Retry_After": "3600"}


class Legal(Status):
    line, reason = "451 Unavailable For Legal Reasons", because(VisitCode.HTTP_STATUS, status=451)


class ServerError(Status):
    line, reason = "500 Internal Server Error", because(VisitCode.HTTP_STATUS, status=500)


class BadGateway(Status):
    line, reason = "502 Bad Gateway", because(VisitCode.HTTP_STATUS, status=502)


class Unavailable(Status):
    line, reason = "503 Service Unavailable", because(VisitCode.HTTP_STATUS, status=503)


class UnavailableWait(Status):
    line, reason = "503 Service Unavailable", because(VisitCode.HTTP_STATUS, status=503)
    headers = {"Retry_After": "Fri, 31 Dec 2100 23:59:59 GMT"}


class UnavailableNonsense(Status):
    """A Retry-After that is neither number nor date."""

    line, reason = "503 Service Unavailable", because(VisitCode.HTTP_STATUS, status=503)
    headers = {"Retry_After": "明天"}


class GatewayTimeout(Status):
    line, reason = "504 Gateway Timeout", because(VisitCode.HTTP_STATUS, status=504)


class Unknown(Status):
    line, reason = "999 Whatever", because(VisitCode.HTTP_STATUS, status=999)


class Partial(Status):
    """206 although nothing in part was asked for."""

    line, reason, body = "206 Partial Content", because(VisitCode.PARTIAL, status=206), PAGE


class PartWithoutSaying(Status):
    """200, but for a header that says which bytes of how many the body is."""

    line, reason, body = "200 OK", because(VisitCode.PARTIAL, status=200), PAGE
    headers = {"Content_Range": f"bytes 0-{len(PAGE) - 1}/{2 * len(PAGE)}"}


class NotYet(Status):
    """202 with a page: what is asked for is not there yet."""

    line, reason, body = "202 Accepted", because(VisitCode.NO_WHOLE_PAGE, status=202), PAGE


class MadeOfIt(Status):
    """226: the body is what was made of the page."""

    line, reason, body = "226 IM Used", because(VisitCode.NO_WHOLE_PAGE, status=226), PAGE


class Choices(Status):
    line, reason = "300 Multiple Choices", because(VisitCode.HTTP_STATUS, status=300)


class UnaskedNotModified(Fault):
    """304 to somebody who has nothing."""

    outcome, reason, status = Outcome.HTTP_ERROR, because(VisitCode.HTTP_STATUS, status=304), 304

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "304 Not Modified", Content_Length="")


class Challenge(Status, abstract=True):
    outcome = Outcome.BLOCKED


class Precondition(Challenge):
    """412 with a script that computes a cookie."""

    line, reason = (
        "412 Precondition Failed",
        because(VisitCode.FIREWALL, firewall=outcomes.Firewall.RIVERSEC, status=412),
    )
    body = b"<html><script r='m'>$_ts=window['$_ts'];$_ts.nsd=1;</script></html>"


class PreconditionBare(Challenge):
    line, reason, body = "412 Precondition Failed", VisitCode.BROWSER_CHECK, b""


class CookieScript(Challenge):
    """521 with a cookie in a script."""

    line, reason = (
        "521 ",
        because(VisitCode.FIREWALL, firewall=outcomes.Firewall.JIASULE, status=521),
    )
    body = b"<script>document.cookie='__jsl_clearance=1;path=/';location.reload()</script>"


class CookieScript200(Challenge):
    """The same, said to be a success, of a brand not known by name."""

    line, reason = "200 OK", VisitCode.COOKIE_SCRIPT
    body = b"<html><script>document.cookie='k='+x();location.reload();</script></html>"


class CloudChallenge(Challenge):
    line, reason = (
        "200 OK",
        because(VisitCode.FIREWALL, firewall=outcomes.Firewall.ALIYUN, status=200),
    )
    body = b"<html><script>var arg1='300017600085600606';acw_sc__v2</script></html>"


class Firewall(Challenge):
    line, reason = "403 Forbidden", VisitCode.FIREWALL_WORDS
    body = "<html><body>您的访问请求被网站防火墙拦截：请求被拦截</body></html>".encode()


class FirewallGbk(Challenge):
    line, reason = "403 Forbidden", VisitCode.FIREWALL_WORDS
    body = "<html><body>网站防火墙：您的请求带有不合法参数</body></html>".encode("gbk")


class Interstitial(Challenge):
    line, reason = "200 OK", VisitCode.FIREWALL_WORDS
    body = "<html><body><h1>安全验证</h1><p>请完成安全验证后继续访问</p></body></html>".encode()


class Accepted(Challenge):
    """202 and an obfuscated script."""

    line, reason = "202 Accepted", VisitCode.BROWSER_SCRIPT
    body = b"<html><script>eval(function(p,a,c,k){}('x'))</script></html>"


class CloudHeader(Challenge):
    line, headers = "403 Forbidden", {"cf_mitigated": "challenge"}
    reason = because(VisitCode.FIREWALL_CHECK, firewall=outcomes.Firewall.CLOUDFLARE, status=403)


class Captcha405(Challenge):
    line, reason = (
        "405 Not Allowed",
        because(VisitCode.FIREWALL, firewall=outcomes.Firewall.ALIYUN, status=405),
    )
    body = b"<html><script src='//errors.aliyun.com/x.js'></script></html>"


class RobotsDisallow(Fault):
    """robots.txt asks us to stay away."""

    outcome, reason = Outcome.BLOCKED, VisitCode.ROBOTS_DISALLOW

    async def accept(self, wire: Wire) -> None:
        while True:
            self.asked.append(target := await wire.request())
            await wire.answer(b"User-agent: *\nDisallow: /\n" if "robots" in target else PAGE)


class RobotsBroken(Fault):
    """robots.txt answers 503: the RFC has us assume that everything is disallowed."""

    outcome, reason = Outcome.HTTP_ERROR, VisitCode.ROBOTS_UNREADABLE

    async def accept(self, wire: Wire) -> None:
        while True:
            self.asked.append(target := await wire.request())
            if "robots" in target:
                await wire.answer(b"", "503 Service Unavailable")
            else:
                await wire.answer(PAGE)


class BytesAsType(Fault):
    """A type that is no text: the reason quotes it."""

    outcome, reason = Outcome.NOT_HTML, VisitCode.OTHER_TYPE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"data", Content_Type=b"\xff\xfe/x".decode("utf-8", "surrogateescape"))


class BytesAsEncoding(Fault):
    outcome, reason = Outcome.UNDECODABLE, VisitCode.ENCODING_UNKNOWN

    async def talk(self, wire: Wire, target: str) -> None:
        encoding = b"\xff\xfe".decode("utf-8", "surrogateescape")
        await wire.answer(b"data", Content_Encoding=encoding)


class BytesAsValidators(Fault):
    """Validators that are no text: they are kept with the visit."""

    async def talk(self, wire: Wire, target: str) -> None:
        strange = b"\xff\xfe\x01".decode("utf-8", "surrogateescape")
        await wire.answer(PAGE, ETag=f'"{strange}"', Last_Modified=strange)
