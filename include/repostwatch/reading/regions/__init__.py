"""The parts of a page that are or may be a list: what is known of each, and which one is it."""

from repostwatch.reading.regions.build import regions
from repostwatch.reading.regions.choose import Choice, choose
from repostwatch.reading.regions.notice import notice
from repostwatch.reading.regions.partial import siblings
from repostwatch.reading.regions.places import framed
from repostwatch.reading.regions.subject import subjects

__all__ = ["Choice", "choose", "framed", "notice", "regions", "siblings", "subjects"]
