"""The pages inside Airflow."""

LABELS = {
    "page.site": "State Council repost monitor",
    "page.overview": "Overview",
    "page.portals": "Portals",
    "page.review": "For review",
    "page.framed": (
        "Links to other sites do not open inside Airflow's frame; use the entry of the "
        "menu Browse, which opens a window."
    ),
    "page.decide": "Decide",
    "page.decide.note": (
        "A person's decision counts before the machine's own result until it expires; that is kept."
    ),
    "page.decide_column.note": (
        "A person's decision counts before the machine's own result until it expires or "
        "the column changes; that is kept."
    ),
    "page.decisions": "Decisions on record ({count})",
    "page.cited_scans": "Scans that it rests on ({count})",
    "page.whole_evidence": "the whole evidence (to hand to the portal)",
    "page.complete_back_to": "complete, lists seen back to {reach}",
    "page.incomplete_because": "incomplete, {gap}",
    "page.lists_back_to": ", lists seen back to {reach}",
    "page.back_to": ", back to {reach}",
    "page.complete": "complete",
    "page.incomplete": "incomplete",
    "page.none": "None.",
    "page.release_id": "release id",
    "page.portal": "portal",
    "page.published": "published",
    "page.original": "original",
    "page.deadline": "due",
    "page.verdict": "verdict",
    "page.machine": "machine",
    "page.not_judged": "not judged yet",
    "page.reason": "reason",
    "page.reposted": "reposted",
    "page.backdated": "backdated",
    "page.no_sightings": "Nothing seen that may be a repost.",
    "page.error.note": (
        "If it happens again, hand this page to the administrator; docs/operations.md "
        "says what to do."
    ),
    "page.error.away": "The database is away",
    "page.error.not_found": "Not found",
    "page.error.malformed": "The request is not complete",
    "page.error.refused": "Not done",
    "page.no_data": "No data yet",
    "page.no_data.note": (
        "Trigger ingest_releases in Airflow; scans and judging follow by themselves."
    ),
    "page.alarms": "Alarms about the monitor itself ({count})",
    "page.unsent": "A mail was not sent: {subject}",
    "page.unsent.tries": "Made at {made_at}, tried {attempts} times.",
    "page.unsent.answer": " The mail server: {answer}",
    "page.figure.column": "Homepages with a policy column",
    "page.figure.repost": "Reposted within 24 h",
    "page.figure.counts": "{numerator} of {denominator} fulfil it",
    "page.figure.open": ", {unknown} open",
    "page.up_to": "to",
    "page.as_of": "As of {at} (Beijing time)",
    "page.as_of.scanned": ", last scan {at}",
    "page.as_of.scope": ". About the {releases} releases still watched and {portals} portals.",
    "page.waiting.both": "{duties} duties and {columns} columns wait for review",
    "page.waiting.duties": "{duties} duties wait for review",
    "page.waiting.columns": "{columns} columns wait for review",
    "page.waiting.note": "What only a person can judge; it is judged anew at once.",
    "page.incomplete_portals": "Portals whose last scan is incomplete ({count})",
    "page.scanned_at": "scanned at",
    "page.cause": "cause",
    "page.never_scanned": "never scanned",
    "page.all_complete": "All portals were seen completely.",
    "page.open_faults": "Open faults ({count})",
    "page.fault": "fault",
    "page.state": "state",
    "page.release": "release",
    "page.release.short": "release",
    "page.situation": "situation",
    "page.found_at": "found at",
    "page.no_faults": "No open faults.",
    "page.undated": "no date stated",
    "page.link": "link's title and address",
    "page.stated": "stated dates",
    "page.first_seen": "first seen",
    "page.match": "why it matches",
    "page.form.name": "name (required)",
    "page.form.reason": "reason (required)",
    "page.form.expires": "valid until (optional, that day included)",
    "page.form.link": "about which link",
    "page.form.link_option": "{title} (first seen {first_seen})",
    "page.form.no_link": "no link, the whole duty",
    "page.column_seen": "column seen",
    "page.form": "form",
    "page.place": "place",
    "page.items": "items",
    "page.newest": "newest",
    "page.nameless": "(no name)",
    "page.prominent": "prominent",
    "page.not_prominent": "not prominent",
    "page.no_date": "no date",
    "page.no_column": "no column found on the homepage",
    "page.id": "id",
    "page.home": "homepage",
    "page.watched": "watched page",
    "page.limit": "limit",
    "page.column": "column",
    "page.last_scan": "last scan",
    "page.looks": "Column: what the last {count} looks at the homepage showed",
    "page.duties": "Duties ({count})",
    "page.duties.short": "duties",
    "page.no_duties": "No duties that are still watched.",
    "page.faults": "Faults ({count})",
    "page.last_visits": "Pages of the last scan ({count})",
    "page.scans": "Scans (the last {count})",
    "page.time": "time",
    "page.pages": "pages",
    "page.links": "links",
    "page.outcome": "outcome",
    "page.pages_failed": " ({count} failed)",
    "page.portals.count": "Portals ({count})",
    "page.name": "name",
    "page.level": "level",
    "page.review.count": "For review ({count})",
    "page.recorded": "Recorded: ",
    "page.now": ", now ",
    "page.its_column": ", its column",
    "page.read_only": "Your account may look, not decide.",
    "page.review.note": (
        "Confirmed: the link is the release, its time follows from the facts, and what "
        "they leave open counts as on time. Late: the same, but what is open counts as "
        "late. Rejected: the link is not the release, judge without it. Waived: the duty "
        "does not count."
    ),
    "page.ready": "Readiness",
    "page.ready.note": (
        "Whether a portal can be said not to have reposted rests on reposts that were seen in its "
        "lists, or on the word of the registry or a person. What waits needs your look at a list; "
        "for what cannot be judged, the last column says what to do."
    ),
    "page.ready.all": "all",
    "page.ready.action": "what to do",
    "page.ready.decide": "decide",
    "page.list": "list",
    "page.list.items": "{items} items",
    "page.list.newest": "newest {newest}",
    "page.list.more": "and {count} more",
    "page.list.shows": "items",
    "page.list.releases": "reposts seen",
    "page.list.no_releases": "none seen",
    "page.list.count": "{count}",
    "page.list.origin": "origin",
    "page.list.before": "before",
    "page.list.history": "history",
    "page.list.change": "Change a decision, or enter a list",
    "page.list.change.note": (
        "An accepted list is watched from the next scan on; a rejected one is watched no more, and "
        "no later search takes it into use by itself."
    ),
    "page.list.new": "Enter a list",
    "page.form.url": "The list's address (of this portal's site)",
    "page.lists": "Watched lists ({count})",
    "page.lists.none": "No lists of this portal were looked for yet.",
    "page.review.lists": "Lists to confirm ({count})",
    "page.review.lists.note": (
        "Open the list: do the State Council's releases appear here? Accept: it is watched from "
        "the next scan on, and what is not on it was not reposted. Reject: it is watched no more."
    ),
    "page.waiting.lists": "{lists} lists wait for a person",
    "page.review.why": "why",
    "page.review.columns": "Columns for review ({count})",
    "page.review.columns.note": (
        "Open the homepage, then choose. The decision is about the homepage as it is: it "
        "falls when the column's name, form, address or place changes, or when the "
        "machine sees something else."
    ),
    "page.review.none": "Nothing waits for review.",
    "page.run": "What this run saw",
    "page.run.none": (
        "This run scanned no portals, only those of scan_portals do. For the results of "
        "others see: "
    ),
    "page.address": "address",
    "page.status": "status",
    "page.bytes": "bytes",
    "page.explanation": "explanation",
    "page.redirected": "to {url}",
    "page.account": "{name} (account {account})",
}
