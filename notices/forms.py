"""What people type about notices."""

from __future__ import annotations

from django import forms

from councils import status
from councils.forms import FilterForm, GovForm, LongText

from .models import ComplianceJudgement, Requirement


class RegisterFilter(FilterForm):
    kind = forms.ChoiceField(label="Kind of clause", choices=[("", "All"), *Requirement.Kind.choices])
    binds = forms.ChoiceField(label="Whom it binds", choices=[("", "All"), *Requirement.Binds.choices])

    def lookups(self) -> dict[str, str]:
        """The filters in force; a wrong value in the address filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class JudgementForm(GovForm):
    value = forms.ChoiceField(
        label="Is this requirement met?", choices=ComplianceJudgement.Value.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why do you judge it so?",
        help_text="Name the evidence. The judgement and the reason stay on record.",
        widget=LongText,
        max_length=4000,
    )
    choice_hints = {"value": status.meanings("compliance")}
