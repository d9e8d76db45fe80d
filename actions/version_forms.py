"""Forms of the plan's way through its partners and the board."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText
from councils.models import Council, Organisation

from .forms import LONGEST


class AgreementForm(GovForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which agency has agreed?",
        empty_label="Select an agency",
        error_messages={"required": "Select the agency"},
    )
    agreed_by = forms.CharField(
        label="Who agreed for it?",
        help_text="Name and post, such as “Anil Mehta, Director of Nursing”.",
        max_length=200,
        error_messages={"required": "Enter who agreed for the agency"},
    )
    agreed_on = DateInputField(label="When?", help_text="For example, 31 3 2027")
    note = forms.CharField(
        label="Conditions or comments", widget=LongText(attrs={"rows": 3}), max_length=LONGEST, required=False
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(council=council)


class PutToBoardForm(GovForm):
    summary = forms.CharField(
        label="What is new in this version, and why?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": "Enter what is new in this version, and why"},
    )


class DecideVersionForm(GovForm):
    outcome = forms.ChoiceField(
        label="What has the board decided?",
        widget=forms.RadioSelect,
        choices=[("agreed", "Agree this version"), ("returned", "Return it for rework")],
        error_messages={"required": "Select what the board has decided"},
    )
    note = forms.CharField(
        label="What did the board say?",
        help_text="Needed when it returns the plan.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


class PlanReasonForm(GovForm):
    why = forms.CharField(
        label="Why has the board decided so?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": "Enter the board’s reason"},
    )
