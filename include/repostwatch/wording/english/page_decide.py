"""The forms in which a person decides: about a duty, a column, a list."""

LABELS = {
    "page.decide": "Decide",
    "page.decide.note": (
        "A person's decision counts before the machine's own result until it expires; that is kept."
    ),
    "page.decide_column.note": (
        "A person's decision counts before the machine's own result until it expires or "
        "the column changes; that is kept."
    ),
    "page.form.name": "Name (required)",
    "page.form.reason": "Reason (required)",
    "page.form.expires": "Valid until (that day included; a waiver needs it)",
    "page.form.expires.any": "Valid until (that day included; may be left empty)",
    "page.form.kind": "Decision (choose one)",
    "page.form.record": "Record",
    "page.kind.confirm": (
        "the link chosen above is the release; its time decides, and what is open counts as on "
        "time. With “No link, the whole duty” all of it counts as on time"
    ),
    "page.kind.confirm.whole": "it was reposted though no link was seen; counts as on time",
    "page.kind.confirm.each": (
        "each one's own link is the release; its time decides, and what is open counts as on "
        "time. What has no link counts as on time"
    ),
    "page.kind.late": "the same, and what is open counts as late",
    "page.kind.late.whole": "it was reposted though no link was seen; counts as late",
    "page.kind.reject": (
        "the link chosen above is not the release; with “No link, the whole duty” nothing seen so "
        "far was a repost"
    ),
    "page.kind.reject.whole": "nothing seen so far was a repost",
    "page.kind.reject.each": (
        "each one's own link is not the release; of what has no link, nothing seen so far was a "
        "repost"
    ),
    "page.kind.waive": "the duty is not asked for until the expiry",
    "page.kind.accept": (
        "watch this list from the next scan on; the scans that there are already count with it "
        "at once, and duties in review may be missing then"
    ),
    "page.kind.refuse": (
        "do not watch this list, and rest nothing on it; duties are judged anew at once, and are "
        "not verifiable where no other list is left"
    ),
    "page.withdraw": "Withdraw",
    "page.withdraw.note": "take back what was decided; the machine's own result counts again",
    "page.withdraw.list": (
        "take back what was decided; the machine's own result counts again. Duties are judged anew "
        "at once: what was missing or not verifiable by that word alone is so no more"
    ),
    "page.undo": "Undo",
    "page.form.link": "About which link",
    "page.form.link_option": "{title} (first seen {first_seen})",
    "page.form.no_link": "No link, the whole duty",
    "page.undone": "Taken back: ",
    "page.form.url": "The list's address (of this portal's site)",
}
