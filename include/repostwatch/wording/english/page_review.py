"""The review queue: what waits for a person."""

LABELS = {
    "page.review.count": "For review ({count})",
    "page.review.note": (
        "Confirmed: the link is the release, its time follows from the facts, and what "
        "they leave open counts as on time. Late: the same, but what is open counts as "
        "late. Rejected: the link is not the release, judge without it. Waived: the duty "
        "does not count."
    ),
    "page.review.keys": (
        "Keys: j next, k previous, 1–9 choose, o opens the kept page, x ticks, Esc leaves a field; "
        "Enter records what was chosen and given a reason."
    ),
    "page.review.kept": "The kept page, with the link marked",
    "page.review.lists": "Lists to confirm ({count})",
    "page.review.lists.note": (
        "Open the list: do the State Council's releases appear here? Accept: it is watched from "
        "the next scan on, and what is not on it was not reposted. Reject: it is watched no more, "
        "and nothing rests on it. Duties are judged anew at once by the scans that there are "
        "already: those in review because of a list may be missing once it is accepted, and are "
        "not verifiable once it is rejected and no other is left. Taken back, they return at once."
    ),
    "page.review.why": "Why",
    "page.review.columns": "Columns for review ({count})",
    "page.review.columns.note": (
        "Open the homepage, then choose. The decision is about the homepage as it is: it "
        "falls when the column's name, form, address or place changes, or when the "
        "machine sees something else."
    ),
    "page.review.none": "Nothing waits for review.",
}
