"""The sentences of a quarter's spot check."""

LABELS: dict[str, str] = {
    "statement.overall": (
        "In {quarter}, {count:government site was|government sites were} checked, {rate} "
        "passed{change}."
    ),
    "statement.level": "Level {level}: {count} checked, {rate} passed{change}.",
    "statement.level.department": "department",
    "statement.level.province": "province",
    "statement.level.city": "city",
    "statement.level.county": "county",
    "statement.level.below": "below the county",
    "statement.local": "All local levels: {count} checked, {rate} passed{change}.",
    "statement.failed": "Failed: {count:site|sites} ({each}).",
    "statement.faults": "By veto indicator: {each}.",
    "statement.count": "{what} {number}",
    "statement.open": (
        "Besides, {each}; none of them counts as passed, so the pass rate has bounds."
    ),
    "statement.open.unknown": "{number:site|sites} could not be verified",
    "statement.open.waiting": "{number:site waits|sites wait} for a person",
    "statement.gone": (
        "{count:site|sites} of the sample ended before the check and count in no rate."
    ),
    "statement.range": "{low}% to {high}%",
    "statement.closed": "{count:site|sites} closed or moved up in the quarter.",
    "statement.closed.known": (
        "{count:site|sites} closed or moved up in the quarter, as far as is known: of "
        "{sites:site|sites} {known} had the homepage read or the end registered."
    ),
    "statement.again": (
        "Checked again after they failed before: {count:site|sites}, {passed} passed, {failed} "
        "failed again, {left} undecided."
    ),
    "statement.rate.exact": "{percent}%",
    "statement.rate.bounds": "between {low}% and {high}%",
    "statement.rate.none": "nothing",
    "statement.change.up": ", {points} percentage points more than in the quarter before",
    "statement.change.down": ", {points} percentage points less than in the quarter before",
    "statement.change.little.up": (
        ", less than 0.1 percentage points more than in the quarter before"
    ),
    "statement.change.little.down": (
        ", less than 0.1 percentage points less than in the quarter before"
    ),
    "statement.change.same": ", as in the quarter before",
    "statement.change.bounds": ", {low} to {high} percentage points on the quarter before",
    "statement.links": (
        "Of the homepages of {sites:site|sites}, {looked:link|links} were looked at: {dead} "
        "do not open "
        "({share}), on {dead_sites:site|sites}."
    ),
    "statement.links.abused": (
        "The homepages of {sites:site|sites} seem to link to names that are parked or for sale "
        "({parked}) or to "
        "goods and games of chance ({selling}); people look at them as serious errors."
    ),
}
