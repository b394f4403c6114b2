"""The early-warning mail."""

LABELS = {
    "warning.subject": (
        "[reposts] {alert}{when}: {count:duty|duties} of {portals:portal|portals}{unread}"
    ),
    "warning.by": "due {deadline}",
    "warning.from": "due from {deadline}",
    "warning.unread.short": ", {count} of them at portals that could not be scanned",
    "warning.unread": (
        "These come due, and their portals could not be scanned: nobody knows whether they were "
        "reposted, and nothing is taken for missing."
    ),
    "warning.title": "Duties that are about to come due",
    "warning.lead": (
        "No repost was seen of these, at the times named below. If it is there by now, there is "
        "nothing to do."
    ),
    "warning.due": "Due {deadline}, {left}",
    "warning.left": "{left} left",
    "warning.seen.whole": "Scanned completely at {at}: no repost seen",
    "warning.seen.too_short": "The lists of the scan at {at} do not reach back to the release",
    "warning.seen.unread": "Not scanned; the last complete scan was at {at}",
    "warning.seen.never": "Never scanned completely",
    "warning.about": "One warning for each duty; the report after the deadline has the verdict.",
}
