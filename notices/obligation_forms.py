"""What people record about duties. The rules are the verbs' (obligations.py, counting.py)."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import DateInputField, FilterForm, GovForm, LongText

from .models import AnchorDate, Deadline

LONGEST = 4000


class DutyFilter(FilterForm):
    kind = forms.MultipleChoiceField(
        label="Kind of deadline", choices=Deadline.Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    def kinds(self) -> list[str]:
        self.is_valid()
        return list(self.cleaned_data.get("kind", []))


class MetForm(GovForm):
    met_on = DateInputField(
        label="Date when it was met", help_text="The day on which it was done, even if late."
    )
    note = forms.CharField(
        label="What was done?",
        help_text="So that somebody else can check it: the report, the meeting, the decision.",
        widget=LongText,
        max_length=LONGEST,
    )


class MetOrMissedForm(GovForm):
    """One time of a recurring duty whose day is over: it can also have been missed for good."""

    outcome = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        choices=[("met", "It was done"), ("missed", "It was missed and will not be made good")],
    )
    met_on = DateInputField(
        label="Date when it was done", help_text="The day on which it was done, even if late.", required=False
    )
    note = forms.CharField(label="What was done?", widget=LongText, max_length=LONGEST, required=False)
    reason = forms.CharField(label="Why was it missed?", widget=LongText, max_length=LONGEST, required=False)

    choice_hints = {"outcome": {"missed": "It stays on record as missed. The next time is due as before."}}
    reveals = {"outcome": {"met": ["met_on", "note"], "missed": ["reason"]}}
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == "met":
            if "met_on" not in self.errors and not given.get("met_on"):
                self.add_error("met_on", "Enter the date when it was done")
            if not given.get("note"):
                self.add_error("note", "Enter what was done")
        elif given.get("outcome") == "missed" and not given.get("reason"):
            self.add_error("reason", "Enter why it was missed")
        return given


class TakeBackForm(GovForm):
    why = forms.CharField(label="What was wrong?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST)


class EventForm(GovForm):
    happened_on = DateInputField(label="Date when it happened")
    what = forms.CharField(
        label="What happened?",
        help_text="Do not name a child or a family.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    due_on = DateInputField(label="Date by which it must be done", required=False)


class AnchorForm(GovForm):
    anchor = forms.ChoiceField(
        label="Which date?", widget=forms.RadioSelect, choices=AnchorDate.Anchor.choices
    )
    falls_on = DateInputField(label="Date")
    why = forms.CharField(
        label="Where does the date come from?",
        help_text="If another date was recorded before, say why that one was wrong. The reason stays on record.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
    )


class BoundForm(GovForm):
    name = forms.CharField(
        label="Who is it?",
        help_text="A person or an organisation, such as “Borsetshire Constabulary”. Leave it empty to take a name away.",
        max_length=150,
        required=False,
    )
    mark_optional = False
