"""What a step did: one line for a log or a terminal."""

from collections.abc import Mapping

from repostwatch.model.codes import RunCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _scanned(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    gap = f", not everything seen: {words['gap']}" if words["gap"] else ""
    return f"{words['portal']} {words['pages']:page|pages}, {words['links']:link|links}{gap}"


def _scan_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    reason = f": {words['reason']}" if words["reason"] else ""
    return f"{words['portal']} {words['outcome']}{reason}"


def _tidied(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    problem = f"; no timestamp: {words['problem']}" if words["problem"] else ""
    return (
        f"{words['files']:file|files} of expired evidence removed, {words['megabytes']} MB; "
        f"{words['sealed']} sealed{problem}"
    )


def _watched(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    state = (
        f"the monitor has {words['alarms']:alarm|alarms}"
        if facts["alarms"]
        else "the monitor is well"
    )
    return f"{state}, {words['sent']:mail|mails} sent, {words['unsent']} not sent"


def _sent(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    to = f" (to {words['count']})" if words["count"] else ""
    return f"sent: {words['subject']}{to}"


SENTENCES: dict[Code, Sentence] = {
    RunCode.INGESTED: (
        "{read:release|releases} read, {changed} new or changed, {problems} with problems"
    ),
    RunCode.SCANNED: _scanned,
    RunCode.SCAN_FAILED: _scan_failed,
    RunCode.DISCOVERED: "{portal}: {in_use:list|lists} in use, {proposed} proposed: {end}",
    RunCode.DUE: "{portal} will be searched for its lists: {why}",
    RunCode.LIST_CHANGED: "{portal}: list {state}: {url} ({why})",
    RunCode.MATCHED: (
        "{links:link|links} compared, {matches:match|matches}, "
        "{articles:article page|article pages} read"
    ),
    RunCode.WIDER_LOOKS: (
        "looked over {portals:portal|portals} for {duties:duty|duties}, proposed "
        "{proposed:list|lists}"
    ),
    RunCode.JUDGED: "{counts} ({changed} changed)",
    RunCode.COUNT: "{kind} {number}",
    RunCode.NO_DUTIES: "no duties",
    RunCode.TURNED: "{portal}: {title}: {before}, now {result}",
    RunCode.TIDIED: _tidied,
    RunCode.SENT: _sent,
    RunCode.NOT_TO_BE_SENT: "this mail is not sent any more: {why}",
    RunCode.NOBODY_DUE: "no recipient is due a report today",
    RunCode.SENT_BEFORE: "this mail was sent before and is not sent again",
    RunCode.WARNED: "warned of {duties:duty|duties} in {sent:mail|mails}",
    RunCode.NOBODY_TO_WARN: "there is no duty to warn anybody of",
    RunCode.WATCHED: _watched,
    RunCode.NOT_MAILED: "{alarm}: {problem}",
    RunCode.PROBED: (
        "{quarter}: probed {sites:site|sites}, {opened} opened; "
        "{answered} of {controls:control probe|control probes} opened"
    ),
    RunCode.LINKS_SEEN: (
        "{quarter}: looked at {links:link|links} of the homepages of {sites:site|sites}"
    ),
    RunCode.NO_SAMPLE: "no sample of {quarter} was drawn",
    RunCode.INSPECTED: (
        "{quarter}: {sites:site|sites} inspected, {passed} passed, {failed} failed, "
        "{unknown} unknown, {waiting} waiting, {gone} gone"
    ),
    RunCode.MORE_QUESTIONS: (
        "{count:more release waits|more releases wait} for a person to say who has to repost them"
    ),
}
