"""What people type about the board itself: its terms, members, the bodies around it, how often it meets."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText
from councils.lateness import long_date
from councils.models import Council, Membership, Organisation, User

from .models import Board, BoardMember, Cadence, GovernanceBody, Meeting, ReportingLine
from .services.members import Seat

LONGEST = 20000
THE_BOARD = "board"


class TermsForm(GovForm):
    text = forms.CharField(
        label="Terms of reference", widget=LongText(attrs={"rows": 20}), max_length=LONGEST, strip=True
    )
    what_changed = forms.CharField(label="What changed?", max_length=300, required=False)
    agreed_on = DateInputField(label="Date agreed", help_text="They hold from this day")

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["what_changed"]


class ChairNoteForm(GovForm):
    text = forms.CharField(label="Your note", widget=LongText(attrs={"rows": 5}), max_length=LONGEST)
    meeting = forms.ChoiceField(label="For which meeting?", required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.number): meeting for meeting in meetings}
        named = [(number, long_date(meeting.held_on)) for number, meeting in self.meetings.items()]
        self.fields["meeting"].choices = [("", "None in particular"), *named]  # type: ignore[attr-defined]

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"text": given["text"], "meeting": self.meetings.get(given["meeting"])}


class MemberForm(GovForm):
    name = forms.CharField(label="Name", max_length=150)
    role = forms.ChoiceField(
        label="Role on the board", choices=BoardMember.Role.choices, widget=forms.RadioSelect
    )
    is_independent = forms.ChoiceField(
        label="Is the chair independent of the council?",
        choices=(("yes", "Yes"), ("no", "No, by exception")),
        widget=forms.RadioSelect,
        required=False,
    )
    not_independent_why = forms.CharField(
        label="Why is the chair not independent?", widget=LongText, max_length=2000, required=False
    )
    exception_agreed_by = forms.CharField(
        label="Who agreed to the exception?", help_text="Name and office", max_length=200, required=False
    )
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="The council, or none",
    )
    account = forms.ChoiceField(
        label="Account on this service", help_text="A member need not have one", required=False
    )
    valid_from = DateInputField(label="Member from", required=False)
    valid_to = DateInputField(label="Last day as a member", required=False, help_text="If it is known")
    shown_when = {
        "is_independent": ("role", ("chair",)),
        "not_independent_why": ("is_independent", ("no",)),
        "exception_agreed_by": ("is_independent", ("no",)),
    }

    def __init__(self, *args: Any, board: Board, council: Council, on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(council=council)
        self.people = _people_of(council, on=on)
        choice: Any = self.fields["account"]
        choice.choices = [("", "None"), *((key, person.name) for key, person in self.people.items())]
        if board.independent_chair:
            self.fields["is_independent"].help_text = "The notice asks for an independent chair"

    @staticmethod
    def initial_of(member: BoardMember) -> dict[str, Any]:
        return {
            "name": member.name,
            "role": member.role,
            "is_independent": "yes" if member.is_independent else "no",
            "not_independent_why": member.not_independent_why,
            "exception_agreed_by": member.exception_agreed_by,
            "organisation": member.organisation_id,
            "account": str(member.user_id or ""),
            "valid_from": member.valid_from,
            "valid_to": member.valid_to,
        }

    def seat(self) -> Seat:
        facts = dict(self.cleaned_data)
        independent = facts.pop("is_independent") != "no"
        return Seat(user=self.people.get(facts.pop("account")), is_independent=independent, **facts)


class EndMemberForm(GovForm):
    last_on = DateInputField(label="Last day as a member")
    why = forms.CharField(
        label="Why does the membership end?", max_length=300, help_text="For example, a new post"
    )


class BodyForm(GovForm):
    kind = forms.ChoiceField(label="What is it?", choices=GovernanceBody.Kind.choices)
    name = forms.CharField(label="Name", max_length=200)
    remit = forms.CharField(label="What is it for?", widget=LongText, max_length=5000)
    chair_name = forms.CharField(label="Who chairs it?", max_length=150, required=False)
    organisation = forms.ModelChoiceField(
        label="Whose body is it?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="The council’s, or shared",
    )
    meets = forms.CharField(
        label="How often does it meet?",
        max_length=100,
        required=False,
        help_text="For example, every 6 weeks",
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(council=council)

    @staticmethod
    def initial_of(body: GovernanceBody) -> dict[str, Any]:
        return {
            "kind": body.kind,
            "name": body.name,
            "remit": body.remit,
            "chair_name": body.chair_name,
            "organisation": body.organisation_id,
            "meets": body.meets,
        }


class EndBodyForm(GovForm):
    ended_on = DateInputField(label="Last day of this body")
    why = forms.CharField(label="Why did it end?", max_length=300)


class LineForm(GovForm):
    from_body = forms.ChoiceField(label="Who reports?")
    to_body = forms.ChoiceField(label="To whom?")
    how_often = forms.ChoiceField(
        label="How often?", choices=ReportingLine.HowOften.choices, widget=forms.RadioSelect
    )
    about = forms.CharField(label="About what?", max_length=300)

    def __init__(self, *args: Any, board: Board, bodies: list[GovernanceBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies: dict[str, GovernanceBody | None] = {str(body.number): body for body in bodies}
        self.bodies[THE_BOARD] = None
        choices = [("", ""), (THE_BOARD, board.name), *((str(body.number), body.name) for body in bodies)]
        for name in ("from_body", "to_body"):
            field: Any = self.fields[name]
            field.choices = choices

    def verb_arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {
            **given,
            "from_body": self.bodies[given["from_body"]],
            "to_body": self.bodies[given["to_body"]],
        }


class AskCadenceForm(GovForm):
    to_every = forms.ChoiceField(
        label="How often does the board want to meet?", choices=Cadence.choices, widget=forms.RadioSelect
    )
    from_on = DateInputField(label="From which day?")
    reason = forms.CharField(label="Why?", widget=LongText, max_length=5000)


class AnswerCadenceForm(GovForm):
    consents = forms.TypedChoiceField(
        label="What was decided?",
        choices=(("yes", "Consent is given"), ("no", "Consent is refused")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decided_by = forms.CharField(label="Who decided?", help_text="Name and office", max_length=200)
    answered_on = DateInputField(label="Date of the decision")
    answer = forms.CharField(
        label="What was said",
        widget=LongText,
        max_length=5000,
        required=False,
        help_text="Needed where consent is refused",
    )


def _people_of(council: Council, *, on: datetime.date) -> dict[str, User]:
    ids = Membership.objects.filter(council=council).current(on=on).values("user_id")
    return {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True).order_by("name")}
