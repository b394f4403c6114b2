"""Where a letter stands with a recipient."""

from collections.abc import Mapping

from repostwatch.model.codes import MailCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _given_up(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f": {words['why']}" if words["why"] else ""
    return f"not sent within {words['hours']} h, not tried any more by itself{why}"


SENTENCES: dict[Code, Sentence] = {
    MailCode.FAILED: "server {server}: {step} failed: {problem}",
    MailCode.REFUSED: "server {server} refused it ({step}): {answer}",
    MailCode.TOO_SLOW: "server {server} was too slow, ended after {seconds} s ({step})",
    MailCode.TOO_LARGE: "the mail has {size} bytes, mail server {server} takes {most} at most",
    MailCode.NOT_PUBLIC: (
        "{server} has the address {address}, which is neither public nor in a network that is "
        "allowed: not connected to"
    ),
    MailCode.HANDED_OVER: "handed over to server {server}, no answer yet",
    MailCode.ANSWER_LOST: (
        "handed over to server {server}, its answer was lost, it may have arrived: {problem}"
    ),
    MailCode.NEWER_EDITION: "there is edition {edition}, older ones are not sent",
    MailCode.NO_RECIPIENT_ANY_MORE: "no recipient any more",
    MailCode.ALARM_OVER: "the alarm is over, or is mailed anew",
    MailCode.DEADLINES_PASSED: "the deadlines that it warns of have passed",
    MailCode.GIVEN_UP: _given_up,
    MailCode.SENT_TO_SOME: (
        "sent to {count:address|addresses} by an older version, which did not keep what became "
        "of each"
    ),
    MailCode.UNSENT: "{address}: {why}",
    MailCode.BUSY: "being sent by another run",
}
