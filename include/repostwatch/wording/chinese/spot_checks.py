"""Why an indicator of the quarter's spot check ends as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.chinese.names import quarter
from repostwatch.wording.sentences import Sentence


def _said(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    shown = f"（依据：{words['evidence']}）" if words["evidence"] else ""
    return f"{words['by']}于{words['at']}查看{shown}"


def _unread(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f"：{words['why']}" if words["why"] else ""
    return f"{words['seen_at']}首页无法读取{why}"


def _fresh(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    where = f"“{words['name']}”" if words["name"] else ""
    return f"{words['seen_at']}首页{where}有{words['newest']}的条目"


def _doubted(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    where = f"“{words['name']}”" if words["name"] else ""
    return f"{words['seen_at']}首页{where}有{words['newest']}的内容，但{words['why']}，须人工确认"


def _dead(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    status = f" {words['status']}" if words["status"] else ""
    return f"“{words['words']}”（{words['url']}）打不开：{words['outcome']}{status}"


def _since(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return (
        f"另有{words['count']}个网站在抽取本季度样本之后才判为{quarter(words['quarter'])}抽查不合格，"
        f"不在本季度样本之内，下一次抽取的样本将列入：{words['names']}。"
    )


def _counted(what: str) -> Sentence:
    def said(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        ends = "至".join(dict.fromkeys((words["least"], words["most"])))
        return f"{what}{ends}个（标准{words['line']}个）"

    return said


SENTENCES: dict[Code, Sentence] = {
    SpotCheckCode.PROBES_FAILED: (
        "{since}至{until}的{counted}次访问中{failed}次失败：至少{low}%，标准为{line}%"
    ),
    SpotCheckCode.PROBES_OPENED: (
        "{since}至{until}的{counted}次访问中{failed}次失败：至多{high}%，标准为{line}%"
    ),
    SpotCheckCode.PROBES_MISSING: (
        "计入的访问{counted}次，还缺{missing}次：失败比例在{low}%至{high}%之间，标准为{line}%"
    ),
    SpotCheckCode.PROBES_CROWDED: (
        "有{days}天的访问集中在不足{hours}个小时段内，没有间隔开，每小时只计1次"
    ),
    SpotCheckCode.PROBES_OURS: (
        "{count}次访问不计：无法证明当时本系统网络正常，或同时有过多网站同样打不开"
    ),
    SpotCheckCode.PROBES_AS_ONE: (
        "其中{count}次与多个网站同时打不开、全无应答，分不清是其共用的平台或线路，还是本系统的线路"
    ),
    SpotCheckCode.PROBES_UNDECIDED: (
        "{count}次访问不计：既不是该网页，也不是故障（拒绝访问、验证页、不予访问的地址等）"
    ),
    SpotCheckCode.HOME_UNREAD: _unread,
    SpotCheckCode.HOME_FRESH: _fresh,
    SpotCheckCode.HOME_DOUBTED: _doubted,
    SpotCheckCode.HOME_OPEN: "{seen_at}未见新内容，但有{count}个栏目未能完整读取",
    SpotCheckCode.HOME_WAITS: "{seen_at}未见新内容，但{why}",
    SpotCheckCode.HOME_UNDATED: "{seen_at}首页各条目均无日期，应看其二级页面，尚未查看",
    SpotCheckCode.HOME_STALE: "{seen_at}首页最新条目为{newest}，已超过{limit}未更新",
    SpotCheckCode.SECOND_FRESH: (
        "导航式首页，看其二级页面{looked}个：{seen_at}“{words}”（{url}）有{newest}的内容"
    ),
    SpotCheckCode.SECOND_OPEN: (
        "导航式首页，看其{found}个二级页面中的{looked}个：截至{seen_at}未见新内容，"
        "但有{open}个未看或未能完整读取"
    ),
    SpotCheckCode.SECOND_UNDATED: (
        "导航式首页，截至{seen_at}看其二级页面{looked}个，均未见日期，须人工查看"
    ),
    SpotCheckCode.SECOND_STALE: (
        "导航式首页，截至{seen_at}看其全部二级页面{looked}个：最新内容为{newest}，已超过{limit}未更新"
    ),
    SpotCheckCode.SEEN_AFTER: ("截至{until}未看到首页，{seen_at}所见只能证明合格，不能证明不合格"),
    SpotCheckCode.SEEN_AT: "首页采集于{seen_at}",
    SpotCheckCode.STALE: _counted("动态、通知、政策类栏目更新停滞"),
    SpotCheckCode.UNKEPT: _counted("各类栏目应更新未更新"),
    SpotCheckCode.BLANK: _counted("空白栏目"),
    SpotCheckCode.COLUMNS_UNDATED: "首页没有带日期的栏目，不能证明其栏目有更新",
    SpotCheckCode.STALE_NAMES: "停滞栏目：{names}",
    SpotCheckCode.WORD_WITHDRAWN: "撤销此前填报的核查结果（{by}，{at}）",
    SpotCheckCode.SAID: _said,
    SpotCheckCode.NO_EVIDENCE: "填报合格而未附依据，不能推翻系统已证实的不合格",
    SpotCheckCode.MACHINE: "系统自动判断：{result}（{reason}）",
    SpotCheckCode.NOT_SAID: "只能由人工查看，尚无人填报",
    SpotCheckCode.NOTHING_GIVEN: "没有可供系统判断的材料",
    SpotCheckCode.ENDED: "登记表载明网站已于{until}停办，不再检查",
    SpotCheckCode.SITE_FAILED: "{quarter}抽查不合格：{faults}",
    SpotCheckCode.FAULT: "{indicator}（{reason}）",
    SpotCheckCode.SITE_PASSED: "{quarter}抽查合格",
    SpotCheckCode.SITE_GONE: "{quarter}开始时网站已不存在",
    SpotCheckCode.NOTIFIED: "{by}于{at}通知",
    SpotCheckCode.FAILED_SINCE: _since,
    SpotCheckCode.LINKS: (
        "首页{found}条链接中抽看{looked}条：打不开{dead}条，另有{open}条不能确定"
    ),
    SpotCheckCode.LINK_DEAD: _dead,
    SpotCheckCode.LINK_PARKED: "“{words}”（{url}）的域名已被停放或出售：{why}",
    SpotCheckCode.LINK_SELLING: "“{words}”（{url}）疑似售卖、博彩等内容：{why}",
}
