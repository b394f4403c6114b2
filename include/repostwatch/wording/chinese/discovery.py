"""How a search for a portal's lists ended, and why each is in its state."""

from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    DiscoveryCode.PROVEN: "近{days}天内有{releases}条国务院政策信息在此列表转载",
    DiscoveryCode.TOO_FEW: (
        "近{days}天内只有{releases}条国务院政策信息在此列表转载，不足{least}条，须人工确认"
    ),
    DiscoveryCode.NO_RELEASE: "列表{items}条中没有国务院政策信息",
    DiscoveryCode.HOME_COLUMN: "首页专栏指向此列表，从未见过转载，须人工确认",
    DiscoveryCode.ACCEPTED: "{by}确认采用：{why}",
    DiscoveryCode.REFUSED: "{by}确认不采用：{why}",
    DiscoveryCode.ALL_LOOKED_AT: "可能的页面均已查看，共{pages}页",
    DiscoveryCode.ENOUGH: "查看{pages}页，{asked}条中已找到{found}条的转载",
    DiscoveryCode.PAGES_SPENT: "已查看{pages}页，达到上限",
    DiscoveryCode.HOME_FAILED: "首页无法读取（{outcome}）：{reason}",
}
