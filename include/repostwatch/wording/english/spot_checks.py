"""Why an indicator of the quarter's spot check ends as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _said(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    shown = f" (evidence: {words['evidence']})" if words["evidence"] else ""
    return f"seen by {words['by']} at {words['at']}{shown}"


SENTENCES: dict[Code, Sentence] = {
    SpotCheckCode.PROBES_FAILED: (
        "{failed} of {counted} probes from {since} to {until} failed: at least {low}%, the line is "
        "{line}%"
    ),
    SpotCheckCode.PROBES_OPENED: (
        "{failed} of {counted} probes from {since} to {until} failed: at most {high}%, the line is "
        "{line}%"
    ),
    SpotCheckCode.PROBES_MISSING: (
        "{missing} probes are missing beside the {counted} that count: between {low}% and {high}% "
        "may have failed, the line is {line}%"
    ),
    SpotCheckCode.PROBES_OURS: (
        "{count} probes do not count: nothing shows that our own network was up"
    ),
    SpotCheckCode.PROBES_UNDECIDED: (
        "{count} probes do not count: something answered that is neither the page nor an outage"
    ),
    SpotCheckCode.SAID: _said,
    SpotCheckCode.MACHINE: "the program alone: {result} ({reason})",
    SpotCheckCode.NOT_SAID: "only a person can see it, and nobody has entered it yet",
    SpotCheckCode.NOTHING_GIVEN: "the program was given nothing to see it by",
}
