"""What people type about looks from outside."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.file_fields import link_field, upload_field
from councils.forms import DateInputField, GovForm, LongText

from .models import Validation

LONGEST = 8000
FACTS = ("kind", "provider", "commissioned_by", "scope", "commissioned_on", "due_on")


class CommissionForm(GuardsChildren):
    about_children = ("scope",)

    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=Validation.Kind.choices)
    provider = forms.CharField(
        label="Who looks?", help_text="Such as the Local Government Association.", max_length=120
    )
    commissioned_by = forms.CharField(
        label="Who asked for it?",
        help_text="A name and office, or a body, such as the Improvement Board.",
        max_length=200,
    )
    scope = forms.CharField(label="What does it look at?", widget=LongText, max_length=LONGEST)
    commissioned_on = DateInputField(label="When was it commissioned?")
    due_on = DateInputField(label="When is it due?", help_text="The last day on which it is in time.")

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class ValidationDoneForm(GuardsChildren):
    done_on = DateInputField(label="When was it done?", help_text="The last day of the visit.")
    upload = upload_field("The report")
    link = link_field("Or a link to it")


class SharedForm(GovForm):
    shared_on = DateInputField(label="When was the Department given the report?")


class CallOffForm(GovForm):
    why = forms.CharField(
        label="Why does it not take place?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST
    )
