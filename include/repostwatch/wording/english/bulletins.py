"""The statement of a quarter, and why there is none."""

from collections.abc import Mapping

from repostwatch.model.codes import BulletinCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.english.names import quarter
from repostwatch.wording.sentences import Sentence


def _future(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{quarter(words['quarter'])} has not begun (today is {words['today']})"


def _unfinished(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name, last, today = quarter(words["quarter"]), words["last"], words["today"]
    return f"{name} ends on {last} (today is {today}); --so-far makes it up to now"


def _deadlines_open(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name, until = quarter(words["quarter"]), words["until"]
    return (
        f"{words['count']:duty of {name} is|duties of {name} are} not due yet, the last at {until}"
    )


def _nothing_observed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"nothing was scanned in {quarter(words['quarter'])}: how it was nobody can know"


def _not_observed_before(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"Nothing was scanned in {quarter(words['quarter'])}: there is nothing to compare with"


def _other_portals(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name, added, gone = quarter(words["quarter"]), words["added"], words["gone"]
    return f"{name} was about other portals ({added} added since, {gone} gone): not compared"


def _not_scanned(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"the homepage was not scanned in {quarter(words['quarter'])}"


SENTENCES: dict[Code, Sentence] = {
    BulletinCode.FUTURE: _future,
    BulletinCode.UNFINISHED: _unfinished,
    BulletinCode.DEADLINES_OPEN: _deadlines_open,
    BulletinCode.NOTHING_OBSERVED: _nothing_observed,
    BulletinCode.NOTHING_COUNTED: "there is no portal to count",
    BulletinCode.BOUNDS_WIDE: (
        "{unknown:portal is|portals are} undecided; it is between {low}% and {high}%, which "
        "is too wide"
    ),
    BulletinCode.LINE_OPEN: (
        "{unknown:portal is|portals are} undecided; it is between {low}% and {high}%, and "
        "whether it reaches "
        "{line}% is open"
    ),
    BulletinCode.NOT_OBSERVED_BEFORE: _not_observed_before,
    BulletinCode.OTHER_PORTALS: _other_portals,
    BulletinCode.HOMEPAGE_NOT_SCANNED: _not_scanned,
    BulletinCode.NOT_JUDGED: "past its deadline and not judged yet",
}
LABELS = {
    "numeral.1": "1",
    "numeral.2": "2",
    "numeral.3": "3",
    "numeral.4": "4",
    "numeral.5": "5",
    "bulletin.font.title": "Times New Roman",
    "bulletin.font.heading": "Arial",
    "bulletin.font.body": "Times New Roman",
    "bulletin.font.else.title": "Liberation Serif",
    "bulletin.font.else.body": "Liberation Serif",
    "bulletin.page_number": "– {page} –",
    "bulletin.title": "Reposts of State Council releases\n{quarter}",
    "bulletin.until": " (until {until})",
    "bulletin.chapter": "{number}. {name}",
    "bulletin.overall": "Overall",
    "bulletin.problems": "Problems",
    "bulletin.spot_check": "The spot check of the quarter",
    "bulletin.rectified": "Findings and what became of them",
    "bulletin.compared": "Beside published figures",
    "bulletin.method": "Method",
    "bulletin.appendix": "Appendix: portal by portal",
    "bulletin.sites.department": "{count:site|sites} of departments",
    "bulletin.sites.province": "{count:portal|portals} of provinces",
    "bulletin.sites.city": "{count:portal|portals} of cities",
    "bulletin.sites.county": "{count:portal|portals} of counties",
    "bulletin.sites.below": "{count:site|sites} below the county",
    "bulletin.sites.none": "0 portals",
    "bulletin.unobserved": (
        "No portal was scanned in {quarter}: nothing is known of reposts and columns, and "
        "nothing of them is counted. What follows is of the spot check."
    ),
    "bulletin.scope": (
        "From {first} to {last}: {sites}, "
        "{releases:State Council release|State Council releases}, {duties:duty|duties}. "
        "{observed} of the portals were scanned in that time. Verdicts are as of {made_at} "
        "(Beijing time)."
    ),
    "bulletin.sentence": "In this period {column}; {repost}.",
    "bulletin.column.claim": (
        "{share} of the portals have a column of important State Council policy in a prominent "
        "place of their homepage ({counts})"
    ),
    "bulletin.repost.claim": (
        "{share} of the portals repost important State Council releases within {limit} ({counts})"
    ),
    "bulletin.column.unclaimed": (
        "what share of the portals has a column in a prominent place cannot be claimed ({counts}): "
        "{why}"
    ),
    "bulletin.repost.unclaimed": (
        "what share of the portals reposts within {limit} cannot be claimed ({counts}): {why}"
    ),
    "share.at_least": "at least {percent}%",
    "share.over": "more than {percent}%",
    "share.about": "about {percent}%",
    "share.exact": "{percent}%",
    "share.tenths": "{percent}%",
    "bulletin.of": "{numerator} of {denominator}",
    "bulletin.of_few_open": (
        "{numerator} of {denominator}, {unknown} more undecided: {share} either way"
    ),
    "bulletin.of_open": (
        "{numerator} of {denominator}, {unknown} more undecided: between {low} and {high}"
    ),
    "bulletin.head.scope": "portals",
    "bulletin.head.met": "fulfil",
    "bulletin.head.counted": "of",
    "bulletin.head.open": "open",
    "bulletin.head.bounds": "bounds",
    "bulletin.head.change": "change",
    "bulletin.change": (
        "The change is in percentage points on {quarter}; with undecided portals, its bounds."
    ),
    "bulletin.change.between": "{low} to {high}",
    "bulletin.rounding": (
        "“At least” includes the number itself, “more than” does not; what is said holds however "
        "undecided portals turn out."
    ),
    "bulletin.counts": "Of all duties: {counts}.",
    "bulletin.missing": "Missing",
    "bulletin.late": "Late",
    "bulletin.backdated": "Stated date before the scans",
    "bulletin.unknown": "Not verifiable",
    "bulletin.review": "For review",
    "bulletin.none": "No absent columns, no missing, late or backdated reposts were found.",
    "bulletin.none_in_part": (
        "As far as it could be verified, no absent columns, no missing, late or backdated reposts "
        "were found."
    ),
    "bulletin.open_note": (
        "What is not verifiable or for review neither counts as fulfilled nor as a problem."
    ),
    "bulletin.column.absent": "Column absent ({count}): {names}.",
    "bulletin.column.blank": "Column empty ({count}): {names}.",
    "bulletin.column.stale": "Column stale ({count}): {names}.",
    "bulletin.column.not_prominent": "Column not prominent ({count}): {names}.",
    "bulletin.column.review": "Column for review ({count}): {names}.",
    "bulletin.column.unknown": "Column not verifiable ({count}): {names}.",
    "bulletin.named": "{what} ({portals:portal|portals}, {count:duty|duties}): {names}.",
    "bulletin.name_count": "{name} ({count})",
    "bulletin.findings": (
        "From {first} to {last}: {opened:finding|findings} opened, {rectified} rectified, {waived} "
        "withdrawn; on {last} {still} were not settled."
    ),
    "bulletin.findings.none": "From {first} to {last} no finding was opened, settled or open.",
    "bulletin.findings.kinds": "Opened: {kinds}.",
    "bulletin.findings.still": (
        "Not settled ({portals:portal|portals}, {count:finding|findings}): {names}."
    ),
    "bulletin.findings.lost": (
        "{count:more finding|more findings} had been opened before at times that were not kept; "
        "whether in this "
        "quarter is unknown."
    ),
    "bulletin.spot_findings": (
        "Sites that failed the spot check, as at {until}: {opened} registered, {rectified} mended "
        "and passed when looked at again, {waived} withdrawn, {still} not settled."
    ),
    "bulletin.spot_findings.still": "Not settled of the spot check: {names}.",
    "bulletin.oldest": "The oldest of them: {name}, {kind}, opened on {opened}.",
    "bulletin.not_published": "not published",
    "bulletin.not_observed": "not scanned",
    "bulletin.period": "period",
    "bulletin.document": "source",
    "bulletin.ours": "repostwatch",
    "bulletin.same_scope": (
        "Of the same levels; those statements did not publish their releases and rules, so this is "
        "for reference only."
    ),
    "bulletin.other_scope": (
        "The figures of {periods} (column: {columns}; reposts: {reposts}) are of another scope and "
        "not compared."
    ),
    "bulletin.other_portals": "{quarters}: of other portals, left out.",
    "bulletin.picture": "{name} (%)",
    "bulletin.picture.same": "same scope",
    "bulletin.picture.other": "other scope, not comparable",
    "bulletin.picture.official": "published",
    "bulletin.picture.ours": "repostwatch",
    "bulletin.picture.note": (
        "Hollow: published figures, an arrow for “at least” or “more than”. Filled: ours, with the "
        "bounds that undecided portals leave."
    ),
    "bulletin.cell.portal": "portal",
    "bulletin.cell.level": "level",
    "bulletin.cell.column": "column",
    "bulletin.cell.duties": "duties",
    "bulletin.cell.open": "open",
    "bulletin.appendix.note": (
        "Open: not verifiable, for review, or not due yet; waived duties count among duties only."
    ),
    "bulletin.automatic": "Made from the records of scans; single verdicts are in the attachment.",
}
