"""How much of a portal one scan looks at."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveFloat, PositiveInt

from repostwatch.settings.section import Section


class ScanSettings(Section):
    portals_at_once: int = 16
    """Most of a scan is waiting; 16 keep two cores busy reading while the rest is on the wire."""

    drawn_at_once: PositiveInt = 64
    """Of portals whose pages a browser draws, beside the others: three pages are drawn at a time,
    so that most of these wait, and must not keep the places of those that do not."""

    evidence_days: PositiveInt | None = 731
    """How long the bytes of pages are kept: two years, so that those of the year before are there
    as long as that year is assessed and contested. A changed page of 131 KB takes 25 KB, an
    unchanged one half a KB. None keeps them for ever."""

    copy_days: PositiveInt = 3
    """Where evidence is handed over to a folder that several machines see (REPOSTWATCH_SHARED): how
    long the copy of the machine that wrote it serves it. What unchanged pages refer to, and what is
    searched before a release is missing, is mostly of the same day."""

    timestamp_url: str = ""
    """A timestamp authority (RFC 3161) that is asked for its word on each day's evidence. Without
    one the chain of hashes shows a later change only to who kept one of its lines elsewhere."""

    slot_seconds: float = 0.0
    """A scan of many portals may start them over this time, each at its own moment of it, the
    same in every scan. 0: as soon as there is a place, which is right where tasks come one by
    one from a scheduler whose pool bounds them."""

    reuse_unchanged: bool = True
    """Whether pages that did not change are neither sent nor read again. Verdicts are the same
    either way; off, every scan sees every byte."""

    readers: NonNegativeInt = 2
    """Processes that read pages beside the scan, each started when all others are busy. Reading
    takes most of a scan's processor time, so two keep two cores busy; each has 45 MB. 0: the
    scan reads by itself, and a page that breaks the reader breaks the scan."""

    reader_seconds: PositiveFloat = 30.0
    """The worst 8 MB at hand are read in 2 s, a real homepage in 5 ms. What takes longer than
    this on a busy machine would not end, or was made to keep us busy."""

    slow_seconds: PositiveFloat = 5.0
    """A portal whose pages kept readers busy for so long in a scan is slow: all slow ones together
    leave one reader to the others. A real portal's 15 pages take 0.1 s."""

    reader_megabytes: PositiveInt = 1024
    """Addresses that a reader may use, as `ulimit -v` counts. It starts with 60 MB, and with the
    worst 8 MB at hand it has 160 MB."""

    next_pages: int = 10
    """How far a list is followed to reach back before the oldest open duty. Ten pages of 20
    items are months on most portals; beyond that the duty is `unknown`, not a burden on them."""

    frames: NonNegativeInt = 4
    """Frames of the portal's own site that are read as parts of a list page. Pages with a list in
    a frame have one, pages with tabs of frames a few."""

    frame_depth: NonNegativeInt = 2
    """How deep frames may stand in frames: a frame that holds the list, and one around it."""

    list_signs: PositiveInt = 3
    """So many items of the State Council's make a list one in which a repost would stand, where
    neither its name nor an earlier repost says so; so many new items make a homepage a moving
    one. One or two are links in passing, as with `reading.nameless_items`."""

    stale_list_days: PositiveFloat = 60.0
    """A list without a new item for so long, while the homepage moves, is more likely not in use
    any more than silent: the State Council publishes on most working days, and the longest
    pause, Spring Festival, is nine days."""

    fresh_home_days: PositiveFloat = 14.0
    """A homepage without a new item for two weeks is itself called stale (国办秘函〔2019〕19号)."""

    links_per_page: int = 10_000
    """The fullest page at hand has 1,000. Reading costs 0.2 ms a link, and a page of 8 MB that
    is nothing but links would keep every other portal waiting."""

    link_chars: int = 4096
    """Of a link's title or address, as `crawl.max_address`. The longest title at hand has 117;
    what is longer is no title, and is not kept."""

    articles_per_portal: int = 20
    """Article pages read per run to settle cut titles and straddling dates. A portal that
    needs more gets the rest at the next run."""

    column_articles: int = 3
    """Articles read to date a column whose items and channel page bear no dates. Three, so that
    a pinned old item standing first does not make the column look stale."""

    watch_days: int | None = 30
    """A duty still open this long after its deadline is no reason to read deeper lists."""
