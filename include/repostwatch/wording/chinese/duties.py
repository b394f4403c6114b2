"""Why a portal has to repost a release."""

from repostwatch.model.codes import DutyCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {DutyCode.NAMED_BY_SOURCE: "发布源指定：{duty}"}
