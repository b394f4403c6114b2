"""What people decided, and what became of faults."""

from collections.abc import Mapping

from repostwatch.model.codes import DecisionCode, FindingCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.english.verdicts import FEED
from repostwatch.wording.sentences import Sentence

# Nobody is asked why they undo something.
UNSAID = "no reason given"


def _signed(words: Mapping[str, str]) -> str:
    until = f", valid until {words['expires']}" if words["expires"] else ""
    return f" ({words['by']}, {words['at']}{until}): {words['reason'] or UNSAID}"


def _duty(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"a person's decision: {words['kind']}{_signed(words)}"


def _column(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"a person's decision: {words['standing']}{_signed(words)}"


def _withdrawn(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    signed = f"({words['by']}, {words['at']}): {words['reason'] or UNSAID}"
    return f"what was decided before is withdrawn {signed}"


def _left_out(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    title, seen_at = words["title"] or FEED, words["seen_at"]
    if facts["count"] == 1:
        return f"“{title}”, first seen {seen_at}, is rejected and left out of what follows"
    return (
        f"“{title}” and others, {words['count']} links, first seen {seen_at}, are rejected and "
        "left out of what follows"
    )


SENTENCES: dict[Code, Sentence] = {
    DecisionCode.DUTY: _duty,
    DecisionCode.COLUMN: _column,
    DecisionCode.WITHDRAWN: _withdrawn,
    DecisionCode.WAIVED: "waived: {waiver}",
    DecisionCode.MACHINE: "the machine's own result is {result}: {reason}",
    DecisionCode.LEFT_OUT: _left_out,
    DecisionCode.LINK_GONE: "the link is no match any more: check again",
    FindingCode.WITHDRAWN: "withdrawn: {reason}",
    FindingCode.REPOST_SEEN: "a repost of this portal was seen",
    FindingCode.NO_DUTY: "the portal no longer has to repost this release",
}
