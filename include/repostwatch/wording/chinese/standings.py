"""How a homepage's policy column stands."""

from collections.abc import Mapping

from repostwatch.model.codes import StandingCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.model.words import Standing
from repostwatch.wording.sentences import Sentence

SHOWN = {
    Standing.PRESENT: "{}在首页显著位置",
    Standing.EMBEDDED: "首页嵌入了中国政府网推送的{}",
    Standing.NOT_PROMINENT: "{}不在首页显著位置",
    Standing.STALE: "{}长期未更新",
    Standing.BLANK: "{}只有标题，没有内容",
    Standing.ABSENT: "首页没有找到国务院政策专栏",
    Standing.REVIEW: "{}须人工核对",
    Standing.UNKNOWN: "无法核验{}",
}


def _shown(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name = f"“{words['name']}”栏目" if words["name"] else "专栏"
    return SHOWN[Standing(str(facts["standing"]))].format(name)


def _unreadable(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['since']}{'起' if facts['lasting'] else ''}无法读取首页：{words['why']}"


SENTENCES: dict[Code, Sentence] = {
    StandingCode.NEVER_SCANNED: "尚未采集过首页",
    StandingCode.SHOWN: _shown,
    StandingCode.SINCE: "自{since}采集起，{look}",
    StandingCode.UNCONFIRMED: "{seen_at}一次采集显示{look}，待下次采集证实",
    StandingCode.CONTRADICTING: "历次采集结果互相矛盾，须人工核对：{looks}",
    StandingCode.LOOK: "{seen_at}{look}",
    StandingCode.HOME_UNREADABLE: _unreadable,
    StandingCode.BEFORE: "此前{seen_at}采集时，{look}",
    StandingCode.CHANNEL_ONLY: "只有通往频道页的标题，首页没有条目",
    StandingCode.FILLED_BY_SCRIPT: "栏目内容由脚本填入",
    StandingCode.NO_COLUMN_READ: "首页没有读到专栏，但不能确认没有",
    StandingCode.NAMELESS: (
        "首页有一组国务院的条目（{items}条），但没有读到常见的栏目名称（可能是背景图片或其他名称）"
    ),
    StandingCode.UNDATED: "条目没有日期，无法确认是否更新",
    StandingCode.DATED_AHEAD: "最新一条标注为{newest}，晚于采集时间，无法确认是否更新",
    StandingCode.STALE: "最新一条为{newest}，超过{limit}未更新",
}
