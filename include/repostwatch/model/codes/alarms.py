"""What is wrong with the monitor itself."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class AlarmCode(Code):
    # `read_at` is None where the source could never be read.
    SOURCE_UNREADABLE = "alarm.source_unreadable", "read_at?", "problem"
    NOT_INGESTED = "alarm.not_ingested", "source", "since"
    SOURCE_SILENT = "alarm.source_silent", "source", "newest"
    NO_SCANS = "alarm.no_scans", "since"
    # `names` are the first few of the `unseen`.
    PORTALS_UNSEEN = "alarm.portals_unseen", "portals", "unseen", "names"
    # `portals` are the first few of the `count`: reasons of USUAL_LINKS.
    LINKS_GONE = "alarm.links_gone", "portals", "count"
    USUAL_LINKS = "alarm.usual_links", "name", "links"
    # `portals` are the first few of the `count`: reasons of INTERNAL_ERROR.
    INTERNAL_ERRORS = "alarm.internal_errors", "portals", "count"
    INTERNAL_ERROR = "alarm.internal_error", "name", "reason"
    CLOCK_BACK = "alarm.clock_back", "newest", "now"
    SOURCE_FAILED = "alarm.source_failed", "source", "outcome", "reason?"
    # `mails` are the first few of the `count`: reasons of MAIL.
    MAILS_WAIT = "alarm.mails_wait", "count", "since", "mails"
    MAILS_REFUSED = "alarm.mails_refused", "count", "mails"
    MAIL = "alarm.mail", "address", "subject", "why?"
    MAIL_FOR_NOBODY = "alarm.mail_for_nobody", "since"
