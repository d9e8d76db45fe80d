"""What people type about reviews and reports."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.forms import DateInputField, GovForm, LongText
from notices.models import Notice

from .writing.table import Step


class IssueDateForm(GovForm):
    issued_on = DateInputField(
        label="Issue date", help_text="The date on the signed document. Deadlines count from it."
    )


class HeldForm(GovForm):
    held_on = DateInputField(label="Date when the review was held")
    held_by = forms.CharField(
        label="Who reviewed?", help_text="Names and offices.", max_length=200, required=False
    )
    summary = forms.CharField(
        label="What was found, as a whole?",
        help_text="The council reads this.",
        widget=LongText,
        max_length=10_000,
        required=False,
    )


class AskForReviewForm(GovForm):
    due_on = DateInputField(label="When is the review due?")
    words = forms.CharField(label="Why is it asked for?", max_length=400)


class DecidedForm(GovForm):
    """Who decided, and when: of every decision of the Department."""

    decided_by = forms.CharField(
        label="Who decided it?", help_text="Name and office, such as “Helena Marchbanks MP, Minister of State”.",
        max_length=200,
    )  # fmt: skip
    decided_on = DateInputField(label="When was it decided?")


class MoveForm(DecidedForm):
    to_due_on = DateInputField(label="New day of the review")
    why = forms.CharField(label="Why is it moved?", widget=LongText, max_length=2000)
    field_order = ("to_due_on", "why", "decided_by", "decided_on")


class OutcomeForm(DecidedForm):
    """What becomes of the instrument after the review."""

    reveals = {"kind": {"extend": ["until"], "step_up": ["other"], "step_down": ["other"]}}
    choice_hints = {
        "kind": {
            "continue": "Nothing of it changes.",
            "amend": "Its clauses or dates change. You write the amendment next.",
            "extend": "It gets a later end at once, as its next version.",
            "step_up": "A statutory direction takes its place.",
            "step_down": "An improvement notice takes its place.",
            "lift": "It ends on the day of the decision. This cannot be undone.",
        }
    }

    kind = forms.ChoiceField(label="What was decided?", widget=forms.RadioSelect)
    until = DateInputField(label="Until when is the period extended?", required=False)
    other = forms.ChoiceField(label="Which instrument takes its place?", required=False)
    reason = forms.CharField(
        label="Why?", help_text="It goes into the letter to the council.", widget=LongText, max_length=4000
    )
    field_order = ("kind", "until", "other", "reason", "decided_by", "decided_on")

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], followers: list[Notice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.followers = {str(row.number): row for row in followers}
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        choices = [(number, str(row)) for number, row in self.followers.items()]
        self.fields["other"].choices = [("", "None is recorded yet"), *choices]  # type: ignore[attr-defined]
        offered = dict(kinds)
        self.reveals = {"kind": {k: v for k, v in type(self).reveals["kind"].items() if k in offered}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == "extend" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter the new end of the period")
        return cleaned

    def answers(self) -> dict[str, Any]:
        """For decide(): only what the outcome asks."""
        found = dict(self.cleaned_data)
        if found["kind"] != "extend":
            found["until"] = None
        replaces = found["kind"] in ("step_up", "step_down")
        found["other"] = self.followers.get(found["other"]) if replaces else None
        return found


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
