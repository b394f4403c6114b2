"""What of a release a person should look at."""

from repostwatch.model.codes import ReleaseCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ReleaseCode.UNDECIDED_ALL: (
        "《{title}》：规则不能确定由谁转载，暂按各门户网站都须转载处理，请人工指定"
    ),
    ReleaseCode.UNDECIDED_NONE: ("《{title}》：规则不能确定由谁转载，暂不要求转载，请人工指定"),
}
