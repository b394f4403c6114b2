"""Whether a portal can be judged, why not, and what to do about it."""

from collections.abc import Mapping

from repostwatch.model.codes import ReadinessCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _of(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    """The addresses, and how many more there are."""
    more = f" 等{words['lists']}个" if int(words["lists"]) > count(facts["urls"]) else ""
    return words["urls"] + more


def _proven(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"列表上见过{words['releases']}条国务院政策信息的转载：{_of(facts, words)}"


def _registered(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"登记表指定了列表，尚未见过转载：{_of(facts, words)}"


def _proposed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    seen = "其上未见转载" if words["releases"] == "0" else f"其上见过{words['releases']}条转载"
    return f"找到可能的列表，{seen}，须人工确认：{_of(facts, words)}"


SENTENCES: dict[Code, Sentence] = {
    ReadinessCode.FIGURE: (
        "{portals}个门户网站：有转载为证的{proof}个，凭登记或人工确认的{word}个，"
        "须先确认列表的{waiting}个，无法判定的{cannot}个"
    ),
    ReadinessCode.PROVEN: _proven,
    ReadinessCode.EMBEDDED: "首页嵌入了中国政府网的推送，每条政策信息都同时显示",
    ReadinessCode.REGISTERED: _registered,
    ReadinessCode.CONFIRMED: "{said}（{url}）",
    ReadinessCode.PROPOSED: _proposed,
    ReadinessCode.UNPROVEN: "正在监测的列表从未见过转载，也没有人确认过：{urls}",
    ReadinessCode.BLOCKED: "网站拒绝采集：{why}",
    ReadinessCode.ROBOTS: "网站不准采集：{why}",
    ReadinessCode.SHELL: "网页要由浏览器绘制才有内容：{why}",
    ReadinessCode.HOME_FAILED: "首页打不开：{why}",
    ReadinessCode.CLOSED: "网站可能已迁移或关停：{why}",
    ReadinessCode.UNREAD: "最近一次采集没有看全：{why}",
    ReadinessCode.GONE: "原来监测的列表已经不在：{urls}",
    ReadinessCode.NO_LIST: (
        "全站查看了{pages}页，见到{found}条政策信息的转载，但没有一个列表可供监测"
    ),
    ReadinessCode.NO_REPOST: "全站查找{pages}页，{asked}条国务院政策信息均未见转载",
    ReadinessCode.NO_RELEASES: "还没有国务院政策信息可供比对，无从查找列表",
    ReadinessCode.NEVER_SEARCHED: "登记表没有指定列表，也还没有查找过",
    ReadinessCode.DO_DECIDE: (
        "打开列表看一看，在“待复核”页面采用或不采用，"
        "或运行 repostwatch lists accept（或 reject）{portal_id} 列表地址"
    ),
    ReadinessCode.DO_NAME_LIST: (
        "向网站编辑部了解转载登在哪个栏目，再用 repostwatch lists accept {portal_id} 列表地址 录入"
    ),
    ReadinessCode.DO_SEARCH: (
        "等待每天的自动发现，或在 Airflow 中触发 discover_lists，“网站”一栏填 {portal_id}"
    ),
    ReadinessCode.DO_INGEST: "先在 Airflow 中运行 ingest_releases",
    ReadinessCode.DO_ASK_ACCESS: "与网站联系，请其放行本系统的访问；不要绕过",
    ReadinessCode.DO_ASK_ROBOTS: (
        "与网站联系，请其在 robots.txt 中放行；"
        "确有依据的，在登记表的 ignore_robots_reason 一栏写明理由"
    ),
    ReadinessCode.DO_BROWSER: "在本机安装 Chromium（chromium 和中文字体），下一次采集会用它绘制",
    ReadinessCode.DO_RENDER: "在登记表中把 {portal_id} 的 render 一栏填为 yes，由浏览器绘制后再读",
    ReadinessCode.DO_LOOK: (
        "用 repostwatch probe {portal_id} 再看一次；"
        "一时的故障会自行恢复，地址有变的，修改登记表或录入新的列表地址"
    ),
    ReadinessCode.DO_REGISTRY: "核实网站的去向，修改登记表中 {portal_id} 的首页地址或有效期",
}
