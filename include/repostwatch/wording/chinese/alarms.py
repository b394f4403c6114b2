"""What is wrong with the monitor itself."""

from collections.abc import Mapping

from repostwatch.model.codes import AlarmCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence, count


def _unreadable(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    when = f"自{words['read_at']}起" if words["read_at"] else "从来"
    return f"发布源{when}读不出：{words['problem']}"


def _unseen(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = "等" if int(words["unseen"]) > count(facts["names"]) else ""
    return (
        f"{words['portals']}个门户网站中有{words['unseen']}个最近一次采集不完整："
        f"{words['names']}{more}。多半是本系统的网络或出口地址有问题"
    )


def _links_gone(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f"等{words['count']}个" if int(words["count"]) > count(facts["portals"]) else ""
    return f"网页能打开却一条链接也没读出，可能改版了：{words['portals']}{more}"


def _internal(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = f"等{words['count']}个" if int(words["count"]) > count(facts["portals"]) else ""
    return f"采集时程序自身出错，详情见运行日志：{words['portals']}{more}"


def _failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return "，".join(filter(None, (f"{words['source']}：{words['outcome']}", words["reason"])))


def _waiting(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = "等" if int(words["count"]) > count(facts["mails"]) else ""
    return f"自{words['since']}起有{words['count']}封邮件没有发出：{words['mails']}{more}"


def _refused(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    more = "等" if int(words["count"]) > count(facts["mails"]) else ""
    return f"{words['count']}封邮件被拒收，不会自动重发：{words['mails']}{more}"


def _mail(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f"，{words['why']}" if words["why"] else ""
    return f"{words['address']}（{words['subject']}{why}）"


SENTENCES: dict[Code, Sentence] = {
    AlarmCode.SOURCE_UNREADABLE: _unreadable,
    AlarmCode.NOT_INGESTED: "发布源{source}自{since}起没有再采集",
    AlarmCode.SOURCE_SILENT: "发布源{source}最新一条是{newest}的，此后没有新的发布信息",
    AlarmCode.NO_SCANS: "自{since}起没有采集任何门户网站",
    AlarmCode.PORTALS_UNSEEN: _unseen,
    AlarmCode.LINKS_GONE: _links_gone,
    AlarmCode.USUAL_LINKS: "{name}（以往约{links}条）",
    AlarmCode.INTERNAL_ERRORS: _internal,
    AlarmCode.INTERNAL_ERROR: "{name}（{reason}）",
    AlarmCode.CLOCK_BACK: (
        "系统时钟为{now}，早于最近一次采集（{newest}），时钟可能被回拨；"
        "{now}之后的采集结果仍保留，时钟到达后才计入"
    ),
    AlarmCode.SOURCE_FAILED: _failed,
    AlarmCode.MAILS_WAIT: _waiting,
    AlarmCode.MAILS_REFUSED: _refused,
    AlarmCode.MAIL: _mail,
    AlarmCode.MAIL_FOR_NOBODY: "{since}生成的日报没有收件人",
}
