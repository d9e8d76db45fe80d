"""The form of a round of case-file audits: what it was, and a table of themes and grades."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from councils.child_data_forms import GuardsChildren
from councils.forms import DateInputField, LongText
from councils.models import Council, User

from .forms import LONGEST
from .models import Action, AuditRound, Grade, Plan
from .services.audit_rounds import ThemeResult

THEMES = 10
_NAMES = ("name", "starts_on", "ends_on", "sample_size", "method", "overseen_by", "independent", "moderated_by",
          "moderated_files", "findings")  # fmt: skip


class AuditRoundForm(GuardsChildren):
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name of the round", help_text="Such as “Autumn 2026”.", max_length=150)
    starts_on = DateInputField(
        label="First day of the period",
        help_text="The period that the audited files are of.",
        error_messages={"required": "Enter the first day of the period"},
    )
    ends_on = DateInputField(
        label="Last day of the period", error_messages={"required": "Enter the last day of the period"}
    )
    sample_size = forms.IntegerField(
        label="How many case files were audited?",
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    method = forms.CharField(
        label="How were the files chosen and judged?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST
    )
    overseen_by = forms.CharField(label="Who oversaw it?", help_text="A role or a body.", max_length=150)
    independent = forms.BooleanField(label="Who oversaw it is independent of the council", required=False)
    moderated_files = forms.IntegerField(
        label="How many of the files did a second person judge?",
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    moderated_by = forms.CharField(label="Who moderated them?", max_length=150, required=False)
    findings = forms.CharField(
        label="What was found, and what follows from it?",
        help_text="Write about practice. Do not name a child or give a number of a case.",
        widget=LongText(attrs={"rows": 6}),
        max_length=LONGEST,
    )
    actions = forms.MultipleChoiceField(
        label="Which actions does it test?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    about_children = ("name", "method", "overseen_by", "moderated_by", "findings")

    def __init__(
        self, *args: Any, user: User, council: Council, like: AuditRound | None, **kwargs: Any
    ) -> None:
        """`like`: the round that is put right, or for a new one the latest, whose themes are offered again."""
        rows = Action.objects.visible_to(user).filter(council=council)
        self.choices = {a.ref: a for a in rows.exclude(plan__state=Plan.State.CLOSED).order_by("id")}
        super().__init__(*args, **kwargs)
        grades = list(like.grades.all()) if like else []
        for place in range(1, THEMES + 1):
            grade = grades[place - 1] if place <= len(grades) else None
            self._add_row(place, grade.theme if grade else "", grade)
        actions: Any = self.fields["actions"]
        actions.choices = [(ref, str(action)) for ref, action in self.choices.items()]
        if not self.choices:
            del self.fields["actions"]

    def _add_row(self, place: int, theme: str, grade: Any) -> None:
        self.fields[f"theme_{place}"] = forms.CharField(
            label=f"Theme {place}", max_length=120, required=False, initial=theme
        )
        for value, label in Grade.choices:
            first = getattr(grade, value) if grade and "name" in self.initial else None
            self.fields[f"{value}_{place}"] = forms.IntegerField(
                label=f"{label}, theme {place}",
                min_value=0,
                max_value=100_000,
                required=False,
                initial=first,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )

    def table(self) -> list[list[BoundField]]:
        """The boxes of the results, row by row."""
        return [
            [self[f"theme_{place}"], *(self[f"{grade}_{place}"] for grade in Grade.values)]
            for place in range(1, THEMES + 1)
        ]

    def in_table(self) -> list[str]:
        return [bound.name for row in self.table() for bound in row]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for place in range(1, THEMES + 1):
            counted = [cleaned.get(f"{grade}_{place}") for grade in Grade.values]
            if any(counted) and not cleaned.get(f"theme_{place}"):
                self.add_error(f"theme_{place}", "Enter the theme that these grades are of")
        return cleaned

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        results = [
            ThemeResult(
                given[f"theme_{place}"],
                **{grade: given[f"{grade}_{place}"] or 0 for grade in Grade.values},
            )
            for place in range(1, THEMES + 1)
            if given[f"theme_{place}"]
            and any(given[f"{grade}_{place}"] is not None for grade in Grade.values)
        ]
        return {
            **{name: given[name] for name in _NAMES},
            "moderated_files": given["moderated_files"] or 0,
            "results": results,
            "actions": [self.choices[ref] for ref in given.get("actions", [])],
            "checked": self.checked,
        }


def round_now(audit_round: AuditRound) -> dict[str, Any]:
    refs = audit_round.actions.order_by("id").values_list("ref", flat=True)
    return {
        **{name: getattr(audit_round, name) for name in _NAMES},
        "based_on": audit_round.version,
        "actions": list(refs),
    }
