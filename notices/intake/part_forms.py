"""Forms of what hangs on a clause (deadlines, targets) and of what stands beside the clauses (board, reviews, reports,
inspections). Periods are typed as people say them ("4 weeks"); what cannot be is refused in words."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from councils.forms import DateInputField, LongText

from .. import periods
from ..models import Deadline
from ..recording import LARGEST
from .forms import EntryForm
from .proposal import Json

PRECISIONS = [
    ("day", "A day"),
    ("month", "A month: its last day counts"),
    ("year", "A year: its last day counts"),
]
ANCHORS = [
    ("issue", "The issue of the notice"),
    ("start", "The start of the notice"),
    ("commencement", "The commencement of the notice"),
    ("end", "The end of the notice"),
    ("", "Something else"),
]
COMPARATORS = [(">=", "At least"), ("<=", "At most"), ("=", "Exactly"), ("between", "Between two numbers")]
REVIEWS = [("initial", "Initial"), ("further", "Further"), ("final", "Final"), ("", "Not said")]
AT_ONCE = "at once"
_SAID = re.compile(
    r"(?:every\s+)?(?:(\d{1,3})\s*)?((?:working |business )?day|week|fortnight|month|quarter|year)s?", re.I
)
_UNITS = {
    "day": (1, "D"),
    "week": (1, "W"),
    "fortnight": (2, "W"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "year": (1, "Y"),
}


class PeriodField(forms.CharField):
    """ "4 weeks", "1 month", "every quarter", or P4W: the value is the ISO 8601 period, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "A number and a unit, such as 4 weeks, 6 months or 1 year.")
        super().__init__(
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}), max_length=40, **kwargs
        )

    def clean(self, value: Any) -> str | None:
        text = super().clean(value).strip()
        if not text or periods.is_period(text):
            return text or None
        if text.lower() == AT_ONCE:
            return "P0D"
        said = _SAID.fullmatch(text)
        if said is None:
            raise ValidationError(f"{self.label} must be a number and a unit, such as 4 weeks or 6 months")
        times, letter = _UNITS[said[2].lower().split()[-1]]
        number = int(said[1] or 1) * times
        if not 0 < number <= 999:
            raise ValidationError(f"{self.label} must be between 1 and 999")
        return f"P{number}{letter}"

    def prepare_value(self, value: Any) -> Any:
        if value == "P0D":
            return AT_ONCE
        return periods.in_words(value) if periods.is_period(value) else value


class PartForm(EntryForm):
    """`noun` is how people call the entry; dates go to the contract as text."""

    noun: ClassVar[str]

    def as_contract(self) -> Json:
        return {name: _plain(value) for name, value in super().as_contract().items()}

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        found = super().initial_of(entry)
        for name, field in cls.base_fields.items():
            if isinstance(field, DateInputField) and found[name]:
                found[name] = datetime.date.fromisoformat(found[name])
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value != "" else None


class DeadlineForm(PartForm):
    noun = "deadline"

    span = forms.CharField(label="Words that say when", help_text="As the document has them.", max_length=380)
    kind = forms.ChoiceField(
        label="Kind of deadline", choices=Deadline.Kind.choices, widget=forms.RadioSelect
    )
    date = DateInputField(
        label="Date", help_text="The last day that keeps it, such as 31 3 2013.", required=False
    )
    precision = forms.ChoiceField(label="The document names", choices=PRECISIONS, initial="day")
    offset = PeriodField(label="Time allowed", required=False)
    anchor = forms.ChoiceField(label="Counted from", choices=ANCHORS, required=False)
    every = PeriodField(label="Again every", required=False)
    shown_when = {
        "date": ("kind", ("absolute", "relative")),
        "precision": ("kind", ("absolute", "relative")),
        "offset": ("kind", ("relative",)),
        "anchor": ("kind", ("relative", "recurring")),
        "every": ("kind", ("recurring",)),
    }
    KEEPS: ClassVar = {
        "absolute": ("date", "precision"),
        "relative": ("date", "precision", "offset", "anchor"),
        "recurring": ("anchor", "every"),
    }

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        found = super().initial_of(entry)
        return {**found, "precision": found["precision"] or "day", "anchor": found["anchor"] or ""}

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind == "absolute" and not given.get("date") and "date" not in self.errors:
            self.add_error("date", "Enter the date that it must be done by")
        counted = given.get("offset") or given.get("anchor") == "end" or given.get("date")
        if kind == "relative" and not counted and not {"offset", "date"} & set(self.errors):
            self.add_error("offset", "Enter the time allowed, such as 1 month")
        if kind == "recurring" and not given.get("every") and "every" not in self.errors:
            self.add_error("every", "Enter how often, such as 4 weeks")
        return given

    def as_contract(self) -> Json:
        """Only what belongs to the kind: a date typed before the kind was changed is not kept."""
        found = super().as_contract()
        kept = self.KEEPS.get(found["kind"], ())
        for name in ("date", "precision", "offset", "anchor", "every"):
            if name not in kept or (name == "precision" and not found["date"]):
                found[name] = None
        return found


class TargetForm(PartForm):
    noun = "target"

    span = forms.CharField(
        label="Words that state the target", help_text="As the document has them.", max_length=380
    )
    metric = forms.CharField(label="What is counted", widget=LongText(attrs={"rows": 2}), max_length=1000)
    comparator = forms.ChoiceField(label="The number must be", choices=COMPARATORS, widget=forms.RadioSelect)
    target = forms.DecimalField(label="Number", max_digits=12, decimal_places=3)
    target_high = forms.DecimalField(
        label="And the higher number", max_digits=12, decimal_places=3, required=False
    )
    unit = forms.CharField(
        label="Unit", help_text="Such as %, days or families.", max_length=40, required=False
    )
    baseline = forms.DecimalField(
        label="Where it stood before", max_digits=12, decimal_places=3, required=False
    )
    baseline_period = forms.CharField(
        label="When that was", help_text="Such as 2009-10.", max_length=40, required=False
    )
    by = DateInputField(label="By", required=False)
    shown_when = {"target_high": ("comparator", ("between",))}

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        between = given.get("comparator") == "between"
        if not between:
            given["target_high"] = None
        elif given.get("target_high") is None and "target_high" not in self.errors:
            self.add_error("target_high", "Enter the higher number")
        elif given.get("target") is not None and given["target_high"] <= given["target"]:
            self.add_error("target_high", "The higher number must be above the number")
        for name in ("target", "target_high", "baseline"):
            number = given.get(name)
            if number is not None and given.get("unit") == "%" and not 0 <= number <= 100:
                self.add_error(name, f"{self.fields[name].label}: a share must be between 0 and 100%")
            elif number is not None and abs(number) >= LARGEST:
                self.add_error(name, f"{self.fields[name].label} is too large to be a target")
        return given


class BoardForm(PartForm):
    noun = "board"

    name = forms.CharField(label="Name of the board", max_length=200)
    chair_name = forms.CharField(label="Who chairs it", max_length=150, required=False)
    meets_every = PeriodField(label="Meets every", required=False)
    independent_chair = forms.TypedChoiceField(
        label="Must its chair be independent?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not said")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    department_attends_as = forms.CharField(label="The Department attends as", max_length=100, required=False)
    change_needs_consent_of = forms.CharField(
        label="Who must consent to a change of how often it meets", max_length=150, required=False
    )

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        found = super().initial_of(entry)
        independent = found["independent_chair"]
        return {**found, "independent_chair": "" if independent is None else "yes" if independent else "no"}


class TermForm(PartForm):
    """A review or a report: on a date, or a time after the issue of the notice."""

    date = DateInputField(label="Date", required=False)
    precision = forms.ChoiceField(label="The document names", choices=PRECISIONS, required=False)
    offset = PeriodField(label="Or this long after the issue of the notice", required=False)

    def as_contract(self) -> Json:
        found = super().as_contract()
        return {**found, "precision": found["precision"] if found["date"] else None}


class ReviewTermForm(TermForm):
    noun = "review"

    by = forms.CharField(label="Who reviews", max_length=150, initial="Department for Education")
    kind = forms.ChoiceField(label="Kind of review", choices=REVIEWS, required=False)
    field_order = ["based_on", "by", "kind", "date", "precision", "offset"]

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        if not given.get("date") and not given.get("offset") and not self.errors:
            self.add_error("date", "Enter a date, or how long after the issue of the notice")
        return given


class ReportTermForm(TermForm):
    noun = "report"

    author = forms.CharField(label="Who reports", max_length=150)
    to = forms.CharField(label="To whom", max_length=200, required=False)
    every = PeriodField(label="Or again every", required=False)
    field_order = ["based_on", "author", "to", "date", "precision", "offset", "every"]

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        return {**super().initial_of(entry), "author": entry.get("from")}

    def as_contract(self) -> Json:
        """`from` is Python's own word, and cannot be the name of a field."""
        found = super().as_contract()
        return {"from": found.pop("author"), **found}


class EvidenceForm(PartForm):
    noun = "inspection"

    publisher = forms.CharField(label="Who published it", max_length=100, required=False)
    title = forms.CharField(label="What it is called", max_length=300)
    date = DateInputField(label="Published on", required=False)
    judgement = forms.CharField(label="Judgement that the notice cites", max_length=60, required=False)


PART_FORMS: dict[str, type[PartForm]] = {
    "deadline": DeadlineForm,
    "target": TargetForm,
    "board": BoardForm,
    "review": ReviewTermForm,
    "report": ReportTermForm,
    "evidence": EvidenceForm,
}
