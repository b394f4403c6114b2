"""Why something that a person asked for was not done."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _changed(what: str, act: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        first = f"（{words['decision']}）" if words["decision"] else ""
        return f"{what}在您打开页面之后已经改变{first}，未作记录。请看过下面的现状后再{act}。"

    return say


def _end_changed(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    first = f"（{words['by']}，{words['at']}）" if words["by"] else ""
    return f"该网站的停办登记在您打开页面之后已经改变{first}，未作记录。请看过下面的现状后再登记。"


SENTENCES: dict[Code, Sentence] = {
    RefusalCode.NO_PORTAL: "没有编号为“{portal_id}”的门户网站",
    RefusalCode.PORTAL_TO_COME: (
        "门户网站“{portal_id}”已在登记表中，尚未采集；下一次采集发布信息（每小时一次）或采集网站时列入"
    ),
    RefusalCode.NO_SAMPLE_KEPT: "没有{quarter}的样本",
    RefusalCode.NO_RESULT: "请选择指标和结果（合格或不合格）",
    RefusalCode.WORDS_CHANGED: (
        "该网站的填报在您打开页面后已经改变，未作记录。请看过下面的填报后再填。"
    ),
    RefusalCode.NO_EVIDENCE: "填报不合格须写明依据：网址、截图文件名，或用一句话说明看到的情况",
    RefusalCode.SEEN_AT_NO_TIME: "查看时间“{at}”还没有到，请填写已经过去的时间",
    RefusalCode.SEEN_AT_UNREAD: "查看时间“{at}”看不懂，请写明日期和时刻，如 {like}；留空即为现在",
    RefusalCode.SEEN_AT_DAY_ONLY: "查看时间“{at}”只有日期，请写明时刻，如 {like}",
    RefusalCode.NO_SUCCESSOR: "登记表中没有可接替的网站{portal_id}",
    RefusalCode.END_CHANGED: _end_changed,
    RefusalCode.SAMPLE_KEPT: "{quarter}已经抽取过样本，不能另抽",
    RefusalCode.NO_SUCH_PORTALS: (
        "没有这样的网站编号或类别：{names}。`repostwatch portals list` 列出受监测的网站。"
    ),
    RefusalCode.NO_SUCH_RELEASES: "没有这样的信息编号：{names}。信息编号见转载任务的页面。",
    RefusalCode.DAY_NOT_COME: "{day}还没有到：今天是{today}（北京时间）",
    RefusalCode.BAD_INPUT: "输入的内容有误：{problem}",
    RefusalCode.NO_DUTY: "“{portal_id}”没有转载“{release_id}”的任务",
    RefusalCode.NO_SUCH_LINK: "这项任务没有这个链接，未作记录。请看过下面的现状后再复核。",
    RefusalCode.VERDICT_CHANGED: _changed("这项任务的结论", "复核"),
    RefusalCode.SOME_REFUSED: (
        "其中{count}项不能这样认定（原因见各项），全部未作记录。取消勾选后可以记录其余各项。"
    ),
    RefusalCode.NO_DUTIES: "没有勾选任何任务，未作记录。",
    RefusalCode.TOO_MANY_DUTIES: "一次最多处理{most}项任务，未作记录。",
    RefusalCode.STANDING_CHANGED: _changed("专栏的结论", "认定"),
    RefusalCode.NO_SUCH_LOOK: "找不到您所依据的那次采集，未作记录。请刷新后再认定。",
    RefusalCode.HOME_CHANGED: (
        "首页在您打开页面之后已经改变，未作记录。请看过下面的现状后再认定。"
    ),
    RefusalCode.LIST_CHANGED: _changed("列表的状态", "确认"),
    RefusalCode.NO_SUCH_LIST: "“{portal_id}”没有这个列表，未作记录：{url}",
    RefusalCode.LIST_NO_ADDRESS: "这不是网页地址，未作记录：{url}",
    RefusalCode.LIST_ELSEWHERE: "地址不属于这个网站（首页 {home}），未作记录：{url}",
    RefusalCode.LIST_REGISTERED: "这个列表由登记表指定，只能在登记表中修改，未作记录：{url}",
    RefusalCode.NO_CHOICE: "没有选择采用或不采用，未作记录。",
    RefusalCode.UNSIGNED: "姓名和理由都要填写，未作记录。",
    RefusalCode.EXPIRY_NO_DATE: "有效期“{expires}”不是日期，未作记录。",
    RefusalCode.EXPIRY_TOO_FAR: "有效期“{expires}”太远，最晚到{last}，未作记录。",
    RefusalCode.EXPIRY_PAST: "有效期“{expires}”已经过去，未作记录。",
    RefusalCode.WAIVER_WITHOUT_END: "豁免必须填写有效期，最长{days}天，未作记录。",
    RefusalCode.WAIVER_TOO_LONG: "豁免的有效期最长{days}天，未作记录。",
    RefusalCode.NOTHING_TO_WITHDRAW: "没有可以撤销的人工认定，未作记录。",
    RefusalCode.NO_KIND: "没有选择认定的结论，未作记录。",
    RefusalCode.NO_STANDING: "没有选择专栏的结论，未作记录。",
    RefusalCode.NO_LOOK: "没有说明依据哪次采集，未作记录。请刷新后再认定。",
    RefusalCode.MAY_NOT_LOOK: "您的帐号没有查看权限（需要能查看 DAG {dag}）。",
    RefusalCode.MAY_NOT_START: "您的帐号不能启动 {dag}（需要能触发这个 DAG）。",
    RefusalCode.NOT_STARTED: "Airflow 没有启动 {dag}：{problem}",
    RefusalCode.NOTHING_TO_START: "没有说明对哪个网站、哪条信息或哪个收件人，未启动。",
    RefusalCode.MAY_NOT_DECIDE: "您的帐号没有复核权限（需要能触发 DAG {dag}）。",
    RefusalCode.PAGE_EXPIRED: "页面已过期或不是由本人打开，未作任何记录。请刷新页面后重新提交。",
    RefusalCode.LOGIN_EXPIRED: "登录已过期，未作任何记录。请重新登录后再提交。",
    RefusalCode.NO_ADDRESS: "“{value}”不是邮箱地址（如 name@example.gov.cn），也不是群聊名称。",
    RefusalCode.NO_SUCH_CHAT: "没有群聊“{value}”：设置 REPOSTWATCH_CHATS 中没有这个名称。",
    RefusalCode.NO_SUCH_PORTAL: "登记表中没有编号为“{value}”的网站；多个编号用空格分开。",
    RefusalCode.NO_SUCH_AUTHORITY: "登记表中没有主管单位“{value}”；多个单位用分号（;）分开。",
    RefusalCode.NO_SUCH_SECTION: "日报中没有栏目“{value}”。",
    RefusalCode.NO_SUCH_LEVEL: "没有网站类别“{value}”。",
    RefusalCode.NO_SUCH_LANGUAGE: "没有语言“{value}”：只有中文（zh）和英文（en）。",
    RefusalCode.NO_SUCH_FREQUENCY: (
        "没有频率“{value}”：只有每天（daily）、有新情况时（news）、每周（weekly）。"
    ),
    RefusalCode.RECIPIENT_TWICE: "“{value}”已经在收件人名单中。",
    RefusalCode.RECIPIENT_IN_SETTING: (
        "“{value}”已由设置 REPOSTWATCH_REPORTING__RECIPIENTS 指定，接收全部网站的日报。"
    ),
    RefusalCode.RECIPIENT_CHANGED: (
        "{by}已于{at}修改了这个收件人，未作记录。下面是现在的内容，请核对后再改。"
    ),
    RefusalCode.RECIPIENTS_IN_FILE: (
        "收件人由文件 {name} 指定（设置 REPOSTWATCH_RECIPIENTS），只能在文件中修改，未作记录。"
    ),
    RefusalCode.NO_RECIPIENT: "没有这个收件人，可能已被移除，未作记录。",
    RefusalCode.SAME_RECIPIENT: "内容没有改变，未作记录。",
    RefusalCode.NO_ACT: "没有选择修改或移除，未作记录。",
    RefusalCode.MAY_NOT_ADDRESS: "您的帐号不能修改收件人（需要能触发 DAG {dag}）。",
    RefusalCode.NO_LETTER: "没有编号为{number}的邮件。",
    RefusalCode.NO_WORKBOOK: "没有存档这份附件。",
    RefusalCode.NO_RUN: "Airflow 中没有 {dag} 的运行“{run}”：编号有误，或记录已被清理。",
    RefusalCode.NO_PAGE: "没有这个页面。",
    RefusalCode.ONLY_FORMS: (
        "这个地址只用来提交表单，不能直接打开。未作任何记录，请从菜单回到原来的页面。"
    ),
    RefusalCode.NO_TABLE: "地址中的条件写错了，没有生成表格：{conditions}。",
    RefusalCode.MALFORMED: "请求里缺少或写错了：{places}。未作任何记录。",
}
