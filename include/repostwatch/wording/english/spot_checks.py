"""Why an indicator of the quarter's spot check ends as it does."""

from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

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
}
