"""Why a page could not be read to its end."""

from repostwatch.model.codes import ReaderCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    ReaderCode.TIMEOUT: "读取这个页面超过{seconds}秒，不再读下去",
    ReaderCode.MEMORY: "读取这个页面需要的内存超过{megabytes} MB，不再读下去",
    ReaderCode.KILLED: "读取这个页面时程序异常中止（信号{signal}），未能核验",
    ReaderCode.CRASHED: "读取这个页面时程序异常中止（详情见运行日志），未能核验",
    ReaderCode.ANSWER_TOO_LARGE: "从这个页面读出的内容有{size}字节，超过{limit}字节，不予采用",
}
