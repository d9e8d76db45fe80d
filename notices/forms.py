"""What people type about notices."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django import forms

from councils import status
from councils.forms import FilterForm, GovForm, LongText

from .models import ComplianceJudgement, Deadline, Requirement
from .register import Entry


class RegisterFilter(FilterForm):
    kind = forms.ChoiceField(label="Kind of clause", choices=[("", "All"), *Requirement.Kind.choices])
    binds = forms.ChoiceField(label="Whom it binds", choices=[("", "All"), *Requirement.Binds.choices])
    deadline = forms.ChoiceField(
        label="When it is due", choices=[("", "All"), *Deadline.Kind.choices, ("none", "No deadline")]
    )
    compliance = forms.ChoiceField(
        label="Judged",
        help_text="By the latest judgement.",
        choices=[("", "All"), *status.choices("compliance")],
    )
    action = forms.ChoiceField(
        label="Actions", choices=[("", "All"), ("yes", "Has an action"), ("no", "Has no action")]
    )

    def narrow(self, found: list[Entry]) -> list[Entry]:
        """The clauses that fit the filters in force; a wrong value in the address filters nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [e for e in found if all(value in _VALUES[name](e) for name, value in wanted.items())]


_VALUES: dict[str, Callable[[Entry], Collection[str]]] = {
    "kind": lambda e: (e.requirement.kind,),
    "binds": lambda e: (e.requirement.binds,),
    "deadline": lambda e: {d.kind for d in e.deadlines} or {"none"},
    "compliance": lambda e: (e.judgement.value if e.judgement else "not_assessed",),
    "action": lambda e: ("yes" if e.actions else "no",),
}


class JudgementForm(GovForm):
    value = forms.ChoiceField(
        label="Is this requirement met?", choices=ComplianceJudgement.JUDGED, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why do you judge it so?",
        help_text="Name the evidence. The judgement and the reason stay on record.",
        widget=LongText,
        max_length=4000,
    )
    choice_hints = {"value": status.meanings("compliance")}
