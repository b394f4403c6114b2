"""Why a column is prominent or not, and why its items may not be known."""

from collections.abc import Mapping

from repostwatch.model.codes import ColumnCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence

ON_SCREEN = "the column is on screen {screen} ({top} px from the top, screens of {height} px)"


def _in_order(facts: Mapping[str, Fact], words: Mapping[str, str], relation: str) -> str:
    share = f"{float(str(facts['share'])):.0%}"
    return (
        f"the column begins at item {words['position']} of {words['total']} of the homepage, "
        f"{relation} the first {share}"
    )


SENTENCES: dict[Code, Sentence] = {
    ColumnCode.HIDDEN: "the column is hidden in the page",
    ColumnCode.IN_CHROME: "the column is in the header, navigation or footer",
    ColumnCode.FEW_ITEMS: "the homepage has few items, and the column is among them",
    ColumnCode.EARLY: lambda facts, words: _in_order(facts, words, "within"),
    ColumnCode.LATE: lambda facts, words: _in_order(facts, words, "after"),
    ColumnCode.BY_ORDER: "{why}; by the order of items: {place}",
    ColumnCode.NOT_LOCATED: "the column's place on the drawn page was not found",
    ColumnCode.NOT_RENDERED: (
        "the markup has no items; the portal can be registered for rendering in a browser"
    ),
    ColumnCode.NOT_SHOWN: "the column is not shown on the drawn page",
    ColumnCode.TRANSPARENT: "the column is transparent or hidden on the drawn page",
    ColumnCode.OUTSIDE: (
        "the column is outside of the drawn page (at {left} px across, {top} px down)"
    ),
    ColumnCode.TOO_SMALL: "the column has only {width}×{height} px on the drawn page",
    ColumnCode.HIGH: f"{ON_SCREEN}, within the first {{most}}",
    ColumnCode.LOW: f"{ON_SCREEN}, after the first {{most}}",
}
