"""Whether a portal can be judged, why not, and what to do about it."""

from collections.abc import Mapping

from repostwatch.model.codes import ReadinessCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _of(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    """The addresses, and how many more there are."""
    more = f" and others, {words['lists']} in all" if _many(facts, words) else ""
    return words["urls"] + more


def _many(facts: Mapping[str, Fact], words: Mapping[str, str]) -> bool:
    return int(words["lists"]) > count(facts["urls"])


def _proven(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"reposts of releases were seen in its lists, {words['releases']}: {_of(facts, words)}"


def _registered(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"the registry names its lists, no repost was seen there yet: {_of(facts, words)}"


def _proposed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    seen = f"in which {words['releases']:repost was|reposts were} seen"
    if words["releases"] == "0":
        seen = "in which no repost was seen"
    return f"there may be lists, {seen}, a person has to confirm: {_of(facts, words)}"


SENTENCES: dict[Code, Sentence] = {
    ReadinessCode.FIGURE: (
        "{portals:portal|portals}: {proof} judged by reposts that were seen, {word} by the "
        "word of the "
        "registry or a person, {waiting} need a word on their list first, {cannot} cannot be judged"
    ),
    ReadinessCode.PROVEN: _proven,
    ReadinessCode.EMBEDDED: "the homepage embeds gov.cn's push feed, which shows every release",
    ReadinessCode.REGISTERED: _registered,
    ReadinessCode.CONFIRMED: "{said} ({url})",
    ReadinessCode.PROPOSED: _proposed,
    ReadinessCode.UNPROVEN: (
        "no repost was ever seen in what is watched, and nobody confirmed it: {urls}"
    ),
    ReadinessCode.BLOCKED: "the portal turns us away: {why}",
    ReadinessCode.ROBOTS: "the portal does not allow it: {why}",
    ReadinessCode.SHELL: "the page is empty unless a browser draws it: {why}",
    ReadinessCode.HOME_FAILED: "the homepage cannot be opened: {why}",
    ReadinessCode.CLOSED: "the portal may have moved or closed: {why}",
    ReadinessCode.UNREAD: "the latest scan is incomplete: {why}",
    ReadinessCode.GONE: "the lists that were watched are gone: {urls}",
    ReadinessCode.NO_LIST: (
        "{pages:page|pages} of the site were looked at and reposts of "
        "{found:release|releases} seen, but there "
        "is no list to watch"
    ),
    ReadinessCode.NO_REPOST: (
        "{pages:page|pages} of the site were searched, none of {asked:release|releases} was "
        "reposted on any"
    ),
    ReadinessCode.NO_RELEASES: "there are no releases yet by which a list could be known",
    ReadinessCode.NEVER_SEARCHED: "the registry names no list, and none was looked for yet",
    ReadinessCode.DO_DECIDE: (
        "open the list and accept or reject it on the review page, or by repostwatch lists accept "
        "(or reject) {portal_id} ADDRESS"
    ),
    ReadinessCode.DO_NAME_LIST: (
        "ask the portal's editors where they repost, then enter it by repostwatch lists accept "
        "{portal_id} ADDRESS"
    ),
    ReadinessCode.DO_SEARCH: (
        "wait for the daily search, or trigger discover_lists in Airflow with {portal_id} as its "
        "portal"
    ),
    ReadinessCode.DO_INGEST: "run ingest_releases in Airflow first",
    ReadinessCode.DO_ASK_ACCESS: "ask the portal to let this monitor in; do not work around it",
    ReadinessCode.DO_ASK_ROBOTS: (
        "ask the portal to allow it in robots.txt; where there is a ground, write it into "
        "ignore_robots_reason of the registry"
    ),
    ReadinessCode.DO_BROWSER: (
        "install Chromium on this machine (chromium and Chinese fonts); the next scan draws by it"
    ),
    ReadinessCode.DO_RENDER: "set render of {portal_id} to yes in the registry",
    ReadinessCode.DO_LOOK: (
        "look again by repostwatch probe {portal_id}; what is passing heals by itself, else change "
        "the registry or enter the list's new address"
    ),
    ReadinessCode.DO_REGISTRY: (
        "find out where the portal went, and change the address or the validity of {portal_id} in "
        "the registry"
    ),
}
