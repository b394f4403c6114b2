"""Scripts that are known by the names of their files: what they do is to show what a page has."""

from __future__ import annotations

import re

_VERSION = r"\d{0,4}(?:[-._](?:v?\d{1,8}[a-z]?|min|slim|packe?d?|bundle|all|latest|cn|zh)){0,6}"
_KNOWN = re.compile(
    r"(?:jquery|jquery[-._]?(?:ui|migrate|superslide|lazyload|easing|cookie|slides?|marquee|cycle|scroll\w{0,12}"
    r"|nivo\w{0,12}|flexslider|soChange|kxbdmarquee|qrcode|placeholder)|zepto|bootstrap|swiper|super-?slide"
    r"|slick|owl\.?carousel|flexslider|unslider|lazyload|html5shiv|html5|respond|modernizr|css3-mediaqueries"
    r"|selectivizr|pie|dd_belatedpng|wow|animate|layer|laydate|echarts|polyfill|es5-shim|es6-shim|json[23]"
    r"|qrcode|clipboard|jweixin|popper|iscroll|masonry|marquee|my?focus|koala|scrollpic|slider?"
    r"|bdshare|share|social-share|hm|tongji|analytics|ga|gtag|cnzz|51la|conac|jiucuo|wza|slh)"
    rf"{_VERSION}\.js",
    re.IGNORECASE,
)
# Whose scripts count visits, share, or read pages aloud, whatever the files are called.
_HOSTS = (
    r"(?:[\w-]{1,63}\.){0,4}(?:conac\.cn|kaipuyun\.cn|baidu\.com|bdstatic\.com|cnzz\.com|51\.la"
    r"|jiathis\.com|google-analytics\.com|googletagmanager\.com)/"
)
_OTHERS = re.compile(rf"(?:https?:)?//{_HOSTS}", re.IGNORECASE)
_HOST = re.compile(rf"(?:^|[/\s\"'=.3D]){_HOSTS}", re.IGNORECASE)


def may_fill(src: str | None) -> bool:
    """Whether a script at an address may fill a list: its name tells nothing else."""
    if not src or _OTHERS.match(src.strip()):
        return False
    name = src.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return _KNOWN.fullmatch(name) is None


def is_known_host(address: str) -> bool:
    """Whether an address, or a piece of one that a script puts together, is of those."""
    return _HOST.search(address) is not None
