"""Why a duty stands as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import FeedCode, RepostCode, VerdictCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence

FEED = "嵌入的推送栏目"


def _late(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    over = words["at_least"]
    if words["at_least"] != words["at_most"]:
        over = f"至少{words['at_least']}，至多{words['at_most']}"
    return f"截止时间为{words['deadline']}，超时{over}"


def _incomplete(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    since = words["since"] + ("起" if facts["lasting"] else "")
    return f"{since}采集不完整：{words['gap'] or '没有读全，采集未说明原因'}"


def _too_short(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    gap = f"（{words['gap']}）" if words["gap"] else ""
    return (
        f"{words['scanned_at']}采集时列表只能看到{words['reach']}，"
        f"没有回溯到政策发布时间{words['published']}{gap}，不能证明未转载"
    )


def _no_list(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    refused = f"（{words['urls']}经人工确认不采用）" if facts["urls"] else ""
    return f"不知道该网站在哪个列表转载{refused}，不能证明未转载"


SENTENCES: dict[Code, Sentence] = {
    VerdictCode.NOT_SEEN_YET: "尚未见到转载；截止时间{deadline}，继续观察",
    VerdictCode.NOT_DUE_YET: "截止时间{deadline}未到，继续观察",
    VerdictCode.DEADLINE: "截止时间{deadline}",
    VerdictCode.NOT_IN_SCAN: (
        "{scanned_at}完整采集，列表回溯到政策发布时间{published}之前，未见转载"
    ),
    VerdictCode.NEVER_SCANNED: "截止时间{deadline}后尚未采集，此前也没有采集过该门户",
    VerdictCode.NOT_SCANNED_SINCE: (
        "截止时间{deadline}后尚未采集，最近一次采集在{last_scan}，当时未见转载"
    ),
    VerdictCode.NOT_MATCHED: (
        "截止时间{deadline}后，{scanned_at}采集的内容尚未与政策信息比对，比对后给出结论"
    ),
    VerdictCode.SCANS_INCOMPLETE: _incomplete,
    VerdictCode.LISTS_TOO_SHORT: _too_short,
    VerdictCode.LIST_NEVER_HELD: (
        "{url}：该列表从未见过转载，须人工确认它是否为转载所在，确认一次即适用于全部任务"
    ),
    VerdictCode.NO_LIST_KNOWN: _no_list,
    VerdictCode.ON_TIME: "不晚于截止时间{deadline}",
    VerdictCode.LATE: _late,
    VerdictCode.STRADDLES: (
        "转载时间只能确定在{reposted}之间，截止时间{deadline}在其中，无法判定是否按时"
    ),
    RepostCode.NO_DATE: "页面没有标注日期",
    RepostCode.DATE: "页面标注{date}",
    RepostCode.NO_SCAN_BEFORE: "此前的采集不能证明当时还没有该链接",
    RepostCode.NOT_IN_SCAN: "{scanned_at}完整采集时未见",
    RepostCode.FIRST_SEEN: "{seen_at}首次采集到",
    RepostCode.DATE_AFTER_FIRST_SEEN: "标注晚于首次采集到的时间，不采信",
    RepostCode.DATE_BEFORE_RELEASE: (
        "标注早于政策发布，可能是成文日期，不作为转载时间，以采集为准"
    ),
    RepostCode.PUBLISHING_DELAY: "标注与采集相差在正常发布延迟之内，以采集为准",
    RepostCode.DATE_REFUTED: "标注日期与采集不符，以采集为准",
    RepostCode.BACKDATED: (
        "页面标注{date}，但{scanned_at}完整采集时没有该链接，{first_seen}才首次采集到"
    ),
    RepostCode.DATE_UNPROVEN: (
        "标注日期早于政策发布时间{published}；{scanned_at}采集时未见该链接，"
        "但那次采集的列表没有回溯到标注日期，无法判定，须人工核对"
    ),
    RepostCode.DATE_FAR_TOO_EARLY: (
        "标注日期早于政策发布时间{published}超过{limit}，"
        "可能是同名旧文、成文日期或日期有误，须人工核对"
    ),
    RepostCode.OTHER_DATES: "该链接另标注有{dates}，互相矛盾，以较精确的{chosen}为准",
    RepostCode.DATES_DISAGREE: "页面标注不一（{dates}），据此结论不同，须人工核对",
    RepostCode.TAGGED_OTHERWISE: "网页标签另标注{dates}，可能是重新发布的时间",
    RepostCode.ONLY_TAGGED: "发布时间只见于网页标签，可能是重新发布的时间，须人工核对",
    RepostCode.ONLY_LISTED: "只有列表或网址中的日期表明超时，正文页的发布时间未能读到，须人工核对",
    RepostCode.ADDRESS_LISTED_BEFORE: "该链接地址{listed_at}已在列表中，当时标题不同，须人工核对",
    RepostCode.VANISHED: (
        "{last_seen}最后一次采集到，{scanned_at}完整采集时已不在，曾经转载的事实不变"
    ),
    RepostCode.DOUBTFUL_MATCH: "链接《{title}》是否为该政策存疑：{match}",
    RepostCode.IF_MATCH: "若属实，{repost}",
    RepostCode.OTHER_BY_ARTICLE: "正文页表明不是同一政策",
    RepostCode.SURE_LINK: lambda _, words: f"另有确认的转载链接《{words['title'] or FEED}》",
    RepostCode.MAYBE_EARLIER: lambda _, words: (
        f"另有链接《{words['title'] or FEED}》可能更早，合计{words['timing']}"
    ),
    FeedCode.SHOWN_THROUGHOUT: (
        "首页嵌入中国政府网推送栏目，与中国政府网同步显示：政策发布后{scanned_at}"
        "采集时栏目在首页，截止前各次采集均在"
    ),
    FeedCode.ONCE_EMBEDDED: "首页曾嵌入中国政府网推送栏目",
    FeedCode.SHOWN_BEFORE_RELEASE: "发布前{scanned_at}采集时在",
    FeedCode.SHOWN: "{scanned_at}采集时在",
    FeedCode.NOT_SHOWN: "{scanned_at}采集时不在",
    FeedCode.HOME_UNREAD: "发布至截止之间没有读到首页",
    FeedCode.UNDECIDABLE: "无法判定截止前是否显示了该政策，须人工核对",
    FeedCode.NOT_EMBEDDED_BEFORE: "{scanned_at}采集时首页没有中国政府网推送栏目",
    FeedCode.UNREAD_BEFORE: "此前没有读到首页中国政府网推送栏目",
    FeedCode.LISTS_UNPROVEN: "不知道该网站在哪个列表转载，不能排除截止前已在列表中转载，须人工核对",
}
