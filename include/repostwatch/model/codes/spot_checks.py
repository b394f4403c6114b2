"""Why an indicator of the quarter's spot check ends as it does."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class SpotCheckCode(Code):
    # `low` and `high`: percent of failed probes, however those that are missing had ended.
    PROBES_FAILED = "spot.probes_failed", "failed", "counted", "low", "line", "since", "until"
    PROBES_OPENED = "spot.probes_opened", "failed", "counted", "high", "line", "since", "until"
    PROBES_MISSING = "spot.probes_missing", "missing", "counted", "low", "high", "line"
    # On so many days probes stood in fewer than `hours` different hours: of each hour one counts.
    PROBES_CROWDED = "spot.probes_crowded", "days", "hours"
    PROBES_AS_ONE = "spot.probes_as_one", "count"
    PROBES_OURS = "spot.probes_ours", "count"
    PROBES_UNDECIDED = "spot.probes_undecided", "count"
    HOME_UNREAD = "spot.home_unread", "seen_at", "why?"
    HOME_FRESH = "spot.home_fresh", "seen_at", "name?", "newest"
    # There is something so new, and whether it is an item of the site is not certain.
    HOME_DOUBTED = "spot.home_doubted", "seen_at", "name?", "newest", "why"
    HOME_OPEN = "spot.home_open", "seen_at", "count"
    HOME_WAITS = "spot.home_waits", "seen_at", "why"
    HOME_UNDATED = "spot.home_undated", "seen_at"
    HOME_STALE = "spot.home_stale", "seen_at", "newest", "limit"
    # Of a homepage that only leads on: so many of its second-level pages were looked at.
    SECOND_FRESH = "spot.second_fresh", "seen_at", "looked", "words", "url", "newest"
    SECOND_OPEN = "spot.second_open", "seen_at", "looked", "found", "open"
    SECOND_UNDATED = "spot.second_undated", "seen_at", "looked"
    SECOND_STALE = "spot.second_stale", "seen_at", "looked", "newest", "limit"
    # How many columns: at least and at most, and from how many on a site fails.
    SEEN_AT = "spot.seen_at", "seen_at"
    STALE = "spot.stale", "least", "most", "line"
    UNKEPT = "spot.unkept", "least", "most", "line"
    BLANK = "spot.blank", "least", "most", "line"
    COLUMNS_UNDATED = "spot.columns_undated"
    STALE_NAMES = "spot.stale_names", "names"
    WORD_WITHDRAWN = "spot.word_withdrawn", "by", "at"
    SAID = "spot.said", "by", "at", "evidence?"
    NO_EVIDENCE = "spot.no_evidence"
    MACHINE = "spot.machine", "result", "reason"
    NOT_SAID = "spot.not_said"
    NOTHING_GIVEN = "spot.nothing_given"
    # Nobody looked within the quarter, which ended `until`.
    SEEN_AFTER = "spot.seen_after", "seen_at", "until"
    ENDED = "spot.ended", "until"
    # Links of a homepage: so many of so many were looked at.
    LINKS = "spot.links", "looked", "found", "dead", "open"
    LINK_DEAD = "spot.link_dead", "words", "url", "outcome", "status?"
    LINK_PARKED = "spot.link_parked", "words", "url", "why"
    LINK_SELLING = "spot.link_selling", "words", "url", "why"
    # Of a finding about the whole site.
    SITE_FAILED = "spot.site_failed", "quarter", "faults"
    FAULT = "spot.fault", "indicator", "reason"
    SITE_PASSED = "spot.site_passed", "quarter"
    SITE_GONE = "spot.site_gone", "quarter"
    NOTIFIED = "spot.notified", "by", "at"
    # Of a sample: these failed in the quarter once it was drawn, and are not in it.
    FAILED_SINCE = "spot.failed_since", "quarter", "count", "names"
