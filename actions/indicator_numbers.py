"""Numbers as people type them and spreadsheets hand them over, and the sentence for those that cannot be read."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.forms import CharField

from .models import Indicator, Unit

NOTHING = frozenset({"", "n/a", "na", "#n/a", "-", "–", "—", "..", "not available", "no data", "none"})
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?", re.ASCII)
_PARTS = re.compile(r"(?P<numerator>.+?)\s*(?:/|\bof\b|\bout of\b)\s*(?P<denominator>.+)", re.IGNORECASE)
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ") | {0x2212: "-"}


class Unreadable(ValueError):
    """The message continues a sentence that begins with what was typed: "is a formula. …"."""


def squeezed(text: str) -> str:
    """Without the blanks that spreadsheets put around and inside numbers; a minus sign is a hyphen."""
    return " ".join(text.translate(_BLANKS).split())


def is_nothing(text: str) -> bool:
    """An empty cell, or one of the ways in which people say that there is no figure."""
    return squeezed(text).lower() in NOTHING


def read_number(text: str, unit: str) -> Decimal | None:
    """The number, to four places; None where there is none. Raises Unreadable."""
    found = squeezed(text)
    if found.lower() in NOTHING:
        return None
    if found.startswith(("=", "@")):
        raise Unreadable("is a formula. Copy the values, not the formulas")
    if found.startswith("#"):
        raise Unreadable("is an error of the spreadsheet. Correct it there, or leave the cell empty")
    if found.endswith("%"):
        if unit != Unit.PERCENT:
            raise Unreadable("is a percentage, and this indicator is not measured in per cent")
        found = found[:-1].rstrip()
    if _THOUSANDS.fullmatch(found):
        found = found.replace(",", "").replace(" ", "")
    elif re.fullmatch(r"[+-]?[0-9]+,[0-9]+", found):
        raise Unreadable("has a comma that does not part thousands. Write 1.5 or 1,500")
    if not _PLAIN.fullmatch(found):
        raise Unreadable("is not a number")
    if len(found) > 24 or abs(Decimal(found)) >= Decimal(10) ** 10:
        raise Unreadable("is too large a number")
    return Decimal(found).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def read_parts(text: str) -> tuple[Decimal, Decimal] | None:
    """ "45/60" and "45 of 60": numerator and denominator; None where there is nothing. Raises Unreadable."""
    found = squeezed(text)
    if found.lower() in NOTHING:
        return None
    match = _PARTS.fullmatch(found)
    if found.startswith(("=", "@", "#")) or match is None:
        read_number(found, Unit.PERCENT)  # what it is wrong with it as a number says more
        raise Unreadable("has no denominator. Write numerator and denominator, like 45/60")
    above, below = (read_number(match[name], Unit.NUMBER) for name in ("numerator", "denominator"))
    if above is None or below is None:
        raise Unreadable("has no denominator. Write numerator and denominator, like 45/60")
    return above, below


def as_typed(number: Decimal | None) -> str:
    """As a person would type it again: without trailing noughts, without separators."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class NumberField(CharField):
    """A box for a number of an indicator: takes "1,234.5" and, where it is measured in per cent, "62%"."""

    def __init__(self, *, unit: str = Unit.NUMBER, **kwargs: object) -> None:
        self.unit = unit
        super().__init__(max_length=40, **kwargs)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        return as_typed(value) if isinstance(value, Decimal) else value

    def clean(self, value: object) -> Decimal | None:  # type: ignore[override]
        text = super().clean(value)
        try:
            return read_number(text, self.unit)
        except Unreadable as error:
            raise ValidationError(f"“{squeezed(text)}” {error}") from error


def unit_mark(indicator: Indicator) -> str:
    """What stands behind a box for its value."""
    return {Unit.PERCENT: "%", Unit.RATE: "per 10,000", Unit.DAYS: "days"}.get(Unit(indicator.unit), "")
