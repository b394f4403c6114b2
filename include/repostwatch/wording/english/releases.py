"""What of a release a person should look at."""

from repostwatch.model.codes import ReleaseCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ReleaseCode.UNDECIDED_ALL: (
        "“{title}”: the rules cannot tell who must repost it; for now all portals, please say who"
    ),
    ReleaseCode.UNDECIDED_NONE: (
        "“{title}”: the rules cannot tell who must repost it; for now nobody, please say who"
    ),
}
