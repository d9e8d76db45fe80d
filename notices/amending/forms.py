"""What a case lead types about an amendment."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.files import DOCUMENTS
from councils.forms import DateInputField, GovForm, LongText

from ..models import Deadline, Requirement
from .verbs import CHANGEABLE, deadline_words

WORDS = 20_000


class WordsForm(GovForm):
    text = forms.CharField(
        label="The clause as it reads now", help_text="Word for word as the amendment has it.",
        widget=LongText(attrs={"rows": 10}), max_length=WORDS,
    )  # fmt: skip


class RemoveForm(GovForm):
    """Nothing to fill in: the button is the answer."""


class AddClauseForm(GovForm):
    text = forms.CharField(
        label="The words of the clause", widget=LongText(attrs={"rows": 8}), max_length=WORDS
    )
    label = forms.CharField(
        label="Paragraph number",
        help_text="As a person would cite it, such as 12 or 4(a).",
        max_length=20,
        required=False,
    )
    section = forms.CharField(
        label="Section", help_text="The heading that it stands under.", max_length=400, required=False
    )
    kind = forms.ChoiceField(
        label="Kind of clause", choices=Requirement.Kind.choices, initial=Requirement.Kind.MEASURE
    )
    binds = forms.ChoiceField(label="Whom does it bind?", choices=Requirement.Binds.choices)


class DeadlineForm(GovForm):
    deadline = forms.ChoiceField(label="Which deadline?", required=False)
    due_on = DateInputField(label="By when?", help_text="The last day that keeps it.")
    words = forms.CharField(
        label="The words of the amendment that say so", help_text="Such as “by 30 June 2027”.", max_length=300
    )

    def __init__(self, *args: Any, requirement: Requirement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [d for d in requirement.deadlines.all() if d.kind in CHANGEABLE]
        self.deadlines: dict[str, Deadline] = {str(row.pk): row for row in rows}
        if rows:
            self.fields["deadline"].choices = [  # type: ignore[attr-defined]
                *((pk, deadline_words(row.span, row.due_on)) for pk, row in self.deadlines.items()),
                ("", "None of these: add a deadline"),
            ]
        else:
            del self.fields["deadline"]

    def answers(self) -> dict[str, Any]:
        """For set_deadline."""
        return {
            "words": self.cleaned_data["words"],
            "due_on": self.cleaned_data["due_on"],
            "deadline": self.deadlines.get(self.cleaned_data.get("deadline") or ""),
        }


class PeriodForm(GovForm):
    until = DateInputField(label="Until when is the period extended?")


class DecisionForm(GovForm):
    decided_on = DateInputField(label="When was it decided?")
    decided_by = forms.CharField(
        label="Who decided it?", help_text="Name and office of the minister or the official.", max_length=200
    )
    effective_on = DateInputField(
        label="From when does it hold?", help_text="The day of the decision, or a later one that it names."
    )
    reason = forms.CharField(
        label="Why is the instrument amended?",
        help_text="It stays on record.",
        widget=LongText,
        max_length=2000,
    )
    document = forms.FileField(
        label="The document of the amendment",
        required=False,
        help_text=f"{', '.join(DOCUMENTS)}, up to 25 MB.",
    )
