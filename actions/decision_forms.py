"""Forms of what the board decides, and of asking it for a new date."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText

from .forms import LONGEST
from .models.decision import Step
from .services.decisions import LOOKS_AGAIN

LOOK_AGAIN_WORDS = {
    "recheck_on": "When will you check that the change has lasted?",
    "resume_on": "When will the board look at it again?",
}


class DecisionForm(GovForm):
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = forms.CharField(
        label="Why has the board decided so?", widget=LongText(attrs={"rows": 4}), max_length=LONGEST
    )
    look_again_on = DateInputField(label="", help_text="For example, 31 3 2027", required=False)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = step.hint
        self.fields["why"].required = step.needs_why
        self.fields["why"].error_messages["required"] = "Enter the board’s reason"
        if step.decision in LOOKS_AGAIN:
            self.fields["look_again_on"].label = LOOK_AGAIN_WORDS[LOOKS_AGAIN[step.decision]]
        else:
            del self.fields["look_again_on"]


class AskDateChangeForm(GovForm):
    to_due_on = DateInputField(label="New due date", help_text="For example, 31 3 2027")
    reason = forms.CharField(
        label="Why can the date not be kept?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": "Enter why the date cannot be kept"},
    )
    corrective_action = forms.CharField(
        label="What will you do so that the new date holds?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": "Enter what will be done so that the new date holds"},
    )


class DecideDateChangeForm(GovForm):
    outcome = forms.ChoiceField(
        label="What has the board decided?",
        widget=forms.RadioSelect,
        choices=[("agreed", "Agree to the new date"), ("refused", "Refuse it: the date stays")],
        error_messages={"required": "Select what the board has decided"},
    )
    note = forms.CharField(
        label="What did the board say?",
        help_text="Needed when it refuses.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
