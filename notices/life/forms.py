"""What a case lead types about a step."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText

from ..models import Notice
from .table import Transition

EARLIEST = datetime.date(1990, 1, 1)


class StepForm(GovForm):
    """Only the questions that this step asks: a later instrument where one takes its place, an adviser for support."""

    other = forms.ChoiceField(
        label="Which instrument takes its place?",
        help_text="It ends on the day of this step; for a draft, on the day on which the draft is put in force.",
    )
    taken_on = DateInputField(
        label="When did it take effect?",
        help_text="The day of the decision or of the letter, not of this record.",
    )
    decided_by = forms.CharField(
        label="Who decided it?", help_text="Name and office, such as “Helena Marchbanks MP, Minister of State”.",
        max_length=200,
    )  # fmt: skip
    reason = forms.CharField(
        label="Why was it decided?",
        help_text="Two or three sentences, with the letter or review that it rests on. It stays on record.",
        widget=LongText,
        max_length=2000,
    )
    adviser = forms.CharField(label="Who is the adviser?", max_length=200)
    support_until = DateInputField(label="Until when does the support last?")

    def __init__(self, *args: Any, transition: Transition, followers: list[Notice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.followers = {str(notice.number): notice for notice in followers}
        if transition.follower:
            choices = [(number, f"{row} ({_when(row)})") for number, row in self.followers.items()]
            self.fields["other"].choices = [("", "Choose an instrument"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["other"]
        if transition.to != Notice.State.SUPPORT:
            del self.fields["adviser"], self.fields["support_until"]

    def answers(self) -> dict[str, Any]:
        """For take_step."""
        found = dict(self.cleaned_data)
        if "other" in found:
            found["other"] = self.followers[found["other"]]
        return found


def _when(notice: Notice) -> str:
    return "draft" if notice.state == Notice.State.DRAFT else f"number {notice.number}, {notice.issued_on:%Y}"
