"""What the Department types about its concerns."""

from __future__ import annotations

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.forms import DateInputField, GovForm, LongText

from .models import Concern

LONGEST = 8000


class ConcernForm(GuardsChildren):
    about_children = ("what",)

    kind = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect, choices=Concern.Kind.choices
    )
    what = forms.CharField(
        label="What is the concern?",
        help_text="What was seen or not done, with dates. The council does not read this.",
        widget=LongText,
        max_length=LONGEST,
    )


class CheckForm(GovForm):
    done_on = DateInputField(label="When was it done?")
    note = forms.CharField(
        label="What shows it?",
        help_text="Such as the letter and its date, or who was heard.",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
    )


class FormalStepForm(GovForm):
    step = forms.CharField(
        label="Which formal step was taken?", widget=LongText(attrs={"rows": 4}), max_length=LONGEST
    )
    step_on = DateInputField(label="When?")


class CloseConcernForm(GovForm):
    note = forms.CharField(
        label="Why does the Department look no further?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
    )
