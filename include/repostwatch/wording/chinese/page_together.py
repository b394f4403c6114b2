"""Several duties decided about together."""

LABELS = {
    "page.together": "一并处理",
    "page.together.count": "一并处理（{count}项任务）",
    "page.together.note": (
        "下列各项将记录同一结论、同一理由；逐项写入各自的记录，链接用各项自己的。"
        "有一项不能这样认定，就全部不记录。记录后逐项列出由什么改为什么，可以一次撤销。"
    ),
    "page.together.preview": "预览",
    "page.together.preview.how": "“预览”先显示各项将改为什么，不作记录；按回车键就是预览。",
    "page.together.preview.note": (
        "预览：如果对这{count}项记录“{kind}”，各项结论将如下所示。尚未记录，按“记录”才生效。"
    ),
    "page.together.becomes": "将由“{before}”改为“{then}”。",
    "page.together.same": "仍为“{then}”。",
    "page.together.tick": "勾选",
    "page.together.of": "{portal}：{release}",
    "page.together.go": "一并处理勾选的任务",
    "page.together.all": "全选本页",
    "page.together.alike": "同一原因的{count}项一并处理",
    "page.together.recorded": "已记录{count}项，立即重新判定：",
    "page.together.undone": "已撤销{count}项，立即重新判定：",
    "page.together.past": "有{count}项此后又有新的记录，不能在此撤销，如需更改，请重新认定。",
    "page.together.later": "（此后又有新的记录）",
    "page.together.was": "原结论",
    "page.together.now": "现结论",
    "page.return": "返回“{place}”",
    "page.together.undo": "全部撤销（{count}项）",
    "page.together.left_out": "另有{count}项超出一次可以处理的数目，没有列入。",
    "page.together.gone": "“{portal}”没有转载“{release}”的任务，没有列入。",
    "page.together.none": "没有勾选任何任务。",
}
