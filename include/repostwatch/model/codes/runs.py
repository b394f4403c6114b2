"""What a step did: one line for a log or a terminal."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class RunCode(Code):
    INGESTED = "run.ingested", "read", "changed", "problems"
    SCANNED = "run.scanned", "portal", "pages", "links", "gap?"
    SCAN_FAILED = "run.scan_failed", "portal", "outcome", "reason?"
    DISCOVERED = "run.discovered", "portal", "in_use", "proposed", "end"
    DUE = "run.due", "portal", "why"
    LIST_CHANGED = "run.list_changed", "portal", "url", "state", "why"
    MATCHED = "run.matched", "links", "matches", "articles"
    WIDER_LOOKS = "run.wider_looks", "portals", "duties", "proposed"
    # `counts` are reasons of COUNT.
    JUDGED = "run.judged", "counts", "changed"
    COUNT = "run.count", "kind", "number"
    NO_DUTIES = "run.no_duties"
    # A verdict that became another.
    TURNED = "run.turned", "portal", "title", "before", "result"
    # `problem`: why there is no timestamp of what was sealed.
    TIDIED = "run.tidied", "files", "megabytes", "sealed", "problem?"
    # `count`: to how many.
    SENT = "run.sent", "subject", "count?"
    SENT_BEFORE = "run.sent_before"
    NOT_TO_BE_SENT = "run.not_to_be_sent", "why"
    NOBODY_DUE = "run.nobody_due"
    # `duties` counts each once for every recipient.
    WARNED = "run.warned", "duties", "sent"
    NOBODY_TO_WARN = "run.nobody_to_warn"
    WATCHED = "run.watched", "alarms", "sent", "unsent"
    NOT_MAILED = "run.not_mailed", "alarm", "problem"
    MORE_QUESTIONS = "run.more_questions", "count"
    # `opened` of `sites`; how many of `controls` probes of known sites opened.
    PROBED = "run.probed", "quarter", "sites", "opened", "controls", "answered"
    LINKS_SEEN = "run.links_seen", "quarter", "sites", "links"
    NO_SAMPLE = "run.no_sample", "quarter"
    INSPECTED = (
        "run.inspected", "quarter", "sites", "passed", "failed", "unknown", "waiting", "gone",
    )  # fmt: skip
