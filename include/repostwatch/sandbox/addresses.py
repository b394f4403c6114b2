"""Where things stand on a portal, by its family (docs/rules.md section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from repostwatch.sandbox.items import Item
from repostwatch.sandbox.layout import Section
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.style import Family

SLUGS = {
    "policy": "gwyxx",
    "news": "gzdt",
    "notices": "tzgg",
    "reading": "zcjd",
    "stale": "gwywj",
}
PROXY = "/module/web/jpage/dataproxy.jsp"
JSON_API = "/api/article/list"
GOV_HOST = "127.77.0.1"
CONTROL_HOST = "127.77.0.2"


@dataclass(frozen=True, slots=True)
class Web:
    """Every site has a loopback address of its own; all share one port. What a site has on
    another server of its own (zfxxgk.…) is on the next port: on this machine, and where hosts are
    numbers, one host is one site, whatever its port."""

    port: int

    @property
    def gov(self) -> str:
        return f"http://{GOV_HOST}:{self.port}"

    @property
    def control(self) -> str:
        return f"http://{CONTROL_HOST}:{self.port}"

    def portal(self, portal: PortalPlan) -> str:
        return f"http://{portal_host(portal.place)}:{self.port}"

    def sibling(self, portal: PortalPlan) -> str:
        return f"http://{portal_host(portal.place)}:{self.port + 1}"

    def server(self, portal: PortalPlan, channel: str) -> str:
        """The server that a channel and its items stand on."""
        on_sibling = portal.layout is not None and portal.layout.channel(channel).sibling
        return self.sibling(portal) if on_sibling else self.portal(portal)


def portal_host(place: int) -> str:
    """127.77.1.1, 127.77.1.2 …: Linux answers on all of 127.0.0.0/8 without further setup."""
    return f"127.77.{1 + place // 200}.{1 + place % 200}"


def channel_number(portal: PortalPlan, channel: str) -> int:
    """The number by which 大汉 and table portals call a channel."""
    digest = sha256(f"{portal.portal_id}:{channel}".encode()).digest()
    return 10_000 + int.from_bytes(digest[:2])


def list_path(portal: PortalPlan, channel: str, page: int = 0) -> str:
    """The address of a channel's list page; `page` counts from 0."""
    folder, number = _folder(portal, channel), channel_number(portal, channel)
    match portal.style.family:
        case Family.TRS:
            return f"{folder}/index{f'_{page}' if page else ''}.html"
        case Family.HANWEB if page:
            return f"{PROXY}?page={page}&appid=1&webid=1&columnid={number}&unitid={number * 7}"
        case Family.HANWEB:
            return f"/col/col{number}/index.html"
        case Family.SCRIPTED:
            return f"{folder}/list{f'_{page + 1}' if page else ''}.html"
        case Family.TABLE:
            return f"/c{number}/list{f'-{page + 1}' if page else ''}.shtml"
        case Family.DL:
            return f"{folder}/index{f'_{page + 1}' if page else ''}.htm"


def item_path(portal: PortalPlan, item: Item) -> str:
    """The address of an article. Dated families carry the claimed day in it."""
    folder, day = _folder(portal, item.channel), item.claimed
    number = channel_number(portal, item.channel)
    match portal.style.family:
        case Family.TRS:
            return f"{folder}/{day:%Y%m}/t{day:%Y%m%d}_{item.serial}.html"
        case Family.HANWEB:
            return f"/art/{day.year}/{day.month}/{day.day}/art_{number}_{item.serial}.html"
        case Family.SCRIPTED:
            return f"{folder}/content/post_{item.serial}.html"
        case Family.TABLE:
            return f"/c{number}/c{item.serial}/content.html"
        case Family.DL:
            return f"{folder}/{day:%Y%m}/{item.digest}.htm"


def section_path(portal: PortalPlan, section: Section) -> str:
    """The address of a page of navigation."""
    number = channel_number(portal, f"section:{section.key}")
    match portal.style.family:
        case Family.TRS:
            return f"{section.folder}/"
        case Family.HANWEB:
            return f"/col/col{number}/index.html"
        case Family.SCRIPTED:
            return f"{section.folder}/index.html"
        case Family.TABLE:
            return f"/c{number}/index.shtml"
        case Family.DL:
            return f"{section.folder}/index.htm"


def data_path(portal: PortalPlan, channel: str) -> str:
    """What a script asks for to fill a list page that has no items of its own."""
    number, size = channel_number(portal, channel), portal.style.page_size
    if portal.style.family is Family.HANWEB:
        return (
            f"{PROXY}?startrecord=1&endrecord={size * 3}&perpage={size}&appid=1&webid=1&path=/"
            f"&columnid={number}&unitid={number * 7}&webname={portal.portal_id}&permissiontype=0"
        )
    return f"{JSON_API}?channelId={number}&pageIndex=1&pageSize={size}"


def frame_path(portal: PortalPlan, channel: str, page: int = 0) -> str:
    """The page in the frame of a list page."""
    return f"/iframe/list_{channel_number(portal, channel)}_{page + 1}.html"


def _folder(portal: PortalPlan, channel: str) -> str:
    if portal.layout is not None:
        return portal.layout.channel(channel).folder
    slug = SLUGS[channel]
    return f"/zwgk/{slug}" if portal.style.family is Family.TRS else f"/{slug}"
