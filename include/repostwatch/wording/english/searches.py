"""What the search of silent scans' pages says about a release."""

from collections.abc import Mapping

from repostwatch.model.codes import SearchCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _found(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f", {words['count']} in all" if int(words["count"]) > count(facts["hits"]) else ""
    return f"the title stands on the page, but in no item that can be read ({words['hits']}{more})"


def _list(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name = f"“{words['name']}”" if words["name"] else words["url"]
    why = f" ({words['why']})" if words["why"] else ""
    span = f" from {words['oldest']} to {words['newest']}" if words["oldest"] else ""
    if words["oldest"] == words["newest"] != "":
        span = f" of {words['oldest']}"
    return (
        f"list {name}{why}: pages {words['pages']}, items {words['rows']}{span}, "
        f"not read {words['unread']}"
    )


def _nothing(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    but = ", but in what is known to be another document" if words["other"] else ""
    times = f" ({words['other']})" if words["other"] else ""
    return (
        f"pages searched whole: {words['pages']} ({words['size']} bytes); neither title, document "
        f"number nor gov.cn address stands there{but}{times}"
    )


SENTENCES: dict[Code, Sentence] = {
    SearchCode.PAGE_NOT_KEPT: "the page {url} was not kept and cannot be searched",
    SearchCode.PAGE_UNREAD: "{url}: {why}",
    SearchCode.PAGE_UNDECODABLE: "{url}: its characters cannot be decoded, so it is not searched",
    SearchCode.NOT_YET: "the pages of that scan were not searched yet",
    SearchCode.CANNOT_EXCLUDE: "a repost elsewhere on the pages cannot be excluded: {why}",
    SearchCode.FOUND: _found,
    SearchCode.HIT: "{place} of {url}: “{excerpt}”",
    SearchCode.LIST: _list,
    SearchCode.NOTHING: _nothing,
}
