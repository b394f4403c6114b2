"""The forms in which a person decides: about a duty, a column, a list."""

LABELS = {
    "page.decide": "人工认定",
    "page.decide.note": "人工认定优先于机器结论，直到过期；机器自己的结论仍然保留。",
    "page.decide_column.note": (
        "人工认定优先于机器结论，直到过期或首页的专栏改变；机器自己的结论仍然保留。"
    ),
    "page.form.name": "姓名（必填）",
    "page.form.reason": "理由（必填）",
    "page.form.expires": "有效期至（含当日；豁免必填）",
    "page.form.expires.any": "有效期至（含当日；可不填）",
    "page.form.kind": "结论（必选）",
    "page.form.record": "记录",
    "page.kind.confirm": (
        "上面选定的链接就是这条信息，时间凭事实，判不了的算按时；选“不针对某个链接”则整项算按时"
    ),
    "page.kind.confirm.whole": "没有看到链接也认定已转载，整项算按时",
    "page.kind.confirm.each": (
        "各项自己的链接就是这条信息，时间凭事实，判不了的算按时；没有链接的整项算按时"
    ),
    "page.kind.late": "同上，判不了的算超时",
    "page.kind.late.whole": "没有看到链接也认定已转载，整项算超时",
    "page.kind.reject": "上面选定的链接不是这条信息；选“不针对某个链接”则认定至今未转载",
    "page.kind.reject.whole": "认定至今未转载",
    "page.kind.reject.each": "各项自己的链接不是这条信息；没有链接的认定至今未转载",
    "page.kind.waive": "到有效期为止不要求转载",
    "page.kind.accept": (
        "从下一次采集起监测这个列表；已有的采集也立即以它为据，待复核的任务可能随即成为未转载"
    ),
    "page.kind.refuse": (
        "不监测这个列表，也不以它为据；任务立即重新判定，没有别的列表可凭的成为无法核验"
    ),
    "page.withdraw": "撤销认定",
    "page.withdraw.note": "收回此前的人工认定，恢复系统自己的结论",
    "page.withdraw.list": (
        "收回此前的人工认定，恢复系统自己的结论；任务立即重新判定，"
        "只凭那次认定成为未转载或无法核验的，不再是"
    ),
    "page.undo": "撤销",
    "page.form.link": "针对哪个链接",
    "page.form.link_option": "{title}（首次看到 {first_seen}）",
    "page.form.no_link": "不针对某个链接，针对整项任务",
    "page.undone": "已撤销：",
    "page.form.url": "列表地址（必须属于本网站）",
}
