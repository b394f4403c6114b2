"""Pages about the monitor itself: its health, and who gets its mail."""

LABELS = {
    "page.health": "Health",
    "page.health.well": "The latest watch raised no alarm.",
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
    "page.recipients": "Recipients",
    "page.recipients.count": "Recipients ({count})",
    "page.recipients.wrong": "The recipients are wrong: no report can be sent",
    "page.recipients.line": "Line",
    "page.recipients.column": "Column",
    "page.recipients.wrong.note": (
        "Correct it and reload this page; the next report goes to the new recipients."
    ),
    "page.recipients.portals": "Portals",
    "page.recipients.operators": "Who hears of alarms ({count})",
    "page.recipients.change": "How to change them",
    "page.recipients.file": (
        "They stand in the file {file} (setting REPOSTWATCH_RECIPIENTS); who gets all "
        "portals, in the setting REPOSTWATCH_REPORTING__RECIPIENTS."
    ),
    "page.recipients.no_file": (
        "There is no file: everybody is named by the setting "
        "REPOSTWATCH_REPORTING__RECIPIENTS. REPOSTWATCH_RECIPIENTS names a file that gives "
        "each their own portals."
    ),
    "page.recipients.how": (
        "A changed file takes effect with the next report, without a restart; who hears of "
        "alarms stands in REPOSTWATCH_WATCH__OPERATORS. To check it by command:"
    ),
}
