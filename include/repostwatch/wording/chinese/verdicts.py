"""Why a duty stands as it does."""

from repostwatch.model.codes import VerdictCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    VerdictCode.NOT_SEEN_YET: "尚未见到转载；截止时间{deadline}，继续观察",
}
