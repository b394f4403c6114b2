"""What marked a page that is not simply content."""

from repostwatch.model.codes import PageCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    PageCode.EMPTY: "返回的内容为空",
    PageCode.FILE: "返回的是{file}，不是网页",
    PageCode.OTHER_TYPE: "返回的类型是 {content_type}，不是网页",
    PageCode.UNDECODABLE: "文字编码无法识别",
    PageCode.DATA_WITHOUT_LIST: "返回的是数据，其中没有可识别的列表",
    PageCode.FOR_SALE_TITLE: "页面标题含“{mark}”，且没有政府网站标识，域名可能已停用或易主",
    PageCode.FOR_SALE: "页面含“{mark}”，且没有政府网站标识，域名可能已停用或易主",
    PageCode.FOR_SALE_MARKED: (
        "页面标题含“{mark}”，正文另有同类内容，虽有政府网站标识，域名可能已易主或网页被篡改"
    ),
    PageCode.MISSING_TITLE: "页面标题是“{mark}”",
    PageCode.MISSING: "页面实际是“页面不存在”提示（“{mark}”）",
    PageCode.CHALLENGE: "页面是访问验证或防火墙提示（“{mark}”）",
    PageCode.CHALLENGE_SCRIPT: "页面只有反爬虫验证脚本（{mark}）",
    PageCode.LOGIN: "页面是登录页（有密码输入框）",
    PageCode.TEMPLATE: "页面内容由脚本生成（{mark}），静态网页中没有条目",
    PageCode.META_REFRESH: "页面只有跳转指令（meta refresh），没有内容",
    PageCode.JUMP_SCRIPT: "页面只有跳转脚本，没有内容",
    PageCode.SCRIPTED: "页面可见文字只有 {characters} 字，内容由脚本生成",
    PageCode.ONLY_SCRIPT: "页面除脚本外没有内容，脚本显示什么、通向何处没有查看",
    PageCode.NO_TEXT: "页面没有可见文字",
    PageCode.SELECTOR_MALFORMED: "登记的选择器无法解析：{selector}",
    PageCode.SELECTOR_WITHOUT_ITEMS: "登记的选择器没有选中条目：{selector}",
}
