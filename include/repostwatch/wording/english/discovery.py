"""How a search for a portal's lists ended, and why each is in its state."""

from collections.abc import Mapping

from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.english.decisions import UNSAID
from repostwatch.wording.sentences import Sentence, count


def _no_reposts(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = " and more" if int(words["pages"]) > count(facts["urls"]) else ""
    return (
        f"the whole site was searched at {words['at']}: none of the "
        f"{words['asked']:release|releases} of the last {words['days']:day|days} is on "
        f"its {words['pages']:page|pages} ({words['urls']}{more})"
    )


def _withdrawn(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['by']} took back what was said before: {words['why'] or UNSAID}"


SENTENCES: dict[Code, Sentence] = {
    DiscoveryCode.PROVEN: (
        "reposts of {releases:release|releases} of the last {days:day|days} stand in this list"
    ),
    DiscoveryCode.TOO_FEW: (
        "reposts of only {releases:release|releases} of the last {days:day|days} stand in this "
        "list, fewer than {least}: a person has to say whether it is the one"
    ),
    DiscoveryCode.NO_RELEASE: "none of the list's {items:item|items} is a release",
    DiscoveryCode.FOUND_WIDER: (
        "a wider look found reposts of {releases:release|releases} here; a person has to say"
    ),
    DiscoveryCode.HOME_COLUMN: (
        "the homepage's column leads here; no repost was seen on it, so a person has to say"
    ),
    DiscoveryCode.ACCEPTED: "accepted by {by}: {why}",
    DiscoveryCode.REFUSED: "refused by {by}: {why}",
    DiscoveryCode.WITHDRAWN: _withdrawn,
    DiscoveryCode.ALL_READ: "every page that came into question was looked at, {pages} in all",
    DiscoveryCode.ENOUGH: "{pages:page|pages} looked at, {found} of {asked:release|releases} found",
    DiscoveryCode.PAGES_SPENT: "{pages:page|pages} looked at, which is the limit",
    DiscoveryCode.NO_REPOSTS: _no_reposts,
    DiscoveryCode.BROKEN_OFF: (
        "after {pages:page|pages} the site could not be read any more ({outcome}): {reason}"
    ),
    DiscoveryCode.OTHER_HOST: (
        "its {releases:release stands|releases stand} on {host}, which may be another body's: a "
        "person has to say"
    ),
    DiscoveryCode.HOME_FAILED: "the homepage could not be read ({outcome}): {reason}",
    DiscoveryCode.REGISTERED: ("the registry names this list"),
    DiscoveryCode.ADDS_FEW: (
        "{releases:release stands|releases stand} in this list, only {alone} of them in none of "
        "the lists in use, fewer than {least}: a person has to say"
    ),
    DiscoveryCode.BESIDE: (
        "its {releases:release stands|releases stand} in a block beside what the page is there "
        "for: a person "
        "has to say"
    ),
    DiscoveryCode.COVERED: (
        "its {releases:release stands|releases all stand} in a list in use, {url}"
    ),
    DiscoveryCode.SUPERSEDED: (
        "its newest item is of {newest}, and the {newer:release|releases} since stand on {url} "
        "only, "
        "as do those before: it is no longer written to"
    ),
    DiscoveryCode.STALE: (
        "its newest item is of {newest}, and none of the {missed:release|releases} since is on "
        "it: it is no longer written to"
    ),
    DiscoveryCode.NAMED_ONLY: (
        "its name says that it is the State Council's list, with {items:item|items}; only "
        "{asked:release|releases} could be looked for, and none is on it: a person has to say"
    ),
    DiscoveryCode.CENTRAL_ITEMS: (
        "by their titles the State Council's are {central} of its {items:item|items}, and none "
        "is a release that was looked for: a person has to say"
    ),
    DiscoveryCode.HOME_ONLY: (
        "{releases:release was|releases were} seen on the homepage only, and no list was found"
    ),
    DiscoveryCode.UNREAD: ("the page could not be read ({outcome}): {reason}"),
    DiscoveryCode.NO_ROWS: ("no list on the page could be read"),
    DiscoveryCode.LIST_GONE: ("the list is no longer there ({outcome}): {reason}"),
    DiscoveryCode.ELSEWHERE: ("the address leads to {there}"),
    DiscoveryCode.NEVER_SEARCHED: ("it was never searched for lists"),
    DiscoveryCode.LIST_FAILS: ("a list in use fails: {why}"),
    DiscoveryCode.LIST_SILENT: (
        "none of the last {releases:release|releases} is on the lists, which used to show all"
    ),
    DiscoveryCode.MONTH_OVER: ("the last search was {days:day|days} ago"),
}
