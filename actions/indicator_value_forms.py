"""Forms of values: one period, decisions, pasted cells, targets on the way. The rules are the verbs'."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from councils import status
from councils.forms import DateInputField, GovForm, LongText

from .forms import LONGEST
from .indicator_entry import Entry
from .indicator_numbers import NumberField, unit_mark
from .indicator_periods import Period
from .models import Direction, Indicator, Judgement, Observation, Unit

_SHORT = {"class": "govuk-input--width-10"}


class ValueForm(GovForm):
    """The value of one period. Which boxes there are depends on how the indicator is measured."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    numerator = NumberField(label="Numerator", widget=forms.TextInput(attrs=_SHORT))
    denominator = NumberField(label="Denominator", widget=forms.TextInput(attrs=_SHORT))
    value = NumberField(label="Value", widget=forms.TextInput(attrs=_SHORT))
    narrative = forms.CharField(
        label="What happened in this period?",
        help_text="What was seen and heard, and what it meant for children. Name no child.",
        widget=LongText(attrs={"rows": 8}),
        max_length=LONGEST,
    )
    judgement = forms.ChoiceField(
        label="How does that stand against what is wanted?",
        widget=forms.RadioSelect,
        choices=Judgement.choices,
    )
    neighbours = NumberField(
        label="Statistical neighbours",
        help_text="The same figure of councils like this one, if you have it.",
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    england = NumberField(label="England", required=False, widget=forms.TextInput(attrs=_SHORT))
    commentary = forms.CharField(
        label="Why is the value what it is?",
        help_text="Needed when the value is off target by more than the tolerance.",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
    recovery = forms.CharField(
        label="What will bring it back?",
        help_text="The next step, who takes it and by when. Needed when the value is off target.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    mark_optional = False  # what is needed depends on the value; the hints say when

    def __init__(self, *args: Any, indicator: Indicator, observation: Observation | None) -> None:
        now = Entry.of(observation).columns() if observation else {}
        super().__init__(*args, initial={**now, "based_on": observation.version if observation else 0})
        self.indicator = indicator
        for name in ("numerator", "denominator", "value", "neighbours", "england"):
            field: Any = self.fields[name]
            field.unit = indicator.unit if name in ("value", "neighbours", "england") else Unit.NUMBER
        mark = unit_mark(indicator)
        if mark:
            for name in ("value", "neighbours", "england"):
                self.fields[name].label = f"{self.fields[name].label} ({mark})"
        if indicator.from_parts:
            self.fields["numerator"].help_text = indicator.numerator
            self.fields["denominator"].help_text = indicator.denominator
        words = ("narrative", "judgement")
        parts = ("numerator", "denominator")
        leave_out = (
            (*parts, "value", "neighbours", "england", "commentary")
            if not indicator.is_numeric
            else (*words, "value")
            if indicator.from_parts
            else (*words, *parts)
        )
        for name in leave_out:
            del self.fields[name]
        if not indicator.is_numeric:
            self.choice_hints = {"judgement": status.meanings("outcome")}

    def entry(self) -> Entry:
        return Entry(**{name: value for name, value in self.cleaned_data.items() if name != "based_on"})


class DecisionForm(GovForm):
    """What becomes of a value: the steps that are open to it now, and a reason for those that need one."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    decision = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Reason",
        help_text="What has to be corrected, or why it has to be unlocked. Whoever entered it reads this.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    shown_when = {"why": ("decision", ("return", "unlock"))}

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]], version: int) -> None:
        super().__init__(*args, initial={"based_on": version})
        field: Any = self.fields["decision"]
        field.choices = options


class WhyForm(GovForm):
    why = forms.CharField(
        label="Why is it no longer measured?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST
    )


class LockForm(GovForm):
    until = DateInputField(
        label="Lock the values of periods that ended on or before", help_text="For example, 30 9 2026."
    )


class PasteForm(GovForm):
    table = forms.CharField(
        label="Cells copied from a spreadsheet",
        widget=LongText(attrs={"rows": 10}),
        max_length=200_000,
        strip=False,
    )


class TrajectoryForm(GovForm):
    """One box for each period (two for a range): what is wanted from then on. An empty box changes nothing."""

    mark_optional = False

    def __init__(self, *args: Any, indicator: Indicator, periods: Sequence[Period]) -> None:
        now = {point.period_on: point for point in indicator.trajectory.all()}
        super().__init__(*args)
        self.periods, self.within = periods, indicator.direction == Direction.WITHIN
        for period in periods:
            point = now.get(period.starts_on)
            for end in self._ends():
                name = f"{end}-{period.starts_on.isoformat()}"
                said = {"target": "", "target_high": "highest value"}[end]
                if self.within and end == "target":
                    said = "lowest value"
                label = f"{period.name}{', ' if said else ''}{said}"
                self.fields[name] = NumberField(
                    label=label,
                    unit=indicator.unit,
                    required=False,
                    initial=getattr(point, end) if point else None,
                    widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
                )

    def _ends(self) -> tuple[str, ...]:
        return ("target", "target_high") if self.within else ("target",)

    def rows(self) -> list[tuple[Period, list[Any]]]:
        return [
            (period, [self[f"{end}-{period.starts_on.isoformat()}"] for end in self._ends()])
            for period in self.periods
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for period in self.periods if self.within else ():
            low, high = (f"{end}-{period.starts_on.isoformat()}" for end in self._ends())
            if (given.get(low) is None) != (given.get(high) is None):
                missing = low if given.get(low) is None else high
                self.add_error(missing, f"{period.name}: enter both ends of the range, or leave both empty")
            elif given.get(low) is not None and given[high] < given[low]:
                self.add_error(high, f"{period.name}: the highest value must not be below the lowest")
        return given

    def points(self) -> dict[datetime.date, tuple[Decimal, Decimal | None]]:
        found = {}
        for period in self.periods:
            low, high = (
                self.cleaned_data.get(f"{end}-{period.starts_on.isoformat()}")
                for end in ("target", "target_high")
            )
            if low is not None:
                found[period.starts_on] = (low, high)
        return found
