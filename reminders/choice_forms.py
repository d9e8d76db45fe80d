"""What people type about their reminders."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm
from councils.models import User

from .choices import MAY_BE_LEFT_OUT
from .models import Absence, CouncilRules, Kind, Preference
from .rules import LONGEST

_NARROW = {"class": "govuk-input--width-3"}


def _days(label: str, help_text: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=1, max_value=LONGEST, required=required,
        widget=forms.TextInput(attrs={**_NARROW, "inputmode": "numeric"}),
    )  # fmt: skip


class RulesForm(GovForm):
    leads = forms.CharField(
        label="How many days before the date?",
        help_text="Numbers with commas between them. For example, 14, 7, 1",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    working_days = forms.ChoiceField(
        label="When such a day is a weekend or a bank holiday",
        choices=(("yes", "Remind on the working day before"), ("no", "Remind on that day")),
        widget=forms.RadioSelect,
    )
    overdue_every = _days("How many days between reminders of a thing that is overdue?", "For example, 7")
    silent_after = _days(
        "After how many days without an update is the owner asked for one?",
        "Of actions in progress. Leave empty to ask nobody",
        required=False,
    )
    lead_after = _days(
        "After how many days overdue does the accountable lead hear of an action?",
        "Leave empty to tell nobody but the owner",
        required=False,
    )
    director_after = _days(
        "How many days later the director?", "Leave empty to stop at the accountable lead", required=False
    )
    chair_after = _days(
        "How many days later the chair of the board?", "Leave empty to stop at the director", required=False
    )
    without = forms.MultipleChoiceField(
        label="Which reminders does this council not want?",
        help_text="What the notice or the law asks for cannot be left out.",
        choices=[(kind.value, kind.label) for kind in MAY_BE_LEFT_OUT],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_leads(self) -> list[int]:
        parts = [part for part in re.split(r"[,;\s]+", self.cleaned_data["leads"]) if part]
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= LONGEST for part in parts):
            raise forms.ValidationError(f"Enter numbers from 1 to {LONGEST} with commas between them")
        if len(set(parts)) > 6:
            raise forms.ValidationError("Enter at most 6 numbers")
        return [int(part) for part in parts]

    def clean_working_days(self) -> bool:
        return bool(self.cleaned_data["working_days"] == "yes")

    @staticmethod
    def initial_of(rules: CouncilRules) -> dict[str, Any]:
        return {
            "leads": ", ".join(str(lead) for lead in rules.leads),
            "working_days": "yes" if rules.working_days else "no",
            **{
                name: getattr(rules, name)
                for name in (
                    "overdue_every", "silent_after", "lead_after", "director_after", "chair_after", "without",
                )
            },
        }  # fmt: skip


class PreferenceForm(GovForm):
    hour = forms.TypedChoiceField(
        label="When should your email come?",
        help_text="On the days when there is something to do.",
        choices=[(hour, f"From {hour % 12 or 12}{'am' if hour < 12 else 'pm'}") for hour in range(7, 19)],
        coerce=int,
    )
    quiet_days = forms.TypedMultipleChoiceField(
        label="On which days should none come?",
        help_text="What the notice asks for comes all the same.",
        choices=Preference.DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    email = forms.ChoiceField(
        label="What should come by email?",
        help_text="Everything that you have to do is among your tasks as well.",
        choices=Preference.Email.choices,
        widget=forms.RadioSelect,
    )


class AwayForm(GovForm):
    from_on = DateInputField(label="First day away", help_text="For example, 21 12 2026")
    until_on = DateInputField(label="Last day away", help_text="For example, 4 1 2027")
    deputy = forms.ChoiceField(
        label="Who stands in for you?", help_text="Somebody who may do what falls to you in this council."
    )

    def __init__(self, *args: Any, deputies: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in deputies}
        choices = [("", "Select a person"), *((key, user.name) for key, user in self.people.items())]
        self.fields["deputy"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = said.get("from_on"), said.get("until_on")
        if isinstance(first, datetime.date) and isinstance(last, datetime.date) and last < first:
            self.add_error("until_on", "Last day away must be on or after the first day away")
        return said

    def clean_deputy(self) -> User:
        return self.people[self.cleaned_data["deputy"]]

    @staticmethod
    def initial_of(absence: Absence | None) -> dict[str, Any]:
        if absence is None:
            return {}
        return {"from_on": absence.from_on, "until_on": absence.until_on, "deputy": str(absence.deputy_id)}


def kinds_in_words(kinds: list[str]) -> list[str]:
    return [Kind(kind).label for kind in kinds]
