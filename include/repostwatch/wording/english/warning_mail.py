"""The early-warning mail."""

LABELS = {
    "warning.subject": "[reposts] {count} duties of {portals} portals are about to come due",
    "warning.title": "Duties that are about to come due",
    "warning.lead": (
        "No repost was seen of these, at the times named below. If it is there by now, there is "
        "nothing to do."
    ),
    "warning.due": "Due {deadline}, {left}",
    "warning.left": "{left} left",
    "warning.looked": "Scanned completely at {at}: no repost seen",
    "warning.looked_in_part": "Scanned in part at {at}: no repost in what was seen",
    "warning.never": "Never scanned: nobody knows whether it was reposted",
    "warning.about": "One warning for each duty; the report after the deadline has the verdict.",
}
