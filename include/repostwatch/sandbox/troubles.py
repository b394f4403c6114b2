"""Site faults: what a portal answers instead of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from repostwatch.sandbox.roles import SiteFault

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer; `fault` is what the server does to the connection instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: SiteFault | None = None
    seconds: float = 0.0  # that it takes

    @classmethod
    def text(cls, text: str, kind: str, status: int = 200) -> Reply:
        return cls(status, {"Content-Type": kind}, text.encode())

    @classmethod
    def html(cls, text: str, status: int = 200) -> Reply:
        return cls.text(text, HTML, status)

    @classmethod
    def css(cls, body: bytes) -> Reply:
        return cls(200, {"Content-Type": "text/css; charset=utf-8"}, body)

    @classmethod
    def missing(cls) -> Reply:
        return cls.html(
            "<html><head><title>404 Not Found</title></head><body>404</body></html>", 404
        )


# A script that computes a cookie and asks again, as 412 answers carry it.
PRECONDITION = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta id="c9a1" content="{q}l4(.[kW" r="m">
<script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=47133;
$_ts.cd="qqqqrqqqqaGmqqlE7cRqqqLAwqqq";if($_ts.lcd)$_ts.lcd();</script>
<script type="text/javascript" charset="utf-8" src="/Qv8r2kXh/c7bd.js" r="m"></script>
</head><body></body></html>"""
COOKIE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=')+'1788742800.131|-1|'"
    "+(+!+[]+[])+';max-age=3600;path=/';location.href=location.pathname+location.search</script>"
)
INTERSTITIAL = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>安全验证</title><meta http-equiv="refresh" content="5"></head>
<body><div class="box"><h1>正在进行安全检测，请稍候…</h1>
<p>为保障网站安全运行，系统正在检查您的浏览器。请开启 JavaScript 并允许 Cookie 后刷新本页。</p>
<noscript>您的浏览器未启用 JavaScript，无法继续访问。</noscript>
<script>(function(){var t=Date.now();document.cookie="waf_challenge="+t.toString(36)+";path=/";
setTimeout(function(){location.reload();},3000);})();</script></div></body></html>"""
FORBIDDEN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>403 访问被拦截</title></head>
<body><h1>您的访问请求被网站防火墙拦截</h1><p>事件编号：8a3f91c07e55d2b4，如有疑问请联系网站管理员。</p>
</body></html>"""
SHELL = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户网站</title>
<link rel="stylesheet" href="/static/css/app.4f1c0a9e.css"></head>
<body><noscript>请启用 JavaScript 后访问本站。</noscript><div id="app"></div>
<script src="/static/js/chunk-vendors.91be0c55.js"></script>
<script src="/static/js/app.c2d77a10.js"></script></body></html>"""
UNAVAILABLE = """<html><head><title>503 Service Temporarily Unavailable</title></head>
<body><center><h1>503 Service Temporarily Unavailable</h1></center><hr></body></html>"""


def fault_reply(fault: SiteFault, path: str) -> Reply:
    """The answer to any address of a portal during a fault."""
    match fault:
        case SiteFault.TIMEOUT | SiteFault.RESET:
            return Reply(0, fault=fault)
        case SiteFault.FORBIDDEN:
            return Reply.html(FORBIDDEN, 403)
        case SiteFault.PRECONDITION:
            return Reply.html(PRECONDITION, 412)
        case SiteFault.COOKIE:
            headers = {"Content-Type": "text/html", "Set-Cookie": "__jsluid_s=7f3a; path=/"}
            return Reply(521, headers, COOKIE.encode())
        case SiteFault.INTERSTITIAL:
            return Reply.html(INTERSTITIAL)
        case SiteFault.LOOP:
            return Reply(302, {"Location": "/" if path != "/" else "/portal/index.html"})
        case SiteFault.SHELL:
            return Reply.html(SHELL)
        case SiteFault.SERVER_ERROR:
            return Reply.html(UNAVAILABLE, 503)
