"""What is wrong with the monitor itself."""

from collections.abc import Mapping

from repostwatch.model.codes import AlarmCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _unreadable(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    when = f"has not been readable since {words['read_at']}"
    if not words["read_at"]:
        when = "was never readable"
    return f"a source of releases {when}: {words['problem']}"


def _unseen(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = " and others" if int(words["unseen"]) > count(facts["names"]) else ""
    return (
        f"the last scan of {words['unseen']} of {words['portals']:portal|portals} is incomplete: "
        f"{words['names']}{more}. Most likely our own network or address is the cause"
    )


def _links_gone(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f" and others, {words['count']} in all"
    if int(words["count"]) <= count(facts["portals"]):
        more = ""
    return f"pages open but no link is read, maybe they were redesigned: {words['portals']}{more}"


def _internal(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f" and others, {words['count']} in all"
    if int(words["count"]) <= count(facts["portals"]):
        more = ""
    return f"scans ended by errors of our own, see the log: {words['portals']}{more}"


def _failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (f"{words['source']}: {words['outcome']}", words["reason"])))


def _waiting(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = " and others" if int(words["count"]) > count(facts["mails"]) else ""
    return (
        f"{words['count']:mail waits|mails wait}, the first since {words['since']}: "
        f"{words['mails']}{more}"
    )


def _refused(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = " and others" if int(words["count"]) > count(facts["mails"]) else ""
    return (
        f"{words['count']:mail was|mails were} refused and are not tried again: "
        f"{words['mails']}{more}"
    )


def _mail(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f", {words['why']}" if words["why"] else ""
    return f"{words['address']} ({words['subject']}{why})"


SENTENCES: dict[Code, Sentence] = {
    AlarmCode.SOURCE_UNREADABLE: _unreadable,
    AlarmCode.NOT_INGESTED: "the source {source} has not been read since {since}",
    AlarmCode.SOURCE_SILENT: "the newest release of {source} is of {newest}, none came since",
    AlarmCode.NO_SCANS: "no portal has been scanned since {since}",
    AlarmCode.PORTALS_UNSEEN: _unseen,
    AlarmCode.LINKS_GONE: _links_gone,
    AlarmCode.USUAL_LINKS: "{name} (usually about {links})",
    AlarmCode.INTERNAL_ERRORS: _internal,
    AlarmCode.INTERNAL_ERROR: "{name} ({reason})",
    AlarmCode.CLOCK_BACK: (
        "the clock stands at {now}, before the newest scan ({newest}): was it set back? What was "
        "observed after {now} is kept, and counts once the clock has come there"
    ),
    AlarmCode.SOURCE_FAILED: _failed,
    AlarmCode.MAILS_WAIT: _waiting,
    AlarmCode.MAILS_REFUSED: _refused,
    AlarmCode.MAIL: _mail,
    AlarmCode.MAIL_FOR_NOBODY: "the report made at {since} has no recipient",
}
