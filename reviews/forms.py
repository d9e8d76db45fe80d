"""What people type about reviews and reports."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.forms import DateInputField, GovForm, LongText

from .writing.table import Step


class IssueDateForm(GovForm):
    issued_on = DateInputField(
        label="Issue date", help_text="The date on the signed document. Deadlines count from it."
    )


class HeldForm(GovForm):
    held_on = DateInputField(label="Date when the review was held")


class SentForm(GovForm):
    sent_on = DateInputField(label="Date when the report was sent")


class SectionForm(GuardsChildren):
    """The words of one section of a report."""

    about_children = ("text",)

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label="Comment", widget=LongText(attrs={"rows": 10}), max_length=10_000, required=False
    )


class StepForm(GovForm):
    """A step of a report: some need a note, none asks for more."""

    note = forms.CharField(label="What should be changed?", widget=LongText, max_length=4000)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs_note:
            del self.fields["note"]
