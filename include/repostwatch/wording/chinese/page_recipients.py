"""The page of recipients: who gets which mail, and how that is changed."""

LABELS = {
    "page.recipients": "收件人",
    "page.recipients.count": "收件人（{count}）",
    "page.recipients.wrong": "收件人名单有误，日报无法发送",
    "page.recipients.line": "行",
    "page.recipients.column": "列",
    "page.recipients.wrong.note": "改正后刷新本页；下一次日报即按新名单发送。",
    "page.recipients.frequency": "频率",
    "page.recipients.portals": "网站数",
    "page.recipients.operators": "告警收件人（{count}）",
    "page.recipients.operators.note": (
        "监测系统自身的告警发给他们：由设置 REPOSTWATCH_WATCH__OPERATORS 指定，"
        "没有指定时为接收全部网站的收件人，没有这样的人时为所有收件人。"
    ),
    "page.recipients.change": "如何修改",
    "page.recipients.file": (
        "名单在文件 {file} 中（设置 REPOSTWATCH_RECIPIENTS），本页只能查看：修改文件后不必重启，"
        "下一次日报即生效。接收全部网站的另在设置 REPOSTWATCH_REPORTING__RECIPIENTS 中。"
        "在命令行检查："
    ),
    "page.recipients.here": (
        "名单就在本页修改，下一封邮件即生效。设置 REPOSTWATCH_RECIPIENTS 指定文件后，改以文件为准，"
        "本页只能查看。批量修改在命令行，先导出，改好后导入（全部成功或全部不作）："
    ),
    "page.recipients.by_setting": "由设置指定，在本页不能修改",
    "page.recipients.edit": "修改或移除…",
    "page.recipients.add": "添加收件人",
    "page.recipients.add.note": (
        "网站、类别、主管单位都不填，即接收全部网站；没有另外指定告警收件人时，也接收监测系统自身的告警。"
    ),
    "page.recipients.alarmed": "这个地址也接收监测系统自身的告警。",
    "page.recipients.not_alarmed": "监测系统自身的告警不发给这个地址。",
    "page.recipients.act": "怎么改（必选）",
    "page.recipients.act.change": "修改",
    "page.recipients.act.change.note": "按上面填写的内容",
    "page.recipients.act.remove": "移除",
    "page.recipients.act.remove.note": "不再给这个地址发邮件；记录保留，可以撤销",
    "page.recipients.address": "邮箱地址或群聊名称（必填）",
    "page.recipients.person": "收件人姓名或单位",
    "page.recipients.by": "您的姓名（必填）",
    "page.recipients.some_portals": "网站编号（用空格分开）",
    "page.recipients.levels": "网站类别",
    "page.recipients.authority": "主管单位（用分号分开）",
    "page.recipients.sections": "日报栏目（都不选即全部）",
    "page.recipients.language": "语言",
    "page.recipients.language.any": "与系统相同",
    "page.recipients.history": "变更记录（最近{count}次）",
    "page.recipients.what": "变更",
    "page.recipients.who": "何人何时",
    "page.recipients.added": "添加",
    "page.recipients.changed": "修改",
    "page.recipients.removed": "移除",
    "page.recipients.empty": "（空）",
    "page.recipients.recorded": "已记录：{address}，",
    "page.recipients.undone": "已撤销上一次变更：{address}，",
    "page.recipients.is_one": "仍是收件人，内容恢复到变更之前",
    "page.recipients.is_none": "现在不是收件人",
    "page.recipients.past": "此前的记录不是最新的，不能在此撤销：{address}，",
    "page.recipients.past.then": "。此后又有新的变更，以最新的为准：",
    "page.recipients.then": "。下一封邮件即按此发送。",
    "page.recipients.undo.reason": "撤销此前的变更",
    "page.recipients.read_only": "您的帐号只能查看，不能修改收件人。",
    "page.recipients.cell.address": "地址",
    "page.recipients.cell.name": "姓名或单位",
    "page.recipients.cell.portals": "网站",
    "page.recipients.cell.levels": "类别",
    "page.recipients.cell.authority": "主管单位",
    "page.recipients.cell.sections": "栏目",
    "page.recipients.cell.language": "语言",
    "page.recipients.cell.frequency": "频率",
}
