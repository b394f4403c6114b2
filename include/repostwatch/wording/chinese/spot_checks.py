"""Why an indicator of the quarter's spot check ends as it does."""

from collections.abc import Mapping

from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _said(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    shown = f"（依据：{words['evidence']}）" if words["evidence"] else ""
    return f"{words['by']}于{words['at']}查看{shown}"


SENTENCES: dict[Code, Sentence] = {
    SpotCheckCode.PROBES_FAILED: (
        "{since}至{until}的{counted}次访问中{failed}次失败：至少{low}%，标准为{line}%"
    ),
    SpotCheckCode.PROBES_OPENED: (
        "{since}至{until}的{counted}次访问中{failed}次失败：至多{high}%，标准为{line}%"
    ),
    SpotCheckCode.PROBES_MISSING: (
        "计入的访问{counted}次，还缺{missing}次：失败比例在{low}%至{high}%之间，标准为{line}%"
    ),
    SpotCheckCode.PROBES_OURS: "{count}次访问不计：无法证明当时本系统网络正常",
    SpotCheckCode.PROBES_UNDECIDED: "{count}次访问不计：有应答，但既不是该网页，也不是故障",
    SpotCheckCode.SAID: _said,
    SpotCheckCode.MACHINE: "系统自动判断：{result}（{reason}）",
    SpotCheckCode.NOT_SAID: "只能由人工查看，尚无人填报",
    SpotCheckCode.NOTHING_GIVEN: "没有可供系统判断的材料",
}
