"""Reading: what a page says. Bytes in, `Page` out; pure, and never an exception."""

from repostwatch.reading.addresses import names_row
from repostwatch.reading.dates import in_address
from repostwatch.reading.page import page_as_json, read_page
from repostwatch.reading.reach import Reach, reach
from repostwatch.reading.regions.choose import ALL, HELD, NAMED, Choice, central, choose
from repostwatch.reading.regions.subject import is_central
from repostwatch.reading.still import still
from repostwatch.reading.whole import page_text

__all__ = [
    "ALL",
    "HELD",
    "NAMED",
    "Choice",
    "Reach",
    "central",
    "choose",
    "in_address",
    "is_central",
    "names_row",
    "page_as_json",
    "page_text",
    "reach",
    "read_page",
    "still",
]
