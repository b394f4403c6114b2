"""Why a column is prominent or not, and why its items may not be known."""

from collections.abc import Mapping

from repostwatch.model.codes import ColumnCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence

ON_SCREEN = "栏目位于第{screen}屏（距页首{top}像素，视口高{height}像素），在前{most}屏"


def _in_order(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    share = f"{float(str(facts['share'])):.0%}"
    return f"栏目始于首页第 {words['position']} 条（共 {words['total']} 条），在前 {share}"


SENTENCES: dict[Code, Sentence] = {
    ColumnCode.HIDDEN: "栏目在网页中被隐藏",
    ColumnCode.IN_CHROME: "栏目位于页眉、导航或页脚",
    ColumnCode.FEW_ITEMS: "首页条目很少，栏目在其中",
    ColumnCode.EARLY: lambda facts, words: f"{_in_order(facts, words)} 以内",
    ColumnCode.LATE: lambda facts, words: f"{_in_order(facts, words)} 之后",
    ColumnCode.BY_ORDER: "{why}，按条目次序判断：{place}",
    ColumnCode.NOT_LOCATED: "未能在网页画面中确定栏目的位置",
    ColumnCode.NOT_RENDERED: "网页源代码中没有条目，可将该门户登记为浏览器渲染",
    ColumnCode.NOT_SHOWN: "栏目没有显示在网页画面中",
    ColumnCode.TRANSPARENT: "栏目在网页画面中是透明或隐藏的",
    ColumnCode.OUTSIDE: "栏目位于网页画面之外（横向{left}像素、纵向{top}像素处）",
    ColumnCode.TOO_SMALL: "栏目在网页画面中只有{width}×{height}像素，看不清",
    ColumnCode.HIGH: f"{ON_SCREEN}以内",
    ColumnCode.LOW: f"{ON_SCREEN}之后",
}
