"""Why a portal has to repost a release."""

from collections.abc import Mapping

from repostwatch.model.codes import DutyCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _signed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    """A person's own words with name and day; a decision is known by its day."""
    until = f", valid until {words['expires']}" if facts["expires"] else ""
    return f"{words['reason']} ({words['by']}, {words['at'].rpartition(' ')[0]}){until}"


SENTENCES: dict[Code, Sentence] = {
    DutyCode.NAMED_BY_SOURCE: "named by the source: {duty}",
    DutyCode.NAMED_IN_TITLE: "{why} (named: {portal})",
    DutyCode.WIDENED: lambda facts, words: f"added by a person: {_signed(facts, words)}",
    DutyCode.LIMITED: lambda facts, words: f"limit {words['hours']} h: {_signed(facts, words)}",
    DutyCode.WAIVED: _signed,
    DutyCode.INTERPRETATION: "an interpretation of policy, not the policy itself",
    DutyCode.INTERPRETATION_CHANNEL: "from a channel of interpretations, not the policy itself",
    DutyCode.DEPARTMENT_NEWS: "news of a State Council department, not to be reposted by others",
    DutyCode.LOCAL_NEWS: "news of a local government, not to be reposted by others",
    DutyCode.ABOUT_POLICY: (
        "an interpretation, questions and answers, a comment or a press conference, not "
        "the policy itself"
    ),
    DutyCode.ARCHIVE: (
        "a document of years ago made public later, no newly published policy, not to be reposted"
    ),
    DutyCode.MEMBERS: (
        "new members of a coordinating body, a matter of personnel, not to be reposted"
    ),
    DutyCode.PERSONNEL: "appointments and removals, not to be reposted",
    DutyCode.ANSWER_TO_DEPUTIES: (
        "an answer to deputies' proposals, concerns only those who made them"
    ),
    DutyCode.ANSWER_AFTER_VISIT: (
        "an answer to what single places raised, to be reposted by the places and departments named"
    ),
    DutyCode.REPLY: (
        "a reply of the State Council in a particular matter, to be reposted by the "
        "places and departments named"
    ),
    DutyCode.LAW_ADJUSTED_IN_A_PLACE: (
        "regulations adjusted for a time in some places, to be reposted by the places and "
        "departments named"
    ),
    DutyCode.DRAFT: "a call for comments or a public notice, no policy that was published",
    DutyCode.PARTY_AND_STATE: (
        "a document of the Central Committee and the State Council (or their general "
        "offices), for the whole country"
    ),
    DutyCode.DECREE: "a regulation by order of the State Council, for the whole country",
    DutyCode.STATE_COUNCIL: (
        "a document of the State Council or its General Office, for all regions and departments"
    ),
    DutyCode.DEPARTMENT_FILE: (
        "a document of a State Council department, not to be reposted by others"
    ),
    DutyCode.FOREIGN_NUMBER: (
        "its number is not of the State Council or its General Office: a document of a "
        "department or place, not to be reposted by others"
    ),
    DutyCode.MEETING: "a report of a meeting, no policy; staff add it where it has to be reposted",
    DutyCode.LEADERS: (
        "a report of leaders' activities, no policy; staff add it where it has to be reposted"
    ),
    DutyCode.OTHER_ORGAN: (
        "published by the National People's Congress, the CPPCC, a court or "
        "procuratorate, no document of the State Council"
    ),
    DutyCode.DEPARTMENT_DOCUMENT: (
        "a document published by a department, not to be reposted by others"
    ),
    DutyCode.LOCAL_DOCUMENT: "a local document, not to be reposted by others",
    DutyCode.LOCAL_REGULATION: "a local regulation or rule, not to be reposted by others",
    DutyCode.REGULATION: "an administrative regulation, for the whole country",
    DutyCode.STATE_COUNCIL_CHANNEL: (
        "listed in a channel of State Council policies, taken as to be reposted"
    ),
    DutyCode.STATE_COUNCIL_PATH: (
        "listed among the State Council documents of gov.cn, taken as to be reposted"
    ),
    DutyCode.LISTED: "in the list handed in and excluded by no rule, taken as to be reposted",
    DutyCode.UNKNOWN_DOCUMENT: (
        "from no channel of State Council documents and by its words no State Council "
        "policy, not to be reposted"
    ),
    DutyCode.OTHERWISE: "by its words no policy, not to be reposted",
}
