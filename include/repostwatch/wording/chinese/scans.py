"""What a scan could not see, and why a page cannot be shown."""

from collections.abc import Mapping

from repostwatch.model.codes import EvidenceCode, ScanCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _home_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"首页：{words['reason'] or words['outcome']}"


def _list_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['url']}：{words['reason'] or words['outcome']}"


SENTENCES: dict[Code, Sentence] = {
    ScanCode.HOME_FAILED: _home_failed,
    ScanCode.LIST_FAILED: _list_failed,
    ScanCode.LIST_UNDATED: "{url}：列表条目没有可用的日期，无法确认覆盖范围",
    ScanCode.LIST_ENDS: "{url}：列表只能看到{reach}，没有下一页可读",
    ScanCode.LIST_TOO_LONG: "{url}：翻了{pages}页，列表只看到{reach}",
    ScanCode.HOME_LISTS_UNNAMED: (
        "首页没有国务院政策专栏，又没有登记专栏列表页，不知道转载会在哪个列表"
    ),
    ScanCode.HOME_UNDATED: "首页列表没有可用的日期，又没有登记专栏列表页，无法确认覆盖范围",
    ScanCode.HOME_ONLY: "只看了首页，列表能看到{reach}",
    ScanCode.TOO_MANY_LINKS: "页面有{links}个链接，超过{most}个，不予读取",
    ScanCode.LIST_EMPTY: "页面打开正常，但没有读出任何条目",
    ScanCode.HOME_EMPTY: "首页打开正常，但没有读出任何条目",
    EvidenceCode.NO_CONTENT: "这次采集没有得到网页内容",
    EvidenceCode.NOT_KEPT: "网页内容没有存档",
    EvidenceCode.EXPIRED: "网页存档已超过保存期（{kept_for}）",
    EvidenceCode.UNREADABLE: "存档读取失败：{problem}",
    EvidenceCode.UNDECODABLE: "网页内容无法解码",
    EvidenceCode.PICTURE_NOT_KEPT: "网页画面没有存入证据库：{problem}",
}
