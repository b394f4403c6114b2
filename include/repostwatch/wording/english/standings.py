"""How a homepage's policy column stands."""

from collections.abc import Mapping

from repostwatch.model.codes import StandingCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.model.words import Standing
from repostwatch.wording.sentences import Sentence

SHOWN = {
    Standing.PRESENT: "{} is prominent on the homepage",
    Standing.EMBEDDED: "the homepage embeds {} as gov.cn's feed",
    Standing.NOT_PROMINENT: "{} is not prominent on the homepage",
    Standing.STALE: "{} has not been updated for long",
    Standing.BLANK: "{} has a heading and no content",
    Standing.ABSENT: "no column of State Council policies found on the homepage",
    Standing.REVIEW: "a person must check {}",
    Standing.UNKNOWN: "{} could not be verified",
}


def _shown(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name = f"the column “{words['name']}”" if words["name"] else "the column"
    return SHOWN[Standing(str(facts["standing"]))].format(name)


def _unreadable(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    when = f"since {words['since']}" if facts["lasting"] else f"at {words['since']}"
    return f"the homepage could not be read {when}: {words['why']}"


SENTENCES: dict[Code, Sentence] = {
    StandingCode.NEVER_SCANNED: "the homepage was never scanned",
    StandingCode.SHOWN: _shown,
    StandingCode.SINCE: "since the scan at {since}, {look}",
    StandingCode.UNCONFIRMED: "one scan at {seen_at} showed: {look}; the next is to confirm it",
    StandingCode.CONTRADICTING: "the scans contradict each other, a person must check: {looks}",
    StandingCode.LOOK: "{seen_at} {look}",
    StandingCode.HOME_UNREADABLE: _unreadable,
    StandingCode.BEFORE: "before, at {seen_at}, {look}",
    StandingCode.CHANNEL_ONLY: "only a heading that leads to a channel, no items on the homepage",
    StandingCode.FILLED_BY_SCRIPT: "a script fills the column",
    StandingCode.NO_COLUMN_READ: "no column was read, but that there is none is not certain",
    StandingCode.NAMELESS: (
        "the homepage has a group of State Council items ({items}) without a usual column name "
        "(maybe a background picture, or another name)"
    ),
    StandingCode.UNDATED: "the items have no dates, so it is open whether they are updated",
    StandingCode.DATED_AHEAD: (
        "the newest item states {newest}, after the scan, so it is open whether it is updated"
    ),
    StandingCode.STALE: "the newest item is of {newest}, not updated for more than {limit}",
}
