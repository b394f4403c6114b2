"""What counts as an item, a prominent place, a page drawn by script."""

from __future__ import annotations

from repostwatch.settings.section import Section


class ReadingSettings(Section):
    decodable_sense: float = -0.35
    """Share of familiar characters less three times that of broken ones. Real pages lie above
    0.1 even with a few broken bytes; text decoded with a wrong table lies near -1."""

    noise_share: float = 0.05
    """Share of control and unassigned characters above which a decoded text is none. The real
    pages at hand have not one; binary data read as UTF-16 have two in three."""

    max_depth: int = 512
    """Tags nested deeper are left out before parsing, their text and links stay. Browsers stop
    at 512 too; the parser's time grows with the square of the depth (3.6 s at 50,000)."""

    row_chars: int = 400
    """A list item with its summary is shorter than this; a longer text around a single link is
    an article or a whole section, whose dates do not belong to the link."""

    title_chars: int = 8
    """An undated link with an article-like address and a title of this length is an item
    wherever it stands in the page's content. Navigation entries are mostly 2 to 6 characters
    long; the shortest titles seen in real news blocks have 8."""

    long_title_chars: int = 14
    """The same inside a header, footer or menu, where years of notices (网站声明, 年度报表) are
    linked by article-like addresses too; and for links whose address says nothing."""

    nameless_items: int = 3
    """So many items of the State Council's make a block which may be the column although its
    heading cannot be read. Fewer are links in passing."""

    prominent_share: float = 0.6
    """国办发〔2014〕57号 wants the column 首页显著位置 but defines it nowhere. Here: its block
    begins within the first 60% of the homepage's content items in reading order, so that the
    second of two equal blocks still counts and the last of three does not."""

    prominent_screens: float = 2.0
    """The same for a page that was drawn in a browser: its block begins within the first two
    screens. People spend 57% of their time with a page on its first screen, 17% on the second,
    7% on the third (Nielsen Norman Group, Scrolling and Attention, 2018, 1920×1080)."""

    heading_pixels: tuple[int, int] = (40, 10)
    """Width and height below which a heading cannot be read: four characters of 10 pixels.
    Browsers set Chinese in 12 or more."""

    frame_pixels: tuple[int, int] = (120, 40)
    """The same for a frame: two lines of ten characters. A smaller one shows no list."""

    kept_rows: int = 3
    """Old rows at the end of every page of a list, where a template keeps them (a yearly plan, a
    manual); never more than a third of the page. More old rows are the list's own end."""

    kept_leap_days: float = 30.0
    """Days between such rows and those before them. A list in which a month passed without an item
    and that goes on is read one page further: that costs one request."""

    kept_leap_spans: float = 10.0
    """And so many times what all other rows of the page span, so that a list which is written to
    once a year keeps its rows."""

    pinned_rows: int = 5
    """Old rows at the head of a list that are pinned (置顶); more are another order."""

    strays_share: float = 0.1
    """Of so many rows one may stand below newer ones, of fewer one, too: not one of 8 real lists
    at hand has any. Their days are taken off what the list proves; with more it proves nothing."""

    shell_chars: int = 300
    """A page that shows less text than this, has scripts and no items is drawn by script."""

    notice_chars: int = 1500
    """Error, challenge and login pages show less text than this and no list of items; an
    article about firewalls is longer."""
