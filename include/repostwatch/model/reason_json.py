"""Reasons as JSON: `{"code": …, "facts": {name: value}}`; what JSON lacks is tagged by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from repostwatch.model import outcomes, spot_checks, watched_lists, words
from repostwatch.model.codes import CODES
from repostwatch.model.reasons import Fact, Reason, text
from repostwatch.model.times import Interval, PageDate
from repostwatch.model.words import Precision

# The enums that facts may be of, by the name under which they are stored.
ENUMS: dict[str, type[StrEnum]] = {
    name: member
    for module in (outcomes, watched_lists, words, spot_checks)
    for name, member in vars(module).items()
    if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum
}


def to_json(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code.value,
        "facts": {name: _fact_to_json(fact) for name, fact in reason.facts},
    }


def from_json(stored: Mapping[str, Any] | None) -> Reason | None:
    """The reason that `to_json` made. A code that this version does not know is kept as text,
    so that no history is lost by going back a version."""
    if stored is None:
        return None
    code = CODES.get(stored["code"])
    if code is None:
        return text(str(stored["code"]))
    facts = stored["facts"]
    # Another version of the code may have had other facts.
    order = code.order if facts.keys() == code.names else sorted(facts)
    return Reason(code, tuple([(name, _fact_from_json(facts[name])) for name in order]))


def read(value: Reason | Mapping[str, Any]) -> Reason:
    """The reason itself, or the one that a form of `to_json` is. Raises ValueError for neither."""
    if isinstance(value, Reason):
        return value
    try:
        found = from_json(value)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no reason: {error}") from error
    if found is None:
        raise ValueError("no reason")
    return found


class _JsonForm:
    """Tells pydantic to keep a reason as `to_json` has it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415  only where pydantic asks

        return core_schema.no_info_plain_validator_function(
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(to_json),
        )


# For the fields of what readers and caches pass on as JSON.
JsonReason: TypeAlias = Annotated[Reason, _JsonForm]


def _fact_to_json(fact: Fact) -> Any:
    kind = type(fact)
    if kind in PLAIN:
        return fact
    if kind in TO_JSON:
        return TO_JSON[kind](fact)
    if isinstance(fact, StrEnum):
        return {"word": [kind.__name__, fact.value]}
    return fact


# Types that JSON has, and what becomes of the others.
PLAIN = frozenset({str, int, float, bool, type(None)})
TO_JSON: dict[type, Callable[[Any], Any]] = {
    Reason: lambda fact: {"reason": to_json(fact)},
    tuple: lambda fact: [_fact_to_json(one) for one in fact],
    datetime: lambda fact: {"moment": fact.isoformat()},
    timedelta: lambda fact: {"seconds": fact.total_seconds()},
    Interval: lambda fact: {"interval": [fact.earliest.isoformat(), fact.latest.isoformat()]},
    PageDate: lambda fact: {"date": [fact.value.isoformat(), fact.precision.value]},
}
FROM_JSON: dict[str, Callable[[Any], Fact]] = {
    "reason": from_json,
    "word": lambda value: ENUMS[value[0]](value[1]),
    "moment": datetime.fromisoformat,
    "seconds": lambda value: timedelta(seconds=value),
    "interval": lambda value: Interval(*map(datetime.fromisoformat, value)),
    "date": lambda value: PageDate(datetime.fromisoformat(value[0]), Precision(value[1])),
}


def _fact_from_json(value: Any) -> Any:
    # Hundreds of thousands in a judging: JSON has no subclasses of these types.
    kind = type(value)
    if kind is dict:
        ((tag, inner),) = value.items()
        return FROM_JSON[tag](inner)
    if kind is list:
        return tuple([_fact_from_json(one) for one in value])
    return value
