"""What a scan could not see, and why a page cannot be shown."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import EvidenceCode, ScanCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _home_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"首页：{words['reason'] or words['outcome']}"


def _list_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['url']}：{words['reason'] or words['outcome']}"


def _list(rest: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    """A sentence about a list on a page, by its name where it has one."""

    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        return f"{words['url']}：列表{_name(words)}{rest.format_map(words)}"

    return say


def _name(words: Mapping[str, str]) -> str:
    return f"“{words['name']}”" if words["name"] else ""


def _stale(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return (
        f"列表{_name(words)}最新条目是{words['newest']}的，而首页仍在更新，"
        "栏目可能已改到别处，请核对登记的栏目页"
    )


SENTENCES: dict[Code, Sentence] = {
    ScanCode.HOME_FAILED: _home_failed,
    ScanCode.LIST_FAILED: _list_failed,
    ScanCode.LIST_UNDATED: _list("条目没有可用的日期，无法确认覆盖范围"),
    ScanCode.LIST_UNORDERED: _list("没有按发布日期排列，无法确认覆盖范围"),
    ScanCode.LIST_PARTIAL: _list("{why}"),
    ScanCode.LIST_WITHOUT_HEAD: "{url}：登记的是列表的第{number}页，更新的条目未读",
    ScanCode.LIST_OF_ONE_KIND: "{url}：列表按文件类别分开，“{names}”没有登记，未读",
    ScanCode.LIST_BEHIND_HOME: (
        "{url}：列表最新条目是{newest}的，而首页专栏已有{newer}的条目，转载可能已改到别处"
    ),
    ScanCode.LIST_NOT_FOUND: "{url}：没有读出列表",
    ScanCode.LIST_WITHOUT_ROWS: _list("{why}"),
    ScanCode.LIST_LOST: "{url}：后续页上没有认出同一列表",
    ScanCode.LIST_ROWS_UNREAD: _list("有{count}行未能读出（{rows}）"),
    ScanCode.LIST_IN_FOREIGN_FRAME: "列表在另一网站的框架网页中：{url}",
    ScanCode.TOO_MANY_FRAMES: "框架网页太多或嵌套太深，未读：{url}",
    ScanCode.LIST_NOT_CENTRAL: _list(
        "中没有国务院的政策信息，以往也未见转载，不能确认转载会出现在此列表"
    ),
    ScanCode.LIST_DOUBTED: "{url}：{why}",
    ScanCode.LIST_STALE: _stale,
    ScanCode.LIST_MOVED: "栏目页提示已迁移：“{words}”",
    ScanCode.LIST_SHOWS_HOME: "登记的栏目页显示的是首页的内容",
    ScanCode.LIST_SHOWS_OTHER: "登记的栏目页显示的是另一栏目页（{url}）的内容",
    ScanCode.LIST_LEADS_AWAY: (
        "{url}：列表只能看到{reach}，下一页指向别的网站（{next}），那里的条目不算本网站的"
    ),
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
    EvidenceCode.STAMP_TIMEOUT: "{seconds}秒内没有应答",
    EvidenceCode.STAMP_REFUSED: "时间戳服务没有签发（{status}）",
    EvidenceCode.PICTURE_NOT_KEPT: "网页画面没有存入证据库：{problem}",
}
