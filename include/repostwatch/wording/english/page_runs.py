"""Runs that people start from a page, and what becomes of them."""

LABELS = {
    "page.start.scan": "Scan this portal",
    "page.start.judge": "Judge again",
    "page.start.report": "Send the report of {day} again",
    "page.start.to": "Recipient",
    "page.start.resend": "Send again",
    "page.start.may_not": (
        "Your account may look but not start anything (it has to trigger the DAG {dag})."
    ),
    "page.start.scan.note": "Visits the portal once, now; judging follows by itself.",
    "page.start.judge.note": (
        "Judges once more by what has been seen, without visiting homepages and lists."
    ),
    "page.start.report.note": (
        "Goes to this one address only, as it was on that day; nobody else gets it again."
    ),
    "page.run.dag.scan_portals": "Look at the portals",
    "page.run.dag.judge_reposts": "Judge who reposted what",
    "page.run.dag.daily_report": "Daily report",
    "page.run.state": "State",
    "page.run.state.queued": "waiting to begin",
    "page.run.state.running": "running",
    "page.run.state.success": "done",
    "page.run.state.failed": "failed",
    "page.run.state.restarting": "beginning again",
    "page.run.about": "About",
    "page.run.began": "Began",
    "page.run.ended": "Ended",
    "page.run.in_airflow": "Open this run in Airflow",
    "page.run.then": "Then",
    "page.run.awaited": "what follows is about to begin by itself",
    "page.run.refreshes": "This page renews itself until all has ended.",
    "page.run.failed.note": "Which task failed, and why, is in the logs of Airflow's red tasks.",
    "page.run.sent": "The day's report to {to}",
    "page.run.by_this": "sent by this run",
    "page.run.none.report": "For each report and who has it see ",
    "page.run.id": "Run",
    "page.run.task": "Task",
    "page.run.dag.ingest_releases": "Take in the releases",
    "page.run.dag.early_warning": "Early warning",
    "page.run.dag.quarterly_bulletin": "Bulletin of a quarter",
    "page.run.dag.discover_lists": "Find lists",
    "page.run.dag.probe_portals": "Probe the sampled sites",
    "page.run.dag.spot_check": "The quarter's spot check",
    "page.run.dag.watch_monitor": "Watch the monitor itself",
    "page.run.failed.task": "Failed task",
    "page.run.failed.more": "{count} more failed.",
    "page.run.failed.why": "Why",
    "page.run.failed.silent": "The task left no reason: see its log.",
    "page.run.log": "Open its log",
}
