"""Why an indicator of the quarter's spot check ends as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.english.names import quarter
from repostwatch.wording.sentences import Sentence


def _said(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    shown = f" (evidence: {words['evidence']})" if words["evidence"] else ""
    return f"seen by {words['by']} at {words['at']}{shown}"


def _unread(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f": {words['why']}" if words["why"] else ""
    return f"the homepage could not be read at {words['seen_at']}{why}"


def _fresh(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    where = f" in “{words['name']}”" if words["name"] else ""
    return f"at {words['seen_at']} the homepage had an item of {words['newest']}{where}"


def _doubted(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    where = f" in “{words['name']}”" if words["name"] else ""
    return (
        f"at {words['seen_at']} the homepage had something of {words['newest']}{where}, for a "
        f"person to look at: {words['why']}"
    )


def _dead(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    status = f" {words['status']}" if words["status"] else ""
    return f"“{words['words']}” ({words['url']}) does not open: {words['outcome']}{status}"


def _since(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    one = facts["count"] == 1
    return (
        f"{words['count']} {'site' if one else 'sites'} failed the check of "
        f"{quarter(words['quarter'])} only after this sample was drawn, and "
        f"{'is' if one else 'are'} not in it; the next sample to be drawn will have "
        f"{'it' if one else 'them'}: {words['names']}."
    )


def _counted(what: str) -> Sentence:
    def said(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        ends = " to ".join(dict.fromkeys((words["least"], words["most"])))
        return f"{what}: {ends} (line {words['line']})"

    return said


SENTENCES: dict[Code, Sentence] = {
    SpotCheckCode.PROBES_FAILED: (
        "{failed} of {counted:probe|probes} from {since} to {until} failed: at least {low}%, the "
        "line is {line}%"
    ),
    SpotCheckCode.PROBES_OPENED: (
        "{failed} of {counted:probe|probes} from {since} to {until} failed: at most {high}%, the "
        "line is {line}%"
    ),
    SpotCheckCode.PROBES_MISSING: (
        "{missing:probe is|probes are} missing beside the {counted} that count: between {low}% "
        "and {high}% "
        "may have failed, the line is {line}%"
    ),
    SpotCheckCode.PROBES_CROWDED: (
        "on {days:day|days} the probes were not spread, but within fewer than {hours:hour|hours} "
        "of the day, of each of which one counts"
    ),
    SpotCheckCode.PROBES_OURS: (
        "{count:probe does|probes do} not count: nothing shows that our own network was up, or too "
        "many sites failed alike at once"
    ),
    SpotCheckCode.PROBES_AS_ONE: (
        "{count} of these had no answer from the moment on at which many other sites "
        "had none: their common platform or line, or ours"
    ),
    SpotCheckCode.PROBES_UNDECIDED: (
        "{count:probe does|probes do} not count: neither the page nor an outage (a refusal, a "
        "challenge, an address that is not asked)"
    ),
    SpotCheckCode.HOME_UNREAD: _unread,
    SpotCheckCode.HOME_FRESH: _fresh,
    SpotCheckCode.HOME_DOUBTED: _doubted,
    SpotCheckCode.HOME_OPEN: (
        "at {seen_at} nothing new was seen, but {count:column|columns} could not be read whole"
    ),
    SpotCheckCode.HOME_WAITS: "at {seen_at} nothing new was seen, but {why}",
    SpotCheckCode.HOME_UNDATED: (
        "at {seen_at} no item of the homepage had a date: the pages that it leads to count, and "
        "were not looked at"
    ),
    SpotCheckCode.HOME_STALE: (
        "at {seen_at} the newest item of the homepage was of {newest}, not updated for more than "
        "{limit}"
    ),
    SpotCheckCode.SECOND_FRESH: (
        "the homepage only leads on: of {looked} second-level pages, “{words}” ({url}) had "
        "something of {newest} at {seen_at}"
    ),
    SpotCheckCode.SECOND_OPEN: (
        "the homepage only leads on: on {looked} of its {found} second-level pages nothing new was "
        "seen up to {seen_at}, but {open} were not looked at or could not be read whole"
    ),
    SpotCheckCode.SECOND_UNDATED: (
        "the homepage only leads on: up to {seen_at} none of its {looked} second-level pages had a "
        "date, a person has to look"
    ),
    SpotCheckCode.SECOND_STALE: (
        "the homepage only leads on: up to {seen_at} the newest of all its {looked} second-level "
        "pages was of {newest}, not updated for more than {limit}"
    ),
    SpotCheckCode.SEEN_AFTER: (
        "the homepage was not seen up to {until}: the look of {seen_at} may acquit, and fails "
        "nobody"
    ),
    SpotCheckCode.SEEN_AT: "homepage as at {seen_at}",
    SpotCheckCode.STALE: _counted("news, notices and policy stale"),
    SpotCheckCode.UNKEPT: _counted("columns of any kind not kept up"),
    SpotCheckCode.BLANK: _counted("blank columns"),
    SpotCheckCode.COLUMNS_UNDATED: (
        "no column of the homepage has a date, so nothing shows that they are kept up"
    ),
    SpotCheckCode.STALE_NAMES: "stale: {names}",
    SpotCheckCode.WORD_WITHDRAWN: "the result entered before is taken back ({by}, {at})",
    SpotCheckCode.SAID: _said,
    SpotCheckCode.NO_EVIDENCE: (
        "it passes without evidence, which overturns no failure that the program proved"
    ),
    SpotCheckCode.MACHINE: "the program alone: {result} ({reason})",
    SpotCheckCode.NOT_SAID: "only a person can see it, and nobody has entered it yet",
    SpotCheckCode.NOTHING_GIVEN: "the program was given nothing to see it by",
    SpotCheckCode.ENDED: "by the registry the site ended {until}: it is not inspected",
    SpotCheckCode.SITE_FAILED: "failed the spot check of {quarter}: {faults}",
    SpotCheckCode.FAULT: "{indicator} ({reason})",
    SpotCheckCode.SITE_PASSED: "passed the spot check of {quarter}",
    SpotCheckCode.SITE_GONE: "the site was gone when {quarter} began",
    SpotCheckCode.NOTIFIED: "told by {by} at {at}",
    SpotCheckCode.FAILED_SINCE: _since,
    SpotCheckCode.LINKS: (
        "of {found:link|links} of the homepage {looked} were looked at: {dead} do not open, "
        "{open} are "
        "undecided"
    ),
    SpotCheckCode.LINK_DEAD: _dead,
    SpotCheckCode.LINK_PARKED: (
        "“{words}” ({url}) leads to a name that is parked or for sale: {why}"
    ),
    SpotCheckCode.LINK_SELLING: (
        "“{words}” ({url}) seems to lead to goods or games of chance: {why}"
    ),
}
