"""What people decided, and what became of faults."""

from collections.abc import Mapping

from repostwatch.model.codes import DecisionCode, FindingCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.chinese.verdicts import FEED
from repostwatch.wording.sentences import Sentence

# Nobody is asked why they undo something.
UNSAID = "未写理由"


def _signed(words: Mapping[str, str]) -> str:
    until = f"，有效期至{words['expires']}" if words["expires"] else ""
    return f"（{words['by']}，{words['at']}{until}）：{words['reason'] or UNSAID}"


def _duty(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"人工{words['kind']}{_signed(words)}"


def _column(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"人工认定为{words['standing']}{_signed(words)}"


def _withdrawn(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"撤销此前的人工认定（{words['by']}，{words['at']}）：{words['reason'] or UNSAID}"


def _left_out(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    several = "" if facts["count"] == 1 else f"等{words['count']}个链接"
    return (
        f"《{words['title'] or FEED}》{several}（{words['seen_at']}首次采集到）"
        "已被否定，以下所述不包括在内"
    )


SENTENCES: dict[Code, Sentence] = {
    DecisionCode.DUTY: _duty,
    DecisionCode.COLUMN: _column,
    DecisionCode.WITHDRAWN: _withdrawn,
    DecisionCode.WAIVED: "已豁免：{waiver}",
    DecisionCode.MACHINE: "系统结论为{result}：{reason}",
    DecisionCode.LEFT_OUT: _left_out,
    DecisionCode.LINK_GONE: "该链接现已不在匹配之列，须再次核对",
    FindingCode.WITHDRAWN: "撤销：{reason}",
    FindingCode.REPOST_SEEN: "已见到该网站的转载",
    FindingCode.NO_DUTY: "该网站对这条政策信息不再有转载任务",
}
