"""Where a letter stands with a recipient."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class MailCode(Code):
    # `problem` is the error of the connection, or the server's answer where it has `answer`.
    FAILED = "mail.failed", "server", "step", "problem"
    REFUSED = "mail.refused", "server", "step", "answer"
    TOO_SLOW = "mail.too_slow", "server", "step", "seconds"
    TOO_LARGE = "mail.too_large", "server", "size", "most"
    NOT_PUBLIC = "mail.not_public", "server", "address"
    HANDED_OVER = "mail.handed_over", "server"
    ANSWER_LOST = "mail.answer_lost", "server", "problem"
    NEWER_EDITION = "mail.newer_edition", "edition"
    NO_RECIPIENT_ANY_MORE = "mail.no_recipient_any_more"
    ALARM_OVER = "mail.alarm_over"
    DEADLINES_PASSED = "mail.deadlines_passed"
    GIVEN_UP = "mail.given_up", "hours", "why?"
    # From before states were kept for each recipient.
    SENT_TO_SOME = "mail.sent_to_some", "count"
    # A delivery in a list of those that did not go out.
    UNSENT = "mail.unsent", "address", "why"
    BUSY = "mail.busy"
