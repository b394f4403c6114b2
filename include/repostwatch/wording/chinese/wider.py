"""What a wider look came to, before a release counts as missing."""

from collections.abc import Mapping

from repostwatch.model.codes import WiderCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.written import readable


def _result(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    unread = f"，另有{words['unread']}页无法读取" if facts["unread"] else ""
    seen = "" if facts.get("found") else "，均未见该政策"
    return (
        f"另于{words['at']}扩大查找本站其他页面{words['pages']}页（其中{words['lists']}页有列表）"
        f"{unread}；{words['search']}{seen}"
    )


SENTENCES: dict[Code, Sentence] = {
    WiderCode.NOT_YET: "尚未扩大查找本站其他列表、栏目和站内搜索，暂不认定未转载",
    WiderCode.SEARCH_DUE: "尚未查询站内搜索，待下次运行",
    WiderCode.FAILED: (
        "{at}扩大查找第{tries}次未能完成（{why}），再试至多{most}次，暂不认定未转载"
    ),
    WiderCode.PAGE_FAILED: lambda _, words: (
        f"{readable(words['url'])}：{words['reason'] or words['outcome']}"
    ),
    WiderCode.RESULT: _result,
    WiderCode.SEARCHED: "站内搜索已查询“{words}”",
    WiderCode.ROW_UNREAD: "站内搜索已查询“{words}”，结果所列页面无法读取（{why}）",
    WiderCode.NO_SEARCH: "未识别出可用的站内搜索",
    WiderCode.SEARCH_UNREAD: "站内搜索无法读取（{why}）",
}
