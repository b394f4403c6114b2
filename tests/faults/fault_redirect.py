"""Faults of where an answer leads: loops, dead ends, and doors into places we must not go."""

from __future__ import annotations

from typing import ClassVar

from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.faults.fault_server import PAGE, Fault, Wire


class Redirect(Fault, abstract=True):
    """302 to `location` until its path is reached, where the page is."""

    location: ClassVar[bytes] = b"/home/"
    code: ClassVar[str] = "302 Found"

    async def talk(self, wire: Wire, target: str) -> None:
        if target.split("?", maxsplit=1)[0] != "/":
            await wire.answer(PAGE)
            return
        location = self.location.replace(b"PORT", str(self.port).encode())
        await wire.send(
            b"HTTP/1.1 %s\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n"
            % (self.code.encode(), location)
        )


class Moved(Redirect):
    code, final, status = "301 Moved Permanently", "/home/", 200


class SeeOther(Redirect):
    code, final = "303 See Other", "/home/"


class Temporary(Redirect):
    code, final = "307 Temporary Redirect", "/home/"


class Permanent(Redirect):
    code, final = "308 Permanent Redirect", "/home/"


class ToRelative(Redirect):
    location, final = b"home/./x/../index.html", "/home/index.html"


class ToNoScheme(Redirect):
    location, final = b"//127.0.0.1:PORT/home/", "/home/"


class ToQuery(Redirect):
    """Only a query: the same path, which here redirects again."""

    location, outcome, reason = b"?again=1", Outcome.TOO_MANY_REDIRECTS, VisitCode.REDIRECT_CIRCLE


class ToFragment(Redirect):
    """A fragment never reaches a server: this leads to itself."""

    location, outcome, reason = b"#top", Outcome.TOO_MANY_REDIRECTS, VisitCode.REDIRECT_CIRCLE


class ToGbk(Redirect):
    """A path in GBK keeps its bytes."""

    location, final = "/首页/".encode("gbk"), "/%CA%D7%D2%B3/"


class ToBlanks(Redirect):
    """Blanks and tabs around and inside, as a browser forgives them."""

    location, final = b" \t/ho me/\t ", "/ho%20me/"


class Loop(Redirect):
    location, outcome, reason, status = (
        b"/",
        Outcome.TOO_MANY_REDIRECTS,
        VisitCode.REDIRECT_CIRCLE,
        None,
    )


class PingPong(Fault):
    outcome, reason = Outcome.TOO_MANY_REDIRECTS, VisitCode.REDIRECT_CIRCLE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "302 Found", Location="/b" if target == "/a" else "/a")


class Deeper(Fault):
    """Ever further: no address comes twice."""

    outcome, reason = Outcome.TOO_MANY_REDIRECTS, VisitCode.TOO_MANY_REDIRECTS

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "302 Found", Location=target + "x/")


class CookieLoop(Fault):
    """Redirects to itself until its cookie comes back: that is honoured."""

    async def talk(self, wire: Wire, target: str) -> None:
        if "seen=1" in wire.headers.get("cookie", ""):
            await wire.answer(PAGE)
        else:
            await wire.answer(b"", "302 Found", Location=target, Set_Cookie="seen=1; Path=/")


class NoLocation(Fault):
    outcome, reason, status = (
        Outcome.HTTP_ERROR,
        because(VisitCode.REDIRECT_WITHOUT_ADDRESS, status=302),
        302,
    )

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "302 Found")


class BlankLocation(Fault):
    outcome, reason, status = (
        Outcome.HTTP_ERROR,
        because(VisitCode.REDIRECT_WITHOUT_ADDRESS, status=301),
        301,
    )

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "301 Moved Permanently", Location=" ")


class ToErrorPage(Redirect):
    location, outcome, reason = (
        b"/404.html",
        Outcome.SOFT_404,
        because(VisitCode.ERROR_PAGE, path="/404.html"),
    )
    final = "/404.html"


class Forbidden(Redirect, abstract=True):
    outcome = Outcome.FORBIDDEN_ADDRESS


class ToPrivate(Forbidden):
    location, reason = (
        b"http://192.168.1.1/",
        because(VisitCode.ADDRESS_NOT_PUBLIC, address="192.168.1.1"),
    )


class ToMetadata(Forbidden):
    location, reason = b"http://169.254.169.254/latest/meta-data/", VisitCode.ADDRESS_NOT_PUBLIC


class ToMapped(Forbidden):
    """An IPv4 address inside an IPv6 one."""

    location, reason = b"http://[::ffff:10.0.0.1]/", VisitCode.ADDRESS_NOT_PUBLIC


class ToDecimal(Forbidden):
    """10.0.0.1 as one number."""

    location, reason = b"http://167772161/", VisitCode.IPV4_MALFORMED


class ToFile(Forbidden):
    location, reason = b"file:///etc/passwd", because(VisitCode.SCHEME_REFUSED, scheme="file")


class ToScript(Forbidden):
    location, reason = (
        b"javascript:alert(1)",
        because(VisitCode.SCHEME_REFUSED, scheme="javascript"),
    )


class ToData(Forbidden):
    location, reason = b"data:text/html,<p>x", because(VisitCode.SCHEME_REFUSED, scheme="data")


class ToUserInfo(Forbidden):
    location, reason = b"http://127.0.0.1@10.0.0.1/", VisitCode.ADDRESS_WITH_CREDENTIALS


class ToOddPort(Forbidden):
    location, reason = (
        b"http://www.example.gov.cn:6379/",
        because(VisitCode.PORT_REFUSED, port=6379),
    )


class ToBackslash(Forbidden):
    location, reason = b"http:\\\\10.0.0.1\\", VisitCode.ADDRESS_WITH_BACKSLASH


class ToTooLong(Forbidden):
    location, reason = b"/home/" + b"a" * 9000, VisitCode.ADDRESS_TOO_LONG


class ToBareName(Forbidden):
    location, reason = b"http://intranet/", VisitCode.HOST_INCOMPLETE


class ToBrokenName(Forbidden):
    """An encoded name that stands for nothing: those who show it decode it, and fail."""

    location, reason = b"http://xn--" + b"a" * 58 + b".cn/", VisitCode.HOST_CHARACTERS


class ToBrokenLabel(Forbidden):
    location, reason = b"http://www.xn--0.cn/", VisitCode.HOST_CHARACTERS


class ToEncodedNonsense(Forbidden):
    location, reason = b"http://xn--ls8h-\xff.cn/", VisitCode.REDIRECT_HOST_MALFORMED


# Without what no terminal takes.
ERROR_PAGE = because(VisitCode.ERROR_PAGE, path="/404 x")


class ToZero(Redirect):
    """An error page with a zero in its address: the reason quotes it."""

    location, outcome, reason = b"/404%00x", Outcome.SOFT_404, ERROR_PAGE
    final = "/404%00x"


class ToControls(Redirect):
    location, outcome, reason = b"/404%1b%e2%80%aex", Outcome.SOFT_404, ERROR_PAGE
    final = "/404%1B%E2%80%AEx"


class HeaderRefresh(Fault):
    """A Refresh header leads on as its tag would."""

    final = "/index.html"

    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/":
            await wire.answer(b"<p>wait</p>", Refresh="0; url=/index.html")
        else:
            await wire.answer(PAGE)


class NewCookieLoop(CookieLoop):
    """A cookie with an attribute that the standard library does not know."""

    async def talk(self, wire: Wire, target: str) -> None:
        line = "seen=1; Path=/; Secure; SameSite=None; Partitioned; Expires=2099-1-1 0:0:0"
        if "seen=1" in wire.headers.get("cookie", ""):
            await wire.answer(PAGE)
        else:
            await wire.answer(b"", "302 Found", Location=target, Set_Cookie=line)


class CookieFlood(Fault):
    """A hundred cookies of 30 KB each: whoever parses them in quadratic time stands still."""

    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/":
            value = "\\" * 30_000
            flood = "".join(f'Set-Cookie: a{n}="{value}\r\n' for n in range(100))
            head = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /home\r\n{flood}\r\n"
            await wire.send(head.encode())
        else:
            await wire.answer(PAGE)

    final = "/home"


class Refresh(Fault):
    """A page that is nothing but a refresh."""

    final = "/index.html"
    body: ClassVar[str] = '<html><meta http-equiv="refresh" content="0; url=/index.html"></html>'

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(self.body.encode() if target == "/" else PAGE)


class ScriptedDoor(Refresh):
    """One line of script that leads on."""

    body = "<html><script>window.location.href='/index.html'</script></html>"


class RefreshLoop(Fault):
    outcome, reason = Outcome.TOO_MANY_REDIRECTS, VisitCode.REDIRECT_CIRCLE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(
            b"<meta http-equiv=refresh content='0;url=/b'>"
            if target == "/a"
            else b"<meta http-equiv=refresh content='0;url=/a'>"
        )


class RefreshToPrivate(Fault):
    outcome, reason = Outcome.FORBIDDEN_ADDRESS, VisitCode.ADDRESS_NOT_PUBLIC

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>")
