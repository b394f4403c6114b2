"""How a homepage's policy column stands."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class StandingCode(Code):
    """`look` is what one look at the homepage showed: a reason of SHOWN."""

    NEVER_SCANNED = "standing.never_looked"
    SHOWN = "standing.shown", "standing", "name?"
    SINCE = "standing.since", "since", "look"
    UNCONFIRMED = "standing.unconfirmed", "seen_at", "look"
    CONTRADICTING = "standing.contradicting", "looks"
    LOOK = "standing.look", "seen_at", "look"
    # `why` is a reason, or the outcome where there is none. `lasting`: more than one failed.
    HOME_UNREADABLE = "standing.home_unreadable", "since", "lasting", "why"
    BEFORE = "standing.before", "seen_at", "look"
    CHANNEL_ONLY = "standing.channel_only"
    FILLED_BY_SCRIPT = "standing.filled_by_script"
    NO_COLUMN_READ = "standing.no_column_read"
    NAMELESS = "standing.nameless", "items"
    UNDATED = "standing.undated"
    DATED_AHEAD = "standing.dated_ahead", "newest"
    STALE = "standing.stale", "newest", "limit"
