"""What the search of silent scans' pages says about a release."""

from collections.abc import Mapping

from repostwatch.model.codes import SearchCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _found(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f"等{words['count']}处" if int(words["count"]) > count(facts["hits"]) else ""
    return f"标题出现在页面上，但不能作为条目读出（{words['hits']}{more}）"


def _list(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name = f"“{words['name']}”" if words["name"] else words["url"]
    why = f"（{words['why']}）" if words["why"] else ""
    ends = dict.fromkeys(one for one in (words["oldest"], words["newest"]) if one)
    span = f"，{'至'.join(ends)}" if ends else ""
    return f"列表{name}{why}{words['pages']}页{words['rows']}条{span}，未读出{words['unread']}条"


def _nothing(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    searched = f"逐字检索{words['pages']}个网页共{words['size']}字节"
    if words["other"]:
        searched += f"，除已判明为其他文件的条目（{words['other']}处）外"
    return f"{searched}，标题、文号和原文地址均未出现"


SENTENCES: dict[Code, Sentence] = {
    SearchCode.PAGE_NOT_KEPT: "证据库中没有当时的网页{url}，不能检索",
    SearchCode.PAGE_UNREAD: "{url}：{why}",
    SearchCode.PAGE_UNDECODABLE: "{url}：文字编码无法识别，不能检索",
    SearchCode.NOT_YET: "该次采集的网页尚未逐字检索",
    SearchCode.CANNOT_EXCLUDE: "不能排除网页上另有转载：{why}",
    SearchCode.FOUND: _found,
    SearchCode.HIT: "{url}的{place}：“{excerpt}”",
    SearchCode.LIST: _list,
    SearchCode.NOTHING: _nothing,
}
