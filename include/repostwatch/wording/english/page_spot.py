"""The pages of the quarter's spot check."""

LABELS = {
    "page.spot": "Spot check",
    "page.spot.title": "Spot check of {quarter}",
    "page.spot.no_sample": (
        "No sample was drawn yet: run spot_check in Airflow, with a seed and shares."
    ),
    "page.spot.inspected": "Results as at {at}",
    "page.spot.inspected.words": (
        "Results as at {at}, with what people entered; last inspected {inspected}"
    ),
    "page.spot.not_inspected": "Drawn, and not inspected yet.",
    "page.spot.quarter": "Quarter",
    "page.spot.result": "Result",
    "page.spot.rates": "Pass rate",
    "page.spot.drawn": "Drawn",
    "page.spot.passed": "Passed",
    "page.spot.rate": "Share",
    "page.spot.all_levels": "All levels",
    "page.spot.not_passed": "Indicators that failed or are open",
    "page.spot.again": "failed before, looked at again",
    "page.spot.indicator": "Veto indicator",
    "page.spot.checklist": "What people saw",
    "page.spot.checklist.note": (
        "What failed needs evidence. The latest word counts, those before are kept; the one that "
        "counts can be undone below at any time."
    ),
    "page.spot.may_not": "Your account may look, and enter nothing.",
    "page.spot.evidence": "Evidence",
    "page.spot.evidence.hint": "an address, a file's name, or a sentence",
    "page.spot.by": "Name",
    "page.spot.seen": "Seen at",
    "page.spot.seen_at": "Seen at (Beijing time; empty: now)",
    "page.spot.recorded": "{indicator}, entered as “{result}”. The indicator",
    "page.spot.withdrew": "took back what {by} entered ({result})",
    "page.spot.undo": "what {by} entered of {indicator}",
    "page.spot.choose": "Choose",
    "page.spot.result.choose": "Result (choose one)",
    "page.spot.csv": "As CSV: ",
    "page.spot.csv.named": "sample and results with names, to be read",
    "page.spot.csv.sites": "sample and results for programs",
    "page.spot.csv.checklist": "checklist to fill in",
    "page.spot.csv.closures": "closed or moved up",
    "page.spot.upload": "A checklist, filled in (CSV)",
    "page.spot.upload.do": "Take in",
    "page.spot.upload.note": (
        "All of it is taken in, or none where one cell is wrong. The result is passed or failed; "
        "rows without one are left out."
    ),
    "page.spot.kept": "{count:row|rows} of the checklist taken in.",
    "page.spot.kept.known": "{count:row was|rows were} there before, and not recorded twice.",
    "page.spot.kept.sites": (
        "Below: {count:site|sites} that it is about. Undo is on the page of each."
    ),
    "page.spot.taken": "Only what one file was about: {count:site|sites}.",
    "page.spot.taken.all": "Show all sites",
    "page.spot.hours": "Hour by hour",
    "page.spot.hours.counted": (
        "{counted:probe counts|probes count}, {failed} failed, {missing} missing."
    ),
    "page.spot.hours.note": (
        ". opened; x failed; ~ no answer, as of many others at once; "
        "? undecided; o our own outage; _ no probe."
    ),
    "page.spot.links": "Links of the homepage",
    "page.closures": "Closed or moved up",
    "page.closures.note": (
        "One click registers it: from the day on which it was first seen gone the site "
        "owes nothing, and its successor answers. What was registered by mistake can be taken "
        "back. What the registry says goes before. "
        "Enter it in the registry, too, before the next sample is drawn."
    ),
    "page.closures.unseen": (
        "No homepage was read in this quarter: whether a site closed or moved up is not known."
    ),
    "page.closures.recorded": (
        "Registered: {name} ended at {ends}, {successor} follows. By {by}, {at}."
    ),
    "page.closures.recorded.nobody": (
        "Registered: {name} ended at {ends}, nobody follows. By {by}, {at}."
    ),
    "page.closures.undone": (
        "Taken back: that {name} ended at {ends} and {successor} follows. By {by}, {at}. "
        "It owes reposts as before; its duties come back at the next judging."
    ),
    "page.closures.undone.nobody": (
        "Taken back: that {name} ended at {ends} and nobody follows. By {by}, {at}. "
        "It owes reposts as before; its duties come back at the next judging."
    ),
    "page.closures.undo": "Take back",
    "page.closures.registered": "Registered by {by}, {at}",
    "page.closures.registry": "As the registry has it",
    "page.closures.withdrawn": (
        "{by} registered {successor} as successor at {at}, {back_by} took it back at {back_at}"
    ),
    "page.closures.withdrawn.nobody": (
        "{by} registered it as closed at {at}, {back_by} took it back at {back_at}"
    ),
    "page.closures.announced": "Announced",
    "page.closures.gone": "Gone",
    "page.closures.leads_to": "Leads to",
    "page.closures.taken_over": "in the hands of others: look at it as a serious error",
    "page.closures.successor": "Successor",
    "page.closures.by": "Register {name} as successor",
    "page.closures.nobody": "Register as closed, nobody follows",
    "page.closures.none": "nobody follows",
    "page.end": "Ended",
    "page.end.short": "closed since {ends}",
    "page.end.since": "at {ends}: what comes out from then on it does not owe",
    "page.end.successor": "Successor",
    "page.end.before": "Successor of",
    "page.end.before.since": " (ended at {ends})",
    "sites.quarter": "Quarter",
    "sites.name": "Site",
    "sites.level": "Level",
    "sites.authority": "Authority",
    "sites.place": "Place",
    "sites.drawn": "Why it is in",
    "sites.result": "Result",
    "sites.failed": "Indicators that failed",
    "sites.open": "Indicators that are open",
    "sites.reason": "Why they failed",
    "sites.home_url": "Homepage",
    "sites.portal_id": "Id of the site",
    "sites.by_lot": "drawn by lot",
    "sites.again": "failed in the quarter before",
}
