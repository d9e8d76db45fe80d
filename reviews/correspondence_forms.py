"""What people type about letters, calls and meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.file_fields import link_field, upload_field
from councils.forms import DateInputField, FilterForm, GovForm, LongText

from .models import Correspondence

FACTS = ("direction", "means", "with_whom", "subject", "text", "link", "follow_up_on")


class CorrespondenceForm(GuardsChildren):
    about_children = ("with_whom", "subject", "text")

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    direction = forms.ChoiceField(
        label="Which way did it go?", widget=forms.RadioSelect, choices=Correspondence.Direction.choices
    )
    means = forms.ChoiceField(
        label="What was it?", widget=forms.RadioSelect, choices=Correspondence.Means.choices
    )
    on_date = DateInputField(label="Date", help_text="Of the letter, the call or the meeting.")
    with_whom = forms.CharField(
        label="With whom?", help_text="Who wrote, or to whom: name and office.", max_length=200
    )
    subject = forms.CharField(label="Subject", max_length=200)
    text = forms.CharField(
        label="What was written or said",
        widget=LongText(attrs={"rows": 14}),
        max_length=20_000,
        required=False,
    )
    upload = upload_field()
    link = link_field()
    follow_up_on = DateInputField(label="Follow it up by", required=False)

    def __init__(self, *args: Any, entry: Correspondence | None = None, **kwargs: Any) -> None:
        if entry is not None:
            first = {name: getattr(entry, name) for name in FACTS}
            kwargs["initial"] = {**first, "on_date": entry.on, "based_on": entry.version}
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What both verbs take."""
        given = self.cleaned_data
        facts = {name: given[name] for name in (*FACTS, "on_date", "upload")}
        return {**facts, "checked": self.checked}


class FollowedUpForm(GovForm):
    done_on = DateInputField(label="When was it followed up?")


class CorrespondenceFilter(FilterForm):
    direction = forms.ChoiceField(label="Direction", choices=[("", "All"), *Correspondence.Direction.choices])
    follow_up = forms.ChoiceField(label="Follow-up", choices=[("", "All"), ("open", "Still to follow up")])

    def narrow(self, rows: Any) -> Any:
        self.is_valid()
        if direction := self.cleaned_data.get("direction"):
            rows = rows.filter(direction=direction)
        if self.cleaned_data.get("follow_up"):
            rows = rows.to_follow_up()
        return rows
