"""The mail about an alarm, and what to do about it."""

LABELS = {
    "alarm.subject": "[repostwatch] {occasion}: {reason}",
    "alarm.title": "Repost monitor: {occasion}",
    "alarm.made_at": "{made_at} (Beijing time)",
    "alarm.over": "It is well again. It lasted {lasted} ({since} to {until}).",
    "alarm.lasts": "Since {since}, for {lasted}.",
    "alarm.about": "This mail is about the monitor itself, not about what portals repost.",
    "alarm.readiness": "Readiness",
    "alarm.readiness.action": "what to do: {action}",
    "alarm.readiness.more": "and {count} more: see the page of readiness, or repostwatch ready",
    "advice.source": (
        "Check whether the source's address is blocked; ingest_releases can be run by hand with "
        "another source."
    ),
    "advice.ingest": "See in Airflow whether ingest_releases is paused or has failed tasks.",
    "advice.silent": (
        "Open the source: if it has new releases that are not here, it was discontinued or "
        "redesigned."
    ),
    "advice.scans": (
        "See in Airflow whether scan_portals is paused and the scheduler runs. Scans that were "
        "missed cannot be made up for."
    ),
    "advice.unseen": (
        "Check this machine's network, DNS and whether its address is blocked; until then the "
        "duties concerned are not verifiable."
    ),
    "advice.links": (
        "Look at these portals with repostwatch probe; if they were redesigned, correct addresses "
        "or selectors in the registry."
    ),
    "advice.internal": "See the log of scan_portals and tell the developers of the error in it.",
    "advice.mail": (
        "See the page of mails for the cause; check the mail server's settings and the addresses "
        "(repostwatch recipients check): what waits is then sent by itself. What was refused is "
        "sent again by the field `to` of daily_report."
    ),
}
