"""Which part of a page is the list, and what of it could not be read."""

from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ListCode.NAMED: "栏目标题与网页主题一致",
    ListCode.HELD: "以往转载的政策信息在此列表",
    ListCode.UNDER: "位于网页主题之下",
    ListCode.PAGED: "翻页属于此列表",
    ListCode.ONLY: "网页上没有其他列表",
    ListCode.ALL: "网页上有几个列表，未能确定是哪一个，须全部回溯",
    ListCode.SELECTED: "登记的选择器指定",
    ListCode.SCRIPTED: "条目由脚本填写，网页源代码中没有",
    ListCode.EMPTY: "列表是空的",
    ListCode.HEADING_ONLY: "标题之下没有读出条目",
    ListCode.ROW_WITHOUT_ADDRESS: "条目没有可用的链接地址",
    ListCode.ROW_WITHOUT_TITLE: "条目只有日期，没有读出标题",
    ListCode.ROW_NO_ITEM: "列表中的一行没有读成条目",
    ListCode.ROW_BROKEN: "标题是乱码",
    ListCode.ROW_GENERIC: "标题只是文件的类别，没有读出文件名称",
    ListCode.PERIOD: "分时段显示，“{words}”的条目没有读出",
    ListCode.SORTED: "没有按发布日期排列（“{words}”），无法确认覆盖范围",
    ListCode.BY_SIGNING: "按成文日期排列，无法确认覆盖范围",
    ListCode.FILTERED: "只显示查询条件之内的条目（到{until}为止）",
    ListCode.REFILLED: "脚本会重新填写此列表，网页源代码中的条目不一定是全部",
    ListCode.NOT_COME: "其中写着“{words}”，有条目没有显示出来",
    ListCode.PART_UNREAD: "有一部分从别处载入，没有读出（“{words}”）",
    ListCode.ROW_REORDERED: "样式改变了标题的字序",
    ListCode.ROW_TOO_LONG: "标题或地址超过{most}字，未予保存",
    ListCode.ITEM_HIDDEN: "打开网页时不显示",
    ListCode.ITEM_AHEAD: "日期在采集之后",
    ListCode.ITEM_BESIDE: "位于导航、页眉、页脚或链接之中",
    ListCode.ITEM_ELSEWHERE: "链接到其他网站",
    ListCode.ITEM_MONTH: "只写到月份",
    ListCode.ITEM_UNLINKED: "没有链接",
    ListCode.ITEM_UNCLEAR: "不能确定是否为信息条目",
    ListCode.ITEM_DAY: "日期的写法不能确定",
    ListCode.ITEM_DAYS: "旁边有几个日期，不能确定哪个是发布日期",
    ListCode.PLACES_WAIT: "页面上有{count}处内容可能由脚本填入，未能看到",
    ListCode.ITEM_SCRIPTED: "只见于脚本中的链接地址",
    ListCode.ROW: "“{words}”{why}",
}
