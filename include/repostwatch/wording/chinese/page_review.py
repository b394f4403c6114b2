"""The review queue: what waits for a person."""

LABELS = {
    "page.review.count": "待复核（{count}）",
    "page.review.note": (
        "确认：链接就是这项政策，时间仍由事实决定，事实分不清的算按时。认定超时：同上，分不清的算"
        "超时。否定：链接不是这项政策，不计它再判定。豁免：这项任务不计入。"
    ),
    "page.review.keys": (
        "键盘：j 下一项，k 上一项，1–9 选择结论，o 打开留存的网页，x 勾选，Esc 离开输入框；"
        "选好结论并写明理由后按 Enter 记录。"
    ),
    "page.review.kept": "留存的网页（链接已标出）",
    "page.review.lists": "列表待确认（{count}）",
    "page.review.lists.note": (
        "打开列表看一看：国务院政策信息会不会登在这里？采用：从下一次采集起监测，上面没有的就是没有转载。"
        "不采用：不再监测，也不以它为据。记录后立即按已有的采集重新判定：因列表待复核的任务，"
        "采用后可能随即成为未转载，不采用而没有别的列表可凭的成为无法核验；撤销认定，结论也随即恢复。"
    ),
    "page.review.why": "为何复核",
    "page.review.columns": "专栏待复核（{count}）",
    "page.review.columns.note": (
        "打开首页看一看，再选一个结论。认定只针对所见的这个首页：专栏的名称、形式、地址或位置变了"
        "，或者系统看出了别的情况，认定就不再适用，重新由系统判定。"
    ),
    "page.review.none": "没有待复核的事项。",
}
