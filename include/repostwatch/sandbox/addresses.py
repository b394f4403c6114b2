"""Where things stand on a portal, by its family (docs/rules.md section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from repostwatch.sandbox.items import Item
from repostwatch.sandbox.style import Family
from repostwatch.sandbox.world import PortalPlan

SLUGS = {
    "policy": "gwyxx",
    "news": "gzdt",
    "notices": "tzgg",
    "reading": "zcjd",
    "stale": "gwywj",
}
PROXY = "/module/web/jpage/dataproxy.jsp"
GOV_HOST = "127.77.0.1"
CONTROL_HOST = "127.77.0.2"


@dataclass(frozen=True, slots=True)
class Web:
    """Every site has a loopback address of its own; all share one port."""

    port: int

    @property
    def gov(self) -> str:
        return f"http://{GOV_HOST}:{self.port}"

    @property
    def control(self) -> str:
        return f"http://{CONTROL_HOST}:{self.port}"

    def portal(self, portal: PortalPlan) -> str:
        return f"http://{portal_host(portal.place)}:{self.port}"


def portal_host(place: int) -> str:
    """127.77.1.1, 127.77.1.2 …: Linux answers on all of 127.0.0.0/8 without further setup."""
    return f"127.77.{1 + place // 200}.{1 + place % 200}"


def channel_number(portal: PortalPlan, channel: str) -> int:
    """The number by which 大汉 and table portals call a channel."""
    digest = sha256(f"{portal.portal_id}:{channel}".encode()).digest()
    return 10_000 + int.from_bytes(digest[:2])


def list_path(portal: PortalPlan, channel: str, page: int = 0) -> str:
    """The address of a channel's list page; `page` counts from 0."""
    slug, number = SLUGS[channel], channel_number(portal, channel)
    match portal.style.family:
        case Family.TRS:
            return f"/zwgk/{slug}/index{f'_{page}' if page else ''}.html"
        case Family.HANWEB if page:
            return f"{PROXY}?page={page}&appid=1&webid=1&columnid={number}&unitid={number * 7}"
        case Family.HANWEB:
            return f"/col/col{number}/index.html"
        case Family.SCRIPTED:
            return f"/{slug}/list{f'_{page + 1}' if page else ''}.html"
        case Family.TABLE:
            return f"/c{number}/list{f'-{page + 1}' if page else ''}.shtml"
        case Family.DL:
            return f"/{slug}/index{f'_{page + 1}' if page else ''}.htm"


def item_path(portal: PortalPlan, item: Item) -> str:
    """The address of an article. Dated families carry the claimed day in it."""
    slug, number, day = SLUGS[item.channel], channel_number(portal, item.channel), item.claimed
    match portal.style.family:
        case Family.TRS:
            return f"/zwgk/{slug}/{day:%Y%m}/t{day:%Y%m%d}_{item.serial}.html"
        case Family.HANWEB:
            return f"/art/{day.year}/{day.month}/{day.day}/art_{number}_{item.serial}.html"
        case Family.SCRIPTED:
            return f"/{slug}/content/post_{item.serial}.html"
        case Family.TABLE:
            return f"/c{number}/c{item.serial}/content.html"
        case Family.DL:
            return f"/{slug}/{day:%Y%m}/{item.digest}.htm"
