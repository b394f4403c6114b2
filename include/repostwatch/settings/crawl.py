"""How pages are fetched: bounds, politeness, the browser."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from repostwatch.base.headers import read_headers
from repostwatch.settings.section import Section


class CrawlSettings(Section):
    contact: str = ""
    """Who runs this monitor: a mail or web address. It stands in the User-Agent, so that a
    portal's administrator who sees us in the logs can ask. Set it before the first real scan."""

    request_headers: str = ""
    """Sent with every request, `Referer: https://… | X-From: …`. Some portals answer only those who
    come from a page of theirs; where it is one portal, its registry row is the place for it."""

    request_headers_reason: str = ""
    """Why; the report shows it."""

    proxy: str = ""
    """An http proxy that every request goes by, e.g. http://10.0.0.5:3128: where the machine has no
    way out of its own. What is asked for is checked as without one, before the proxy hears of
    it."""

    proxy_reason: str = ""
    """Why; the report shows it."""

    own_proxies: tuple[str, ...] = ()
    """Proxies of the registry that may stand on addresses that are not public: a registry may come
    from others, and must not make us knock at our own machines. `proxy` is one of them."""

    total_seconds: float = 45.0
    """The national spot check calls a page unreachable after 15 s; three times that leaves
    room for a slow but living site, so that we never call one dead that inspectors can open.
    One attempt, all redirects and the whole body; waiting for our own turn does not count."""

    dns_seconds: float = 15.0
    """Not less than the spot check's 15 s for any single step of a fetch."""

    connect_seconds: float = 15.0
    """TCP and TLS together. The same 15 s."""

    read_seconds: float = 20.0
    """Silence between two pieces of an answer. Some portals build their homepage in 15 s."""

    attempts: int = 2
    """Within a run, for outcomes that may pass. A third try seldom heals what two did not, and
    the next scan comes within the hour."""

    retry_seconds: float = 3.0
    """Pause before the second try, with jitter of a half either way: long enough for a worker
    behind a balancer to restart, short enough to end a scan in its slot."""

    max_redirects: int = 10
    """Portals need up to four (http, https, www, index); browsers stop at 20."""

    max_bytes: int = 8 * 1024 * 1024
    """Of a body, as received and as decompressed. The largest homepage at hand has 0.4 MB; a
    full list of 1,000 policies 1 MB. Sixteen at once stay far below a small machine's memory."""

    max_header_bytes: int = 32 * 1024
    """Of one header line. Security headers of real sites reach 8 KB."""

    max_headers: int = 128
    """Lines of headers. Real sites send 10 to 40."""

    max_address: int = 4096
    """Characters of an address. Longer ones are session dumps or attacks."""

    ports: tuple[int, ...] = (80, 81, 443, 8000, 8080, 8081, 8088, 8443, 8888)
    """Where government sites serve pages. Other ports are other services, which a redirect must
    not make us talk to."""

    connections: int = 64
    """Open at once, all hosts together."""

    connections_per_host: int = 2
    """A browser opens six; a monitor has no hurry."""

    gap_seconds: float = 1.0
    """Between the starts of two requests to one host. A portal's scan needs 3 to 15 requests."""

    polite_to_loopback: bool = False
    """Gaps, places and back-off protect strangers' servers. What runs on this machine is our own
    (a sandbox, a test web), and one of its addresses often plays many portals at once."""

    crawl_delay_max_seconds: float = 10.0
    """A robots.txt may ask for a longer gap than ours, up to this; a site that wants more should
    use Disallow."""

    robots_bytes: int = 500 * 1024
    """RFC 9309 asks crawlers to read at least 500 KiB of a robots.txt; we read no more."""

    robots_hours: float = 24.0
    """RFC 9309: a cached robots.txt should not be used for longer."""

    backoff_after: int = 2
    """Fetches of one host that failed in a row before it is left alone for a while. One slow
    page must not cost the portal its other pages."""

    backoff_seconds: float = 60.0
    """The first such pause; it doubles with every further failure, with jitter of a fifth."""

    backoff_max_seconds: float = 1800.0
    """Half an hour: a portal that comes back is seen by the next hourly scan."""

    retry_after_wait_seconds: float = 10.0
    """A Retry-After up to this is waited for within the run; a longer one outlives it."""

    retry_after_max_seconds: float = 24 * 3600.0
    """A server that says "come back in ten years" is asked again after a day."""

    recheck_hours: float = 6.0
    """How long a 304 is believed without seeing the whole page again. A validator that never
    changes while the content does would otherwise hide a repost for ever; six hours keep it
    well within a duty's 24."""

    chromium: str = "/usr/bin/chromium"
    """Debian's browser, for portals marked `render`."""

    chromium_sandbox: bool | None = None
    """Chromium's own sandbox, around pages that may be hostile. None: unless root runs it, which
    Chromium refuses. It needs user namespaces, which most containers do not have: there a page is
    not drawn, and the reason says so, until this is false."""

    render_seconds: float = 40.0
    """From opening the page to its final markup; about twice what a slow script page needs."""

    render_portal_seconds: float = 60.0
    """That a browser draws pages of one portal in one run, together. A portal's 3 to 10 pages take
    one to five seconds each; one whose pages never end must not keep the others waiting."""

    render_megabytes: int = Field(default=768, gt=0)
    """That one process of the browser may hold. Real pages take 100 to 300 MB; a script that fills
    memory has a gigabyte within seconds, and the machine is the other portals', too."""

    browser_megabytes: int = Field(default=1536, gt=0)
    """That all processes of one browser may hold together, without what they share. Three pages at
    once, with the browser's own processes, take 500 to 1,000 MB; above it the largest is ended."""

    render_requests: int = 200
    """Scripts, styles and data that one rendered page may ask for. Portals need 20 to 120."""

    render_bytes: int = 32 * 1024 * 1024
    """All that a rendered page may load."""

    screen_width: int = Field(default=1920, gt=0)
    screen_height: int = Field(default=1080, gt=0)
    """The window that pages are drawn in, in pixels: the commonest desktop screen, and that of
    the study which `reading.prominent_screens` rests on."""

    screen_boxes: int = 5000
    """Elements of a drawn page whose place is noted. The fullest homepage at hand has 800."""

    screen_seconds: float = 2.0
    """For noting them; 800 take 0.05 s, 5,000 take 0.2 s. What is not noted is judged by its
    place in the markup."""

    pictures: bool = False
    """Whether a picture of each page drawn in the browser is kept beside it. It makes evidence
    that anybody can see, and costs its images on the wire and 0.1 to 0.7 MB for each page that
    changed (ten real pages): for a hundred of them an hour, half a gigabyte to one a day."""

    picture_height: int = Field(default=8640, gt=0, le=16_000)
    """Pixels from the top: eight screens. Chromium cannot paint more than 16,384."""

    picture_bytes: int = 2 * 1024 * 1024
    """Of ten real pages' pictures the largest, full of photographs, has 1.6 MB. A larger one is
    not kept."""

    picture_seconds: float = 10.0
    """For loading images, at most half of it, and taking the picture; after `render_seconds`."""

    @model_validator(mode="after")
    def _has_reasons(self) -> Self:
        if self.request_headers:
            read_headers(self.request_headers)
        for proxy in filter(None, (self.proxy, *self.own_proxies)):
            parts = urlsplit(proxy)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("a proxy is an address like http://10.0.0.5:3128")
        for name in ("request_headers", "proxy"):
            if getattr(self, name) and not getattr(self, f"{name}_reason").strip():
                raise ValueError(f"{name} needs a {name}_reason: the report shows it")
        return self
