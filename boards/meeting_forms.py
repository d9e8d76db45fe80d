"""What people type before, in and after a meeting."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.file_fields import link_field, upload_field
from councils.forms import DateInputField, GovForm, LongText
from councils.models import Organisation
from councils.status import meanings
from notices.models import ComplianceJudgement

from .models import AgendaItem, Attendance, BoardMember, ItemKind, Meeting
from .services.attendance import Came

LONGEST = 5000


class CutOffForm(GovForm):
    cut_off_on = DateInputField(label="Last day for updates", help_text="For example, 31 3 2027")


class NoForm(GovForm):
    """A page that only asks "are you sure"."""


class AddItemForm(GuardsChildren):
    title = forms.CharField(label="What is it about?", max_length=300)
    about_children = ("title",)


class NotesForm(GuardsChildren):
    notes = forms.CharField(
        label="Notes for the minutes",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    carry = forms.BooleanField(label="Carry to the next meeting", required=False)
    about_children = ("notes",)


class DecideForm(GuardsChildren):
    """One item of the meeting; the buttons say what is decided."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    value = forms.ChoiceField(
        label="Is this requirement met?", choices=ComplianceJudgement.JUDGED, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="What the board said", widget=LongText(attrs={"rows": 2}), max_length=LONGEST, required=False
    )
    choice_hints = {"value": meanings("compliance")}
    mark_optional = False
    about_children = ("why",)

    def __init__(self, *args: Any, item: AgendaItem, noting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"item-{item.number}", **kwargs)
        if item.kind != ItemKind.REQUIREMENT:
            del self.fields["value"]
        elif noting:
            self.fields["value"].required = False


class PaperForm(GuardsChildren):
    title = forms.CharField(label="Title of the paper", max_length=200)
    item = forms.ChoiceField(label="For which item?", required=False)
    upload = upload_field()
    link = link_field()
    about_children = ("title",)

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.number): item for item in items}
        choices = [("", "The meeting as a whole"), *[(n, item.title[:80]) for n, item in self.items.items()]]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "item": self.items.get(given["item"])}


class AttendanceForm(GuardsChildren):
    """One row for each member: came or not, who came instead, what the agency brought."""

    mark_optional = False

    def __init__(self, *args: Any, meeting: Meeting, members: list[BoardMember], **kwargs: Any) -> None:
        self.about_children = [f"contribution-{member.pk}" for member in members]
        super().__init__(*args, **kwargs)
        self.members = members
        rows = {row.member_id: row for row in meeting.attendance.all()}
        for member in members:
            row = rows.get(member.pk)
            state = forms.ChoiceField(
                label=member.name,
                choices=[("", "Not recorded"), *Attendance.State.choices],
                required=False,
                initial=row.state if row else "",
            )
            substitute = forms.CharField(
                label=f"Who came for {member.name}",
                max_length=150,
                required=False,
                initial=row.substitute if row else "",
            )
            contribution = forms.CharField(
                label=f"What {member.name} or their agency brought",
                widget=LongText(attrs={"rows": 2}),
                max_length=LONGEST,
                required=False,
                initial=row.contribution if row else "",
            )
            self.fields[f"state-{member.pk}"] = state
            self.fields[f"substitute-{member.pk}"] = substitute
            self.fields[f"contribution-{member.pk}"] = contribution

    def rows(self) -> list[dict[str, Any]]:
        names = ("state", "substitute", "contribution")
        return [{"member": m, **{name: self[f"{name}-{m.pk}"] for name in names}} for m in self.members]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for member in self.members:
            sent = cleaned.get(f"state-{member.pk}") == Attendance.State.SUBSTITUTE
            if sent and not (cleaned.get(f"substitute-{member.pk}") or "").strip():
                self.add_error(f"substitute-{member.pk}", f"Enter who came for {member.name}")
        return cleaned

    def came(self) -> dict[int, Came]:
        given = self.cleaned_data
        return {
            m.pk: Came(given[f"state-{m.pk}"], given[f"substitute-{m.pk}"], given[f"contribution-{m.pk}"])
            for m in self.members
        }


class ChallengeForm(GuardsChildren):
    text = forms.CharField(label="What was asked?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST)
    asked_by = forms.ModelChoiceField(
        label="Who asked?", queryset=BoardMember.objects.none(), empty_label="Select a member"
    )
    asked_of = forms.CharField(
        label="Who must answer?",
        help_text="A role or an agency, such as Head of Assessment.",
        max_length=150,
        error_messages={"required": "Enter who must answer"},
    )
    about_children = ("text",)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].queryset = members  # type: ignore[attr-defined]


class AnswerForm(GuardsChildren):
    answer = forms.CharField(label="The answer", widget=LongText(attrs={"rows": 4}), max_length=LONGEST)
    about_children = ("answer",)


class CloseForm(GuardsChildren):
    note = forms.CharField(
        label="What the board said when it closed it",
        help_text="Needed when there is no answer.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    about_children = ("note",)


class BoardActionForm(GuardsChildren):
    text = forms.CharField(
        label="What is to be done?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST
    )
    who = forms.CharField(
        label="By whom?",
        help_text="A role or an agency, such as Head of Assessment.",
        max_length=150,
        error_messages={"required": "Enter who does it"},
    )
    organisation = forms.ModelChoiceField(
        label="Partner agency",
        help_text="Where it is a partner’s, so that it counts as their contribution.",
        queryset=Organisation.objects.none(),
        empty_label="None",
        required=False,
    )
    due_on = DateInputField(label="By when?", help_text="For example, 31 3 2027")
    about_children = ("text",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class DoneForm(GuardsChildren):
    done_on = DateInputField(label="When was it done?", help_text="For example, 31 3 2027")
    outcome = forms.CharField(
        label="What came of it?", widget=LongText(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    about_children = ("outcome",)
