"""Pages about the monitor itself: its health, and who gets its mail."""

LABELS = {
    "page.health": "Health",
    "page.health.well": "The latest watch raised no alarm.",
    "page.health.unwatched": (
        "There was no watch yet: whether all is well is not known. "
        "watch_monitor watches every hour."
    ),
    "page.health.watched": "as of the watch at {at}",
    "page.health.since": "since {at}",
    "page.health.steps": "The latest run of each step",
    "page.health.step": "Step",
    "page.health.never": "never",
    "page.health.sources": "Sources of releases ({count})",
    "page.health.read_at": "Last read",
    "page.health.bad": "cannot be read",
    "page.health.looks": "Portals that were not wholly seen for the longest",
    "page.health.looks.note": "By the latest complete scan, the oldest first.",
    "page.health.seen_at": "Last wholly seen",
    "page.health.mails": "Mails not delivered ({count})",
    "page.health.waits": "is tried again",
    "page.health.all_sent": "No mail waits, and none was refused.",
    "page.health.evidence": "Evidence on disk",
    "page.health.no_evidence": "No watch has counted the evidence yet.",
    "page.health.bytes": "{megabytes} MB (counted {at})",
    "page.health.past": "Alarms that are over ({count})",
    "page.health.lasted": "{opened} to {seen}",
}
