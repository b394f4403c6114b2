"""Why a portal has to repost a release."""

from collections.abc import Mapping

from repostwatch.model.codes import DutyCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _signed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    """A person's own words with name and day; a decision is known by its day."""
    until = f"，有效期至{words['expires']}" if facts["expires"] else ""
    return f"{words['reason']}（{words['by']}，{words['at'].rpartition(' ')[0]}）{until}"


SENTENCES: dict[Code, Sentence] = {
    DutyCode.NAMED_BY_SOURCE: "发布源指定：{duty}",
    DutyCode.NAMED_IN_TITLE: "{why}（点名：{portal}）",
    DutyCode.WIDENED: lambda facts, words: f"人工列入：{_signed(facts, words)}",
    DutyCode.LIMITED: lambda facts, words: f"时限{words['hours']}小时：{_signed(facts, words)}",
    DutyCode.WAIVED: _signed,
    DutyCode.INTERPRETATION: "政策解读类信息，不是政策文件本身",
    DutyCode.INTERPRETATION_CHANNEL: "政策解读类栏目的信息，不是政策文件本身",
    DutyCode.DEPARTMENT_NEWS: "国务院部门动态，不要求各地各部门转载",
    DutyCode.LOCAL_NEWS: "地方政务信息，不要求各地各部门转载",
    DutyCode.ABOUT_POLICY: "对政策的解读、问答、评论或发布会信息，不是政策文件本身",
    DutyCode.ARCHIVE: "多年前的文件补充公开，不属于新发布的政策，不要求转载",
    DutyCode.MEMBERS: "议事协调机构组成人员调整，属人事安排，不要求转载",
    DutyCode.PERSONNEL: "人事任免，不要求转载",
    DutyCode.ANSWER_TO_DEPUTIES: "对人大代表建议、政协提案的答复，只涉及提出者",
    DutyCode.ANSWER_AFTER_VISIT: "对个别地方所提问题办理情况的答复，由点名的地方和部门转载",
    DutyCode.REPLY: "国务院对具体事项的批复，由点名的地方和部门转载",
    DutyCode.LAW_ADJUSTED_IN_A_PLACE: "在部分地方暂时调整实施法规，由点名的地方和部门转载",
    DutyCode.DRAFT: "征求意见或公示，不是已经发布的政策",
    DutyCode.PARTY_AND_STATE: "中共中央、国务院（或两办）文件，面向全国",
    DutyCode.DECREE: "国务院令公布的行政法规，面向全国",
    DutyCode.STATE_COUNCIL: "国务院或国务院办公厅发文，面向各地区各部门",
    DutyCode.DEPARTMENT_FILE: "国务院部门文件，不要求各地各部门转载",
    DutyCode.FOREIGN_NUMBER: (
        "发文字号不属于国务院或国务院办公厅，是部门或地方文件，不要求各地各部门转载"
    ),
    DutyCode.MEETING: "会议报道，不是政策文件；确需转载的由工作人员单独列入",
    DutyCode.LEADERS: "领导人活动报道，不是政策文件；确需转载的由工作人员单独列入",
    DutyCode.OTHER_ORGAN: "由全国人大、政协、法院、检察院等机关发布，不是国务院文件",
    DutyCode.DEPARTMENT_DOCUMENT: "由部门发布的文件，不要求各地各部门转载",
    DutyCode.LOCAL_DOCUMENT: "地方文件，不要求各地各部门转载",
    DutyCode.LOCAL_REGULATION: "地方性法规或规章，不要求各地各部门转载",
    DutyCode.REGULATION: "行政法规，面向全国",
    DutyCode.STATE_COUNCIL_CHANNEL: "列入国务院政策信息栏目，按须转载处理",
    DutyCode.STATE_COUNCIL_PATH: "列入中国政府网国务院文件栏目，按须转载处理",
    DutyCode.LISTED: "列入待查清单，且没有规则排除，按须转载处理",
    DutyCode.UNKNOWN_DOCUMENT: "来源不是国务院文件栏目，也看不出是国务院政策文件，不要求转载",
    DutyCode.OTHERWISE: "看不出是政策文件，不要求转载",
}
