"""Why a duty stands as it does."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class VerdictCode(Code):
    NOT_SEEN_YET = "verdict.not_seen_yet", "deadline"
    NOT_DUE_YET = "verdict.not_due_yet", "deadline"
    # When the duty was due: said beside others.
    DEADLINE = "verdict.deadline", "deadline"
    # A scan saw every list back to before the release, and no repost.
    NOT_IN_SCAN = "verdict.not_in_scan", "scanned_at", "published"
    NEVER_SCANNED = "verdict.never_scanned", "deadline"
    # What that scan saw was not compared with the releases yet.
    NOT_MATCHED = "verdict.not_matched", "deadline", "scanned_at"
    NOT_SCANNED_SINCE = "verdict.not_scanned_since", "deadline", "last_scan"
    # `lasting`: more than one scan failed so.
    SCANS_INCOMPLETE = "verdict.scans_incomplete", "since", "lasting", "gap?"
    LISTS_TOO_SHORT = "verdict.lists_too_short", "scanned_at", "reach", "published", "gap?"
    # What shows nothing, but was never seen to carry a repost: it proves nothing by itself.
    LIST_NEVER_HELD = "verdict.list_never_held", "url"
    # A person refused every list that there was.
    NO_LIST_KNOWN = "verdict.no_list_known", "urls"
    ON_TIME = "verdict.on_time", "deadline"
    LATE = "verdict.late", "deadline", "at_least", "at_most"
    STRADDLES = "verdict.straddles", "reposted", "deadline"


class RepostCode(Code):
    """What one link, or several together, say about when the release was reposted."""

    NO_DATE = "repost.no_date"
    DATE = "repost.date", "date"
    NO_SCAN_BEFORE = "repost.no_scan_before"
    NOT_IN_SCAN = "repost.not_in_scan", "scanned_at"
    FIRST_SEEN = "repost.first_seen", "seen_at"
    DATE_AFTER_FIRST_SEEN = "repost.date_after_first_seen"
    DATE_BEFORE_RELEASE = "repost.date_before_release"
    PUBLISHING_DELAY = "repost.publishing_delay"
    DATE_REFUTED = "repost.date_refuted"
    BACKDATED = "repost.backdated", "date", "scanned_at", "first_seen"
    # A date before the release's own, and a scan that did not see as far back as that date.
    DATE_UNPROVEN = "repost.date_unproven", "published", "scanned_at"
    DATE_FAR_TOO_EARLY = "repost.date_far_too_early", "published", "limit"
    OTHER_DATES = "repost.other_dates", "dates", "chosen"
    DATES_DISAGREE = "repost.dates_disagree", "dates"
    # What only the tags of the article's page state, or state otherwise.
    TAGGED_OTHERWISE = "repost.tagged_otherwise", "dates"
    ONLY_TAGGED = "repost.only_tagged"
    # Late by the list's word alone: the article's own page was not read.
    ONLY_LISTED = "repost.only_listed"
    ADDRESS_LISTED_BEFORE = "repost.address_listed_before", "listed_at"
    VANISHED = "repost.vanished", "last_seen", "scanned_at"
    DOUBTFUL_MATCH = "repost.doubtful_match", "title", "match"
    IF_MATCH = "repost.if_match", "repost"
    # A title that is None stands for the embedded feed.
    SURE_LINK = "repost.sure_link", "title?"
    # The link's own page shows that it is another document.
    OTHER_BY_ARTICLE = "repost.other_by_article"
    MAYBE_EARLIER = "repost.maybe_earlier", "title?", "timing"


class FeedCode(Code):
    """The push feed of gov.cn, embedded in a homepage, as a repost."""

    SHOWN_THROUGHOUT = "feed.shown_throughout", "scanned_at"
    ONCE_EMBEDDED = "feed.once_embedded"
    SHOWN_BEFORE_RELEASE = "feed.shown_before_release", "scanned_at"
    SHOWN = "feed.shown", "scanned_at"
    NOT_SHOWN = "feed.not_shown", "scanned_at"
    HOME_UNREAD = "feed.home_unread"
    UNDECIDABLE = "feed.undecidable"
    NOT_EMBEDDED_BEFORE = "feed.not_embedded_before", "scanned_at"
    UNREAD_BEFORE = "feed.unread_before"
    LISTS_UNPROVEN = "feed.lists_unproven"
