"""What a step did: one line for a log or a terminal."""

from collections.abc import Mapping

from repostwatch.model.codes import RunCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _scanned(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    gap = f"，未能看全：{words['gap']}" if words["gap"] else ""
    return f"{words['portal']} 读取{words['pages']}页、{words['links']}条{gap}"


def _scan_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    reason = f"：{words['reason']}" if words["reason"] else ""
    return f"{words['portal']} {words['outcome']}{reason}"


def _tidied(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    problem = f"；未取得时间戳：{words['problem']}" if words["problem"] else ""
    return (
        f"删除过期证据文件{words['files']}个，共{words['megabytes']} MB；"
        f"封存{words['sealed']}个{problem}"
    )


def _watched(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    state = f"监测系统有{words['alarms']}项告警" if facts["alarms"] else "监测系统运行正常"
    return f"{state}，发出{words['sent']}封邮件，{words['unsent']}封没有发出"


def _sent(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    to = f"（{words['count']}个收件人）" if words["count"] else ""
    return f"已发出：{words['subject']}{to}"


SENTENCES: dict[Code, Sentence] = {
    RunCode.INGESTED: "读到{read}条发布信息，新增或更新{changed}条，{problems}条有问题",
    RunCode.SCANNED: _scanned,
    RunCode.SCAN_FAILED: _scan_failed,
    RunCode.DISCOVERED: "{portal} 采用{in_use}个列表，待确认{proposed}个：{end}",
    RunCode.DUE: "{portal} 将查找列表：{why}",
    RunCode.LIST_CHANGED: "{portal} 列表{state}：{url}（{why}）",
    RunCode.MATCHED: "比对{links}条链接，匹配{matches}条，读取{articles}篇正文页",
    RunCode.WIDER_LOOKS: "扩大查找{portals}个网站，涉及{duties}项任务，提议列表{proposed}个",
    RunCode.JUDGED: "{counts}（{changed}项有变化）",
    RunCode.COUNT: "{kind} {number}",
    RunCode.NO_DUTIES: "没有转载任务",
    RunCode.TURNED: "{portal} 《{title}》由{before}变为{result}",
    RunCode.TIDIED: _tidied,
    RunCode.SENT: _sent,
    RunCode.NOT_TO_BE_SENT: "这封邮件不再发送：{why}",
    RunCode.NOBODY_DUE: "今日没有应当收到日报的收件人",
    RunCode.SENT_BEFORE: "这封邮件已经发出，不再重发",
    RunCode.WARNED: "预警{duties}项次，发出{sent}封",
    RunCode.NOBODY_TO_WARN: "没有需要新预警的任务",
    RunCode.WATCHED: _watched,
    RunCode.NOT_MAILED: "{alarm}：{problem}",
    RunCode.PROBED: (
        "{quarter}：探测{sites}个网站，打开{opened}个；对照探测{controls}次，成功{answered}次"
    ),
    RunCode.LINKS_SEEN: "{quarter}：抽看{sites}个网站首页的{links}条链接",
    RunCode.NO_SAMPLE: "{quarter}没有抽取样本",
    RunCode.INSPECTED: (
        "{quarter}：抽查{sites}个网站，合格{passed}个，不合格{failed}个，"
        "无法核验{unknown}个，待人工{waiting}个，已停办{gone}个"
    ),
    RunCode.MORE_QUESTIONS: "另有{count}条待人工指定转载范围",
}
