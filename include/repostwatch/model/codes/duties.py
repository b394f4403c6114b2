"""Why a portal has to repost a release."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class DutyCode(Code):
    NAMED_BY_SOURCE = "duty.named_by_source", "duty"
    NAMED_IN_TITLE = "duty.named_in_title", "why", "portal"
    # What people decided: `reason` is their own words.
    WIDENED = "duty.widened", "reason", "by", "at", "expires?"
    LIMITED = "duty.limited", "hours", "reason", "by", "at", "expires?"
    WAIVED = "duty.waived", "reason", "by", "at", "expires?"
    # What the rules of releases/duty_rules.toml say.
    INTERPRETATION = "duty.interpretation"
    INTERPRETATION_CHANNEL = "duty.interpretation_channel"
    DEPARTMENT_NEWS = "duty.department_news"
    LOCAL_NEWS = "duty.local_news"
    ABOUT_POLICY = "duty.about_policy"
    ARCHIVE = "duty.archive"
    MEMBERS = "duty.members"
    PERSONNEL = "duty.personnel"
    ANSWER_TO_DEPUTIES = "duty.answer_to_deputies"
    ANSWER_AFTER_VISIT = "duty.answer_after_visit"
    REPLY = "duty.reply"
    LAW_ADJUSTED_IN_A_PLACE = "duty.law_adjusted_in_a_place"
    DRAFT = "duty.draft"
    PARTY_AND_STATE = "duty.party_and_state"
    DECREE = "duty.decree"
    STATE_COUNCIL = "duty.state_council"
    DEPARTMENT_FILE = "duty.department_file"
    FOREIGN_NUMBER = "duty.foreign_number"
    MEETING = "duty.meeting"
    LEADERS = "duty.leaders"
    OTHER_ORGAN = "duty.other_organ"
    DEPARTMENT_DOCUMENT = "duty.department_document"
    LOCAL_DOCUMENT = "duty.local_document"
    LOCAL_REGULATION = "duty.local_regulation"
    REGULATION = "duty.regulation"
    STATE_COUNCIL_CHANNEL = "duty.state_council_channel"
    STATE_COUNCIL_PATH = "duty.state_council_path"
    LISTED = "duty.listed"
    UNKNOWN_DOCUMENT = "duty.unknown_document"
    OTHERWISE = "duty.otherwise"
