"""What of a release a person should look at."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ReleaseCode(Code):
    # The rules cannot tell who must repost it; for the time being everyone, or nobody.
    UNDECIDED_ALL = "release.undecided_all", "title"
    UNDECIDED_NONE = "release.undecided_none", "title"
