"""What people say of an indicator, and the refusals of what cannot be measured, in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from councils.models import Organisation, User

from .models import Direction, Objective, Unit


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What people say of an indicator. `target` is the lowest value wanted where the direction is a range."""

    title: str
    unit: str
    frequency: str
    first_period_on: datetime.date
    definition: str = ""
    direction: str = Direction.HIGHER
    from_parts: bool = False
    numerator: str = ""
    denominator: str = ""
    baseline: Decimal | None = None
    baseline_period: str = ""
    target: Decimal | None = None
    target_high: Decimal | None = None
    target_words: str = ""
    target_by: datetime.date | None = None
    tolerance: Decimal = Decimal(0)
    stale_after: int | None = None
    objective: Objective | None = None
    owner: User | None = None
    owner_organisation: Organisation | None = None
    source: str = ""

    def columns(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def check(definition: Definition, *, council_id: int) -> None:
    """Raises ValidationError, keyed by field, in words."""
    given, wrong = definition, {}
    numeric = given.unit != Unit.TEXT
    for name in ("objective", "owner_organisation"):
        row = getattr(given, name)
        if row is not None and row.council_id != council_id:
            raise ValueError(f"The {name} is of another council.")
    if given.from_parts and not numeric:
        wrong["from_parts"] = "An indicator in words has no numerator and denominator"
    if given.from_parts and numeric:
        if not given.numerator.strip():
            wrong["numerator"] = "Enter what the numerator counts"
        if not given.denominator.strip():
            wrong["denominator"] = "Enter what the denominator counts"
    numbers = {name: getattr(given, name) for name in ("baseline", "target", "target_high")}
    for name, number in numbers.items():
        if number is not None and not numeric:
            wrong[name] = "An indicator in words has no numbers: say what good looks like instead"
        elif number is not None and given.unit == Unit.PERCENT and not 0 <= number <= 100:
            wrong[name] = "A percentage must be between 0 and 100"
    if given.direction == Direction.WITHIN and numeric:
        if given.target is not None and given.target_high is None:
            wrong["target_high"] = "Enter the highest value that is wanted"
        elif given.target is None and given.target_high is not None:
            wrong["target"] = "Enter the lowest value that is wanted"
        elif given.target is not None and given.target_high is not None and given.target_high < given.target:
            wrong["target_high"] = "The highest value must not be below the lowest"
    elif given.target_high is not None:
        wrong["target_high"] = "Only an indicator within a range has a highest value"
    if given.tolerance < 0:
        wrong["tolerance"] = "Tolerance must be 0 or more"
    if given.target_by is not None and given.target_by < given.first_period_on:
        wrong["target_by"] = "The target's date must not be before the first period"
    if given.owner is not None and given.owner_organisation is not None:
        wrong["owner"] = "Select one owner: a person or an agency"
    if wrong:
        raise ValidationError(wrong)
