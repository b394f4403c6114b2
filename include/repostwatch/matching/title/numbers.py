"""Document numbers: found anywhere in a title, taken out, and kept as evidence.

国令第843号 = 国务院令第843号 = 国务院令第 843 号; 国发〔2005〕38号 = 国发[2005]38号.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from repostwatch.matching.title.letters import spell

# The State Council family's own series; longest first, so that 国办发明电 is not 国办发.
SERIES = (
    "国办公开办函",
    "国办发明电",
    "国发明电",
    "国办秘函",
    "国办函",
    "国办发",
    "中办发",
    "国函",
    "国发",
    "中发",
    "厅字",
)
# Lists break lines anywhere, also inside 国办发.
_SERIES = "|".join(" ?".join(series) for series in SERIES)
_BRACKETED = re.compile(
    rf"({_SERIES}|(?:(?<=[^一-鿿])|^)[一-鿿]{{2,9}})? ?"
    r"[〔(【] ?((?:19|20)\d\d) ?年?[〕)】] ?第? ?(\d[\d ]{0,5})号"
)
_SPELLED_OUT = re.compile(rf"({_SERIES})((?:19|20)\d\d)年?第?(\d{{1,4}})号")
_ORDER = re.compile(
    r"(国 ?务 ?院 ?令|国 ?令|主席令|(?<=[^一-鿿])[一-鿿]{2,14}令|^[一-鿿]{2,14}令)"
    r" ?\(? ?第? ?(\d[\d ]{0,5})号 ?\)?"
)

_ORDERS = ("国务院令", "国令", "主席令")
_ORDER_SERIES = {"国务院令": "国令"}
_SENTENCE = re.compile("关于|贯彻|落实|根据|按照|通知|意见|规定|办法|条例|公布|签署|[的和据照]")


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """`series` is empty where a source left it out; `year` is 0 for orders, which have none."""

    series: str
    year: int
    serial: int

    def agrees(self, other: Number) -> bool:
        """Equal, or equal but for a series that one side left out."""
        if (self.year, self.serial) != (other.year, other.serial):
            return False
        return self.series == other.series or (
            bool(self.year) and "" in (self.series, other.series)
        )

    def comparable(self, other: Number) -> bool:
        """Whether two numbers count in one series, so that they must be the same."""
        return self.series == other.series and bool(self.year) == bool(other.year)

    @property
    def foreign(self) -> bool:
        """Whether it counts in another body's series: 青政办, 工业和信息化部令."""
        return self.series not in ("", *SERIES, *_ORDERS)

    def __str__(self) -> str:
        if self.year:
            return f"{self.series}〔{self.year}〕{self.serial}号"
        return f"{self.series}第{self.serial}号"


def take_numbers(text: str) -> tuple[str, frozenset[Number]]:
    """A spelled text without its document numbers (a blank in their place), and these."""
    if "号" not in text and "〔" not in text:
        return text, frozenset()
    found: set[Number] = set()

    def bracketed(match: re.Match[str]) -> str:
        before, series = _split((match[1] or "").replace(" ", ""), SERIES)
        found.add(Number(series, int(match[2]), _serial(match[3])))
        return f"{before} "

    def order(match: re.Match[str]) -> str:
        before, series = _split(match[1].replace(" ", ""), _ORDERS)
        found.add(Number(_ORDER_SERIES.get(series, series), 0, _serial(match[2])))
        return f"{before} "

    text = _BRACKETED.sub(bracketed, text)
    text = _SPELLED_OUT.sub(bracketed, text)
    text = _ORDER.sub(order, text.replace("中华人民共和国国务院令", "国务院令"))
    return text, frozenset(found)


def _serial(digits: str) -> int:
    return int(digits.replace(" ", ""))


def _split(word: str, known: tuple[str, ...]) -> tuple[str, str]:
    """What was read as a series may be the end of a sentence: 贯彻国发 → 贯彻, 国发."""
    for series in known:
        if word.endswith(series):
            return word.removesuffix(series), series
    return (word, "") if _SENTENCE.search(word) else ("", word)


def numbers_of(text: str | None) -> frozenset[Number]:
    return take_numbers(spell(text))[1] if text else frozenset()
