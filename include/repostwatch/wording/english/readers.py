"""Why a page could not be read to its end."""

from repostwatch.model.codes import ReaderCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ReaderCode.TIMEOUT: "reading this page took more than {seconds} s and was given up",
    ReaderCode.MEMORY: "reading this page took more than {megabytes} MB and was given up",
    ReaderCode.KILLED: "the program broke off at this page (signal {signal}), not verified",
    ReaderCode.CRASHED: "the program broke off at this page (see the log), not verified",
    ReaderCode.ANSWER_TOO_LARGE: (
        "what was read from this page has {size} bytes, more than {limit}, and was not taken"
    ),
}
