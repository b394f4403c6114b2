"""How a search for a portal's lists ended, and why each is in its state."""

from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    DiscoveryCode.PROVEN: "{releases} releases of the last {days} days were reposted in this list",
    DiscoveryCode.TOO_FEW: (
        "only {releases} releases of the last {days} days were reposted in this list, fewer than "
        "{least}: a person has to say whether it is the one"
    ),
    DiscoveryCode.NO_RELEASE: "none of the list's {items} items is a release",
    DiscoveryCode.HOME_COLUMN: (
        "the homepage's column leads here; no repost was seen on it, so a person has to say"
    ),
    DiscoveryCode.ACCEPTED: "accepted by {by}: {why}",
    DiscoveryCode.REFUSED: "refused by {by}: {why}",
    DiscoveryCode.ALL_LOOKED_AT: "every page that came into question was looked at, {pages} in all",
    DiscoveryCode.ENOUGH: "{pages} pages looked at, {found} of {asked} releases found",
    DiscoveryCode.PAGES_SPENT: "{pages} pages looked at, which is the limit",
    DiscoveryCode.HOME_FAILED: "the homepage could not be read ({outcome}): {reason}",
}
