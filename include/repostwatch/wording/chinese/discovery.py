"""How a search for a portal's lists ended, and why each is in its state."""

from collections.abc import Mapping

from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.chinese.decisions import UNSAID
from repostwatch.wording.sentences import Sentence, count

HALF_YEAR = 180  # days


def _no_reposts(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    span = "近半年" if facts["days"] == HALF_YEAR else f"近{words['days']}天"
    more = "等" if int(words["pages"]) > count(facts["urls"]) else ""
    return (
        f"{words['at']}全站查找{words['pages']}页，{span}{words['asked']}条均未见"
        f"（查看过{words['urls']}{more}）"
    )


def _withdrawn(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['by']}撤销此前的认定：{words['why'] or UNSAID}"


SENTENCES: dict[Code, Sentence] = {
    DiscoveryCode.PROVEN: "近{days}天内有{releases}条国务院政策信息在此列表转载",
    DiscoveryCode.TOO_FEW: (
        "近{days}天内只有{releases}条国务院政策信息在此列表转载，不足{least}条，须人工确认"
    ),
    DiscoveryCode.NO_RELEASE: "列表{items}条中没有国务院政策信息",
    DiscoveryCode.FOUND_WIDER: "扩大查找时在此列表见到{releases}条转载，须人工确认",
    DiscoveryCode.HOME_COLUMN: "首页专栏指向此列表，从未见过转载，须人工确认",
    DiscoveryCode.ACCEPTED: "{by}确认采用：{why}",
    DiscoveryCode.REFUSED: "{by}确认不采用：{why}",
    DiscoveryCode.WITHDRAWN: _withdrawn,
    DiscoveryCode.ALL_READ: "可能的页面均已查看，共{pages}页",
    DiscoveryCode.ENOUGH: "查看{pages}页，{asked}条中已找到{found}条的转载",
    DiscoveryCode.PAGES_SPENT: "已查看{pages}页，达到上限",
    DiscoveryCode.NO_REPOSTS: _no_reposts,
    DiscoveryCode.BROKEN_OFF: ("查看{pages}页后网站连续无法读取（{outcome}）：{reason}"),
    DiscoveryCode.OTHER_HOST: (
        "{releases}条国务院政策信息见于 {host}，可能属于其他单位，须人工确认"
    ),
    DiscoveryCode.HOME_FAILED: "首页无法读取（{outcome}）：{reason}",
    DiscoveryCode.REGISTERED: ("登记表指定的列表"),
    DiscoveryCode.ADDS_FEW: (
        "此列表有{releases}条国务院政策信息，其中仅{alone}条不见于已采用的列表，不足{least}条，须人工确认"
    ),
    DiscoveryCode.BESIDE: ("{releases}条国务院政策信息只见于页面的一个附带区块，须人工确认"),
    DiscoveryCode.COVERED: ("此列表的{releases}条国务院政策信息均见于已采用的列表 {url}"),
    DiscoveryCode.SUPERSEDED: (
        "列表最新条目为{newest}，此后的{newer}条国务院政策信息只登在 {url}，"
        "以前的也都在那里，原列表已不再更新"
    ),
    DiscoveryCode.STALE: (
        "列表最新条目为{newest}，此后发布的{missed}条国务院政策信息均未见，已停止更新"
    ),
    DiscoveryCode.NAMED_ONLY: (
        "名称表明为国务院政策信息列表，共{items}条；可供比对的国务院政策信息仅{asked}条，均未见，须人工确认"
    ),
    DiscoveryCode.CENTRAL_ITEMS: (
        "列表{items}条中有{central}条标题为国务院文件，但未见待查的国务院政策信息，须人工确认"
    ),
    DiscoveryCode.HOME_ONLY: ("只在首页见到{releases}条国务院政策信息的转载，未找到列表"),
    DiscoveryCode.UNREAD: ("页面无法读取（{outcome}）：{reason}"),
    DiscoveryCode.NO_ROWS: ("页面上没有可读的列表"),
    DiscoveryCode.LIST_GONE: ("列表已不存在（{outcome}）：{reason}"),
    DiscoveryCode.ELSEWHERE: ("该地址已转向 {there}"),
    DiscoveryCode.NEVER_SEARCHED: ("尚未查找过列表"),
    DiscoveryCode.LIST_FAILS: ("正在采用的列表有问题：{why}"),
    DiscoveryCode.LIST_SILENT: ("最近{releases}条国务院政策信息在列表中均未见，而此前均有转载"),
    DiscoveryCode.MONTH_OVER: ("上次查找已过{days}天"),
}
