"""Why a link is a release, may be one, or is none."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _differ(what: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        return f"{what}不同：{words['ours'] or '无'}≠{words['theirs'] or '无'}"

    return say


SENTENCES: dict[Code, Sentence] = {
    MatchCode.DIRECT: "直接链接到中国政府网原文",
    MatchCode.SAME_TITLE: "标题一致",
    MatchCode.SAME_NAME: "文件名称一致",
    MatchCode.WITHOUT_PROVINCE: "标题一致，省名省略",
    MatchCode.WITHOUT_KIND: "标题一致，文种省略",
    MatchCode.WITHOUT_ISSUER: "{how}，发文机关省略",
    MatchCode.WITHOUT_NUMBER: "{how}，文号省略",
    MatchCode.WITH_NUMBER: "{how}，文号一致",
    MatchCode.SAME_NUMBER: "文号一致：{number}",
    MatchCode.SAME_DATE: "标题一致，日期一致：{date}",
    MatchCode.NUMBER_NEAR_TITLE: "文号一致，标题略有出入",
    MatchCode.NUMBER_OTHER_TITLE: "文号一致，标题不同",
    MatchCode.NUMBER_BUT: "文号一致，但{objection}",
    MatchCode.FIRST_LINES: "标题前几行一致，副标题省略",
    MatchCode.LABEL: "标题前有“{label}”字样",
    MatchCode.BUT: "{how}，但{objection}",
    MatchCode.OTHER_ISSUER: "发文机关不同：{ours}≠{theirs}",
    MatchCode.PARTLY_OTHER_ISSUER: "发文机关不全同：{ours}≠{theirs}",
    MatchCode.OTHER_ITEM: "序号不同：{ours}≠{theirs}",
    MatchCode.UNKNOWN_ITEM: "序号待核：{item}",
    MatchCode.ATTACHED: "另附其他文件",
    MatchCode.UNKNOWN_ISSUER: "发文机关待核：{theirs}",
    MatchCode.LOCAL_ISSUER: "发文机关是地方：{theirs}",
    MatchCode.FOREIGN_NUMBER: "文号属于其他机关：{theirs}",
    MatchCode.OTHER_NUMBER: "文号不同：{ours}≠{theirs}",
    MatchCode.OTHER_YEAR_NOTED: "标注年份不符：{year}",
    MatchCode.ANNOUNCEMENT: "标题像是发布消息：{verb}",
    MatchCode.ONE_FORWARDS: "一方是转发该文件的通知",
    MatchCode.NAME_TOO_SHORT: "名称太短",
    MatchCode.NO_NAME: "标题没有文件名称",
    MatchCode.NUMBERS_DIFFER: "文号不同",
    MatchCode.RECURRING: "这类标题反复使用，须以日期或文号核对",
    MatchCode.RECURRING_NOTED: "这类标题反复使用，标注日期{noted}，须核对",
    MatchCode.RECURRING_OTHER_DATE: "这类标题反复使用，日期不同：{ours}≠{noted}",
    MatchCode.ONLY_KIND: "标题只有文种，须以文号核对",
    MatchCode.ONLY_ORDER: "标题只有令号或文种，须看正文",
    MatchCode.YEARS: _differ("年份"),
    MatchCode.PERIODS: _differ("规划期"),
    MatchCode.DATES: _differ("日期"),
    MatchCode.ORDINALS: _differ("批次或序号"),
    MatchCode.QUANTITIES: _differ("数量"),
    MatchCode.PLACES: _differ("地名"),
    MatchCode.EVENTS: _differ("事件"),
    MatchCode.KINDS: _differ("文种"),
    MatchCode.MORE_PLACES: "地名不同：多出{theirs}",
    MatchCode.ACTIVITY: "标题讲的是活动：{theirs}",
    MatchCode.LOCAL_DOCUMENT: "是地方文件：{place}",
    MatchCode.INTERPRETATION: "是关于该文件的解读或报道：多出“{word}”",
    MatchCode.FOLLOW_UP: "是落实或转发该文件的文件：多出“{word}”",
    MatchCode.STAGE: "文件阶段不同：多出“{word}”",
    MatchCode.OTHER_TITLE: lambda facts, _: f"标题不同，相似度{float(str(facts['score'])):.0f}",
    MatchCode.NEAR_TITLE: "标题相近，个别字不同，须核对",
    MatchCode.UNLIKE_TO_READ: "{how}，正文页的标题才能说明，须看正文",
    MatchCode.SHORT_FORM: "标题像是该文件的简称，须看正文",
    MatchCode.FIRST_LINE_SAME: "标题首行一致，另有副标题，须看正文",
    MatchCode.ONLY_FIRST_LINE: "只有标题的首行，可能省略了副标题",
    MatchCode.ONLY_BEGINNING: "只有标题的前一部分，可能省略了其余",
    MatchCode.SAME_MEETING: "同一类会议，议题部分相同，须核对日期",
    MatchCode.TELLS_OF_PUBLISHING: "标题提到该文件的发布，须看正文",
    MatchCode.HOLDS_NAME: "标题含有该文件名称，另有其他文字，须看正文",
    MatchCode.ONLY_PART: "只有标题的一部分，须看正文",
    MatchCode.NEWS: "标题像是该文件的消息，须看正文",
    MatchCode.CUT: "标题被截断，可见部分一致",
    MatchCode.CUT_ALONE: "标题被截断，可见部分一致，只有一条政策如此开头",
    MatchCode.CUT_TO_READ: "标题被截断，可见部分一致，须看正文",
    MatchCode.CUT_OTHER_NUMBER: "{how}，但文号不同，须看正文",
    MatchCode.CUT_NUMBERS_DIFFER: "标题被截断，文号不同",
    MatchCode.CUT_TURNING: "标题被截断，可见部分像是关于该文件的解读或征求意见",
    MatchCode.CUT_ONLY_NUMBER: "标题被截断，只见文号和发文机关，须看正文",
    MatchCode.CUT_TOO_SHORT: "标题被截断，可见部分太短",
    MatchCode.CUT_INSIDE: "标题中间被省略，须看正文",
    MatchCode.CUT_DIFFERS: "标题被截断，可见部分不同",
    MatchCode.TIED: "{how}，但与{count}条政策同样吻合",
    MatchCode.ARTICLE: "正文页：{how}",
    MatchCode.ARTICLE_SOURCE: "{how}，来源：{source}",
    MatchCode.ARTICLE_DATE: "正文页：标题一致，日期相符",
}
