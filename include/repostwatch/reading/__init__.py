"""Reading: what a page says. Bytes in, `Page` out; pure, and never an exception."""

from repostwatch.reading.addresses import names_row
from repostwatch.reading.page import page_as_json, read_page
from repostwatch.reading.reach import reach

__all__ = ["names_row", "page_as_json", "reach", "read_page"]
