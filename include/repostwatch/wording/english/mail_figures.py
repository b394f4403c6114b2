"""Figures, tables and method of the daily mail."""

LABELS = {
    "daily.kept": (
        "The workbook {name} has {size}, more than a mail may hold: it is kept in the report's "
        "folder. "
    ),
    "daily.workbook": "Download the workbook (login needed)",
    "figure.range": "{low}–{high}",
    "figure.change": "{low} points since {day}",
    "figure.change_range": "worst {low}, best {high} points since {day}",
    "figure.duties": "By duties: {numerator}/{denominator} on time, {range}{change}",
    "figure.duties_change": " ({change})",
    "figure.not_due": "Not counted: {count:duty|duties} not due yet and not seen reposted",
    "grid.heading": "Portals × releases",
    "grid.note": (
        "✓ on time, L late, M missing, … pending, R for review, ? not verifiable, W waived. "
        "The numbers are those of the releases below."
    ),
    "grid.even": " {count:portal|portals} with everything on time or not due left out.",
    "grid.more": "{count:more portal is|more portals are} in the attachment.",
    "grid.on_time": "✓",
    "grid.late": "L",
    "grid.missing": "M",
    "grid.pending": "…",
    "grid.review": "R",
    "grid.unknown": "?",
    "grid.waived": "W",
    "league.heading": "Portals with most faults",
    "league.note": (
        "By the share of missing and late among the duties that could be judged; what is not "
        "verifiable is no fault."
    ),
    "league.on_time": "on time",
    "league.due": "due",
    "league.late": "late",
    "league.missing": "missing",
    "league.unknown": "open",
    "league.share": "share",
    "levels.heading": "Figures by level",
    "trend.caption": (
        "The last {days:day|days}: blue for reposts within 24 h, brown for columns, each as the "
        "band from worst to best."
    ),
    "trend.alt": "{name}: {before} on {first}, {after} on {last}",
    "brief.1": (
        "Deadlines count from the first publication on gov.cn, {limit} unless the portal has a "
        "limit of its own; the time of a repost is what stated date and scans have in common, "
        "and a link to the original counts."
    ),
    "brief.2": (
        "Missing: a complete scan after the deadline did not show it; incomplete scans make it "
        "not verifiable, never missing. Backdated: the stated date is before a complete scan "
        "without the link; the scans count."
    ),
    "brief.3": (
        "Both figures count portals, of all that have to be judged; the ends of a range are "
        "the figures if none or all of what is not verifiable or for review fulfil them."
    ),
    "method.1": (
        "Deadline: counted from the first publication on gov.cn, {limit} unless the portal has a "
        "limit of its own. A link to the text on gov.cn counts as a repost."
    ),
    "method.2": (
        "Time of the repost: what the stated date and the scans (last not seen, first seen) have "
        "in common; on time if all of it is before the deadline, late if all of it is after."
    ),
    "method.3": (
        "Missing: at least one complete scan after the deadline (lists seen without a gap back to "
        "before the publication) did not find it. Incomplete scans make it not verifiable, never "
        "missing."
    ),
    "method.4": (
        "Backdated: the stated date is before a complete scan that did not find the link. The "
        "scans count, and both facts are given."
    ),
    "method.5": (
        "Portals with a column: those with a prominent column of State Council policies on the "
        "homepage, embedded feeds included. Portals that repost within 24 h: those whose share of "
        "duties done on time is as required (by default all of them)."
    ),
    "method.6": (
        "The denominator of both is all that has to be judged; what is not verifiable or for "
        "review is not in the numerator. Worst and best are the figures if none or all of it "
        "fulfil it."
    ),
}
