"""Why a duty stands as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import FeedCode, RepostCode, VerdictCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence

FEED = "the embedded feed"


def _late(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    over = words["at_least"]
    if words["at_least"] != words["at_most"]:
        over = f"at least {words['at_least']}, at most {words['at_most']}"
    return f"due {words['deadline']}, late by {over}"


def _incomplete(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    when = f"since {words['since']}" if facts["lasting"] else f"at {words['since']}"
    return f"scans incomplete {when}: {words['gap'] or 'not read whole, for no stated reason'}"


def _too_short(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    gap = f" ({words['gap']})" if words["gap"] else ""
    return (
        f"at {words['scanned_at']} the lists reached back to {words['reach']} only, not to the "
        f"publication at {words['published']}{gap}: no proof that there is no repost"
    )


def _no_list(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    refused = f" ({words['urls']} was refused by a person)" if facts["urls"] else ""
    return f"no list is known on which this portal reposts{refused}: no proof of anything"


SENTENCES: dict[Code, Sentence] = {
    VerdictCode.NOT_SEEN_YET: "no repost seen yet; due {deadline}, still watching",
    VerdictCode.NOT_DUE_YET: "not due before {deadline}, still watching",
    VerdictCode.DEADLINE: "due {deadline}",
    VerdictCode.NOT_IN_SCAN: (
        "complete scan at {scanned_at}, lists seen back to before the publication at {published}, "
        "no repost found"
    ),
    VerdictCode.NEVER_SCANNED: "not scanned since it was due {deadline}, nor ever before",
    VerdictCode.NOT_SCANNED_SINCE: (
        "not scanned since it was due {deadline}; the last scan was at {last_scan} and found no "
        "repost"
    ),
    VerdictCode.NOT_MATCHED: (
        "due {deadline}; what the scan at {scanned_at} saw is not matched with the releases yet, "
        "which decides"
    ),
    VerdictCode.SCANS_INCOMPLETE: _incomplete,
    VerdictCode.LISTS_TOO_SHORT: _too_short,
    VerdictCode.LIST_NEVER_HELD: (
        "{url}: this list was never seen to carry a repost; a person has to say, once for all "
        "releases, whether it is where reposts stand"
    ),
    VerdictCode.NO_LIST_KNOWN: _no_list,
    VerdictCode.ON_TIME: "not later than due {deadline}",
    VerdictCode.LATE: _late,
    VerdictCode.STRADDLES: (
        "reposted some time from {reposted}; due {deadline}, which is within: on time or late "
        "cannot be decided"
    ),
    RepostCode.NO_DATE: "the page states no date",
    RepostCode.DATE: "the page states {date}",
    RepostCode.NO_SCAN_BEFORE: "no scan before proves that the link was not there yet",
    RepostCode.NOT_IN_SCAN: "not in the complete scan at {scanned_at}",
    RepostCode.FIRST_SEEN: "first seen at {seen_at}",
    RepostCode.DATE_AFTER_FIRST_SEEN: "the stated date is after it was first seen: disregarded",
    RepostCode.DATE_BEFORE_RELEASE: (
        "the stated date is before the publication, maybe that of the document: the scans count"
    ),
    RepostCode.PUBLISHING_DELAY: (
        "stated date and scans differ by no more than publishing takes: the scans count"
    ),
    RepostCode.DATE_REFUTED: "the stated date disagrees with the scans: the scans count",
    RepostCode.BACKDATED: (
        "the page states {date}, but the complete scan at {scanned_at} did not find the link; it "
        "was first seen at {first_seen}"
    ),
    RepostCode.DATE_UNPROVEN: (
        "the stated date is before the publication at {published}; the scan at {scanned_at} did "
        "not find the link, but its lists did not reach back to the stated date: a person must "
        "check"
    ),
    RepostCode.DATE_FAR_TOO_EARLY: (
        "the stated date is before the publication at {published} by more than {limit}: an older "
        "text of that name, the document's own date, or a slip; a person must check"
    ),
    RepostCode.OTHER_DATES: (
        "the link states {dates} as well, which contradicts; the finer {chosen} counts"
    ),
    RepostCode.DATES_DISAGREE: (
        "the page states different dates ({dates}) with different results: a person must check"
    ),
    RepostCode.TAGGED_OTHERWISE: (
        "the page's tags state {dates} as well, maybe when it was published again"
    ),
    RepostCode.ONLY_TAGGED: (
        "only the page's tags state when it was published, maybe when it was published again: a "
        "person must check"
    ),
    RepostCode.ONLY_LISTED: (
        "only the date in the list or the address says late; the article's own page could not be "
        "read: a person must check"
    ),
    RepostCode.ADDRESS_LISTED_BEFORE: (
        "the link's address was listed at {listed_at} already, under another title: a person must "
        "check"
    ),
    RepostCode.VANISHED: (
        "last seen at {last_seen}, gone in the complete scan at {scanned_at}; that it was "
        "reposted stands"
    ),
    RepostCode.DOUBTFUL_MATCH: "doubtful whether the link “{title}” is the release: {match}",
    RepostCode.IF_MATCH: "if it is, {repost}",
    RepostCode.OTHER_BY_ARTICLE: "the page itself shows that it is another document",
    RepostCode.SURE_LINK: lambda _, words: (
        f"besides, the link “{words['title'] or FEED}” is a certain repost"
    ),
    RepostCode.MAYBE_EARLIER: lambda _, words: (
        f"the link “{words['title'] or FEED}” may be earlier; together {words['timing']}"
    ),
    FeedCode.SHOWN_THROUGHOUT: (
        "the homepage embeds the gov.cn feed, which shows releases as gov.cn does: it was there "
        "at {scanned_at} after the publication, and at every scan before it was due"
    ),
    FeedCode.ONCE_EMBEDDED: "the homepage has embedded the gov.cn feed",
    FeedCode.SHOWN_BEFORE_RELEASE: "there at {scanned_at}, before the publication",
    FeedCode.SHOWN: "there at {scanned_at}",
    FeedCode.NOT_SHOWN: "not there at {scanned_at}",
    FeedCode.HOME_UNREAD: "the homepage was not read between publication and deadline",
    FeedCode.UNDECIDABLE: (
        "whether it showed the release before it was due cannot be decided: a person must check"
    ),
    FeedCode.NOT_EMBEDDED_BEFORE: "no gov.cn feed on the homepage at {scanned_at}",
    FeedCode.UNREAD_BEFORE: "the homepage with the gov.cn feed was not read before",
    FeedCode.LISTS_UNPROVEN: (
        "no list is known on which this portal reposts, so it may have reposted there in time: a "
        "person must check"
    ),
}
