"""Why something that a person asked for was not done."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class RefusalCode(Code):
    NO_PORTAL = "refusal.no_portal", "portal_id"
    NO_SUCH_PORTALS = "refusal.no_such_portals", "names"
    NO_SUCH_RELEASES = "refusal.no_such_releases", "names"
    DAY_NOT_COME = "refusal.day_not_come", "day", "today"
    BAD_INPUT = "refusal.bad_input", "problem"
    NO_SAMPLE_KEPT = "refusal.no_sample_kept", "quarter"
    NO_RESULT = "refusal.no_result"
    NO_EVIDENCE = "refusal.no_evidence"
    SEEN_AT_NO_TIME = "refusal.seen_at_no_time", "at"
    NO_SUCCESSOR = "refusal.no_successor", "portal_id"
    SAMPLE_KEPT = "refusal.sample_kept", "quarter"
    NO_DUTY = "refusal.no_duty", "release_id", "portal_id"
    NO_SUCH_LINK = "refusal.no_such_link"
    # `decision`: the latest one there is, which whoever was quicker may have made.
    VERDICT_CHANGED = "refusal.verdict_changed", "decision?"
    # What stands in the way of each is said beside it.
    SOME_REFUSED = "refusal.some_refused", "count"
    NO_DUTIES = "refusal.no_duties"
    TOO_MANY_DUTIES = "refusal.too_many_duties", "most"
    STANDING_CHANGED = "refusal.standing_changed", "decision?"
    NO_SUCH_LOOK = "refusal.no_such_look"
    HOME_CHANGED = "refusal.home_changed"
    # `decision`: what the first one said, where a person was quicker.
    LIST_CHANGED = "refusal.list_changed", "decision?"
    NO_SUCH_LIST = "refusal.no_such_list", "url", "portal_id"
    LIST_NO_ADDRESS = "refusal.list_no_address", "url"
    LIST_ELSEWHERE = "refusal.list_elsewhere", "url", "home"
    LIST_REGISTERED = "refusal.list_registered", "url"
    NO_CHOICE = "refusal.no_choice"
    UNSIGNED = "refusal.unsigned"
    EXPIRY_NO_DATE = "refusal.expiry_no_date", "expires"
    EXPIRY_PAST = "refusal.expiry_past", "expires"
    WAIVER_WITHOUT_END = "refusal.waiver_without_end", "days"
    WAIVER_TOO_LONG = "refusal.waiver_too_long", "days"
    NOTHING_TO_WITHDRAW = "refusal.nothing_to_withdraw"
    NO_KIND = "refusal.no_kind"
    NO_STANDING = "refusal.no_standing"
    NO_LOOK = "refusal.no_look"
    MAY_NOT_LOOK = "refusal.may_not_look", "dag"
    MAY_NOT_START = "refusal.may_not_start", "dag"
    # `problem`: in Airflow's own words.
    NOT_STARTED = "refusal.not_started", "dag", "problem"
    NOTHING_TO_START = "refusal.nothing_to_start"
    MAY_NOT_DECIDE = "refusal.may_not_decide", "dag"
    PAGE_EXPIRED = "refusal.page_expired"
    LOGIN_EXPIRED = "refusal.login_expired"
    NO_LETTER = "refusal.no_letter", "number"
    NO_WORKBOOK = "refusal.no_workbook"
    NO_PAGE = "refusal.no_page"
    MALFORMED = "refusal.malformed", "places"
