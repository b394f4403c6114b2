"""Why a portal, or a list of it, is not where the registry says."""

from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    PortalCode.PARKED: "首页已不是政府网站：{why}",
    PortalCode.ELSEWHERE: "首页自动跳转到另一网站（{there}），登记的网址是{here}",
    PortalCode.NOTICE: "首页只有关停或迁移提示：“{words}”",
    PortalCode.ANNOUNCED: "首页公告：“{title}”",
    PortalCode.LIST_LEADS_HOME: "登记的栏目页跳转到了首页，不是列表",
    PortalCode.LIST_ELSEWHERE: "登记的栏目页跳转到了另一网站（{there}）",
}
