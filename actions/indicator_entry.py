"""What is entered for a period, made fit to be kept: the value worked out from its parts, words trimmed, refusals in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from .indicator_trend import computed
from .models import Indicator, Judgement, Observation, Unit

_LARGEST = Decimal(10) ** 10


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a person enters for a period. Where the indicator has parts, its value is worked out from them."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    narrative: str = ""
    judgement: str = ""
    neighbours: Decimal | None = None
    england: Decimal | None = None
    commentary: str = ""
    recovery: str = ""

    @classmethod
    def of(cls, observation: Observation) -> Entry:
        return cls(**{one.name: getattr(observation, one.name) for one in fields(cls)})

    def columns(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def cleaned(indicator: Indicator, entry: Entry) -> Entry:
    """The entry with its value worked out and its words trimmed. Raises ValidationError keyed by field, in words."""
    words = {
        name: getattr(entry, name).strip() for name in ("narrative", "judgement", "commentary", "recovery")
    }
    if indicator.unit == Unit.TEXT:
        return Entry(**_in_words(words))
    value, numerator, denominator = entry.value, None, None
    if indicator.from_parts:
        numerator, denominator = entry.numerator, entry.denominator
        value = _from_parts(indicator, numerator, denominator)
    if value is None:
        raise ValidationError({"value": "Enter the value"})
    for name, number in {"value": value, "neighbours": entry.neighbours, "england": entry.england}.items():
        if number is None:
            continue
        if indicator.unit == Unit.PERCENT and not 0 <= number <= 100:
            raise ValidationError({name: "A percentage must be between 0 and 100"})
        if abs(number) >= _LARGEST:
            raise ValidationError({name: "Enter a smaller number"})
    return Entry(
        value=value,
        numerator=numerator,
        denominator=denominator,
        neighbours=entry.neighbours,
        england=entry.england,
        commentary=words["commentary"],
        recovery=words["recovery"],
    )


def _in_words(words: dict[str, str]) -> dict[str, Any]:
    wrong = {}
    if not words["narrative"]:
        wrong["narrative"] = "Enter what happened in this period"
    if words["judgement"] not in Judgement.values:
        wrong["judgement"] = "Select how it stands against what is wanted"
    if wrong:
        raise ValidationError(wrong)
    return {**words, "commentary": ""}


def _from_parts(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal:
    if numerator is None or denominator is None:
        missing = {"numerator": numerator, "denominator": denominator}
        raise ValidationError(
            {name: f"Enter the {name}" for name, number in missing.items() if number is None}
        )
    if max(abs(numerator), abs(denominator)) >= _LARGEST:
        raise ValidationError({"numerator": "Enter smaller numbers"})
    if denominator <= 0:
        raise ValidationError(
            {
                "denominator": "The denominator must be more than 0. Where there was nothing to count, leave both empty"
            }
        )
    if indicator.unit == Unit.PERCENT and not 0 <= numerator <= denominator:
        raise ValidationError(
            {"numerator": f"The numerator must be between 0 and the denominator, {denominator.normalize():f}"}
        )
    return computed(indicator.unit, numerator, denominator)
