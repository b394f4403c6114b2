"""Where a letter stands with a recipient."""

from collections.abc import Mapping

from repostwatch.model.codes import MailCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _given_up(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    why = f"：{words['why']}" if words["why"] else ""
    return f"{words['hours']}小时内未能发出，不再自动重试{why}"


SENTENCES: dict[Code, Sentence] = {
    MailCode.FAILED: "服务器{server}：{step}失败：{problem}",
    MailCode.REFUSED: "服务器{server}拒收（{step}）：{answer}",
    MailCode.TOO_SLOW: "服务器{server}过慢，{seconds}秒后中断（{step}）",
    MailCode.TOO_LARGE: "邮件{size}字节，超过邮件服务器{server}的上限{most}字节",
    MailCode.NOT_PUBLIC: "{server}的地址{address}不是公网地址，也不在允许的网络内，未连接",
    MailCode.HANDED_OVER: "已交给服务器{server}，尚无答复",
    MailCode.ANSWER_LOST: "已交给服务器{server}，没有收到答复，可能已送达：{problem}",
    MailCode.NEWER_EDITION: "已有第{edition}版，不再发送旧版",
    MailCode.NO_RECIPIENT_ANY_MORE: "已不在收件人之列",
    MailCode.ALARM_OVER: "告警已经解除或另行重发",
    MailCode.DEADLINES_PASSED: "所预警的任务均已到期",
    MailCode.GIVEN_UP: _given_up,
    MailCode.SENT_TO_SOME: "旧版本程序发给{count}个地址，未记录各自结果",
    MailCode.UNSENT: "{address}：{why}",
    MailCode.BUSY: "另一进程正在发送",
}
