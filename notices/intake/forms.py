"""What people type while they review a reading. A form of an entry turns the contract's values into fields and back, for
the page and for the API alike."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from councils.files import DOCUMENTS, MOST_BYTES
from councils.forms import DateInputField, GovForm, LongText

from ..models import Intake, Notice, Requirement
from .edits import sentences
from .proposal import Json, citation

MOST_WORDS = 10_000
HOW = [
    ("right", "It is right as it stands"),
    ("corrected", "It was wrong, and I have corrected it"),
    ("not_important", "It is not important"),
]


class UploadForm(GovForm):
    document = forms.FileField(
        label="Upload a notice or a direction",
        help_text=f"A PDF, a Word document (.docx) or a text file (.txt, .md), smaller than {MOST_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in DOCUMENTS)}),
        error_messages={"required": "Select a file", "missing": "Select a file"},
    )


class ReviewForm(GovForm):
    """Any change of a proposal: it says which version the person saw."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EntryForm(ReviewForm):
    """The facts of one entry. `as_contract` is what the entry holds after it."""

    def as_contract(self) -> Json:
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        return {name: entry.get(name) for name in cls.base_fields}


class ClauseForm(EntryForm):
    text = forms.CharField(
        label="Words of the clause",
        help_text="As the document has them, without its number.",
        widget=LongText(attrs={"rows": 8}),
        max_length=MOST_WORDS,
    )
    label = forms.CharField(
        label="Number or letter",
        help_text="As a person would cite it, such as 12, 5.a or ii. Leave it empty for a bullet.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    kind = forms.ChoiceField(label="Kind of clause", choices=Requirement.Kind.choices)
    binds = forms.ChoiceField(label="Whom it binds", choices=Requirement.Binds.choices)
    section = forms.CharField(label="Heading that it stands under", max_length=400, required=False)
    parent = forms.TypedChoiceField(
        label="Part of",
        help_text="The clause that it stands under, if it is a part of one.",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, proposal: Json, number: int | None, **kwargs: Any) -> None:
        """`number`: the clause, or the one that a new clause comes behind; only what stands before can be above it."""
        super().__init__(*args, **kwargs)
        above: list[tuple[Any, str]] = [("", "No other clause")]
        for item in proposal["requirements"]:
            if item["id"] == number and not self.is_new:
                break
            if not item["dropped"]:
                above.append((item["id"], f"{citation(proposal, item).capitalize()}: {item['text'][:60]}"))
            if item["id"] == number:
                break
        self.fields["parent"].choices = above  # type: ignore[attr-defined]

    is_new: ClassVar = False

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def as_contract(self) -> Json:
        fields = super().as_contract()
        return {**fields, "label": fields["label"] or None, "section": fields["section"] or None}


class NewClauseForm(ClauseForm):
    is_new = True


class FrontForm(EntryForm):
    """The facts of the whole instrument."""

    document_kind = forms.ChoiceField(
        label="What it is", choices=Notice.Kind.choices, widget=forms.RadioSelect
    )
    service_area = forms.CharField(label="Service area", max_length=300, required=False)
    issue_date = DateInputField(
        label="Issue date",
        help_text="The day on which the document was signed. Leave it empty if it gives none.",
        required=False,
    )
    signatory_name = forms.CharField(label="Signed by", max_length=150, required=False)
    signatory_role = forms.CharField(label="Their office", max_length=250, required=False)
    legal_basis = forms.CharField(
        label="Legal basis",
        help_text="One on each line: the Act, a comma, and the section, such as “Education Act 1996, 497A”.",
        widget=LongText(attrs={"rows": 3}),
        required=False,
    )
    revises = forms.CharField(
        label="What it says of an earlier instrument",
        help_text="The words that say which instrument this one replaces or amends. Empty if it says nothing.",
        widget=LongText(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, front: Json, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = front["issue_date"]

    @classmethod
    def initial_of(cls, entry: Json) -> Json:
        date = entry["issue_date"]["date"]
        return {
            **{name: entry[name] for name in ("document_kind", "service_area", "revises")},
            "issue_date": datetime.date.fromisoformat(date) if date else None,
            "signatory_name": entry["signatory"]["name"],
            "signatory_role": entry["signatory"]["role"],
            "legal_basis": "\n".join(f"{basis['act']}, {basis['section']}" for basis in entry["legal_basis"]),
        }

    def clean_legal_basis(self) -> list[Json]:
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["legal_basis"].split("\n"))):
            act, comma, section = line.rpartition(",")
            if not comma or not act.strip() or not section.strip():
                raise ValidationError(f"“{line}” must be an Act, a comma, and a section")
            found.append({"act": act.strip(), "section": section.strip().removeprefix("section ").strip()})
        return found

    def as_contract(self) -> Json:
        """A date that the person changed is certain; one that they left is as certain as it was."""
        given = self.cleaned_data
        date = given["issue_date"].isoformat() if given["issue_date"] else None
        certain = self.before["certain"] if date == self.before["date"] else date is not None
        return {
            "document_kind": given["document_kind"],
            "service_area": given["service_area"] or None,
            "issue_date": {"date": date, "raw": self.before["raw"], "certain": certain},
            "signatory": {"name": given["signatory_name"] or None, "role": given["signatory_role"] or None},
            "legal_basis": given["legal_basis"],
            "revises": given["revises"] or None,
        }


class SplitForm(ReviewForm):
    """Where to cut: before one of the clause's sentences, or where the person puts a line break."""

    ELSEWHERE = "elsewhere"

    before = forms.ChoiceField(label="Where does the new clause begin?", widget=forms.RadioSelect)
    parts = forms.CharField(
        label="Put an empty line, or a line break, where the new clause begins",
        widget=LongText(attrs={"rows": 10}),
        required=False,
    )
    reveals = {"before": {ELSEWHERE: ["parts"]}}

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["parts"].initial = text
        begins = [(str(at), f"Before “{text[at : at + 70].strip()}…”") for at in sentences(text)]
        self.fields["before"].choices = [*begins, (self.ELSEWHERE, "Somewhere else")]  # type: ignore[attr-defined]
        if not begins:
            self.fields["before"].initial = self.ELSEWHERE

    def texts(self) -> list[str]:
        before = self.cleaned_data["before"]
        if before != self.ELSEWHERE:
            return [self.text[: int(before)], self.text[int(before) :]]
        return [part for part in self.cleaned_data["parts"].split("\n") if part.strip()]


class WhyForm(ReviewForm):
    why = forms.CharField(
        label="Why is it left out?",
        help_text="It stays listed with your reason, and can be restored.",
        widget=LongText(attrs={"rows": 3}),
        max_length=1000,
    )


class SettleForm(ReviewForm):
    how = forms.ChoiceField(label="What did you find?", choices=HOW, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why is it not important?", widget=LongText(attrs={"rows": 3}), max_length=1000, required=False
    )
    reveals = {"how": {"not_important": ["why"]}}

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == "not_important" and not cleaned.get("why", "").strip():
            self.add_error("why", "Say why it is not important")
        elif cleaned.get("how") != "not_important":
            cleaned["why"] = ""
        return cleaned


class DiscardForm(GovForm):
    why = forms.CharField(
        label="Why is it discarded?",
        help_text="The document stays kept, with your reason. It becomes no notice.",
        widget=LongText(attrs={"rows": 3}),
        max_length=1000,
    )


class ConfirmForm(ReviewForm):
    """The questions that only a person can answer; each is asked only where the document leaves it open."""

    is_for_us = forms.ChoiceField(
        label="Is the document addressed to this council?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    issue_date = forms.ChoiceField(
        label="Is the issue date right?",
        choices=[
            ("yes", "Yes"),
            ("later", "No, or I cannot tell: it is asked for before the notice is put in force"),
        ],
        widget=forms.RadioSelect,
    )
    replaces = forms.TypedChoiceField(
        label="Which instrument of this council does it replace?",
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    NONE = "0"

    def __init__(
        self, *args: Any, intake: Intake, proposal: Json, ask_whom: bool, earlier: list[Notice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        date = proposal["issue_date"]
        if not ask_whom:
            del self.fields["is_for_us"]
        else:
            self.fields["is_for_us"].label = f"Is the document addressed to {intake.council}?"
        if not date["date"] or date["certain"]:
            del self.fields["issue_date"]
        if not proposal["revises"]:
            del self.fields["replaces"]
        else:
            named = [(notice.number, _named(notice)) for notice in earlier]
            choices = [*named, (self.NONE, "None of these, or it is not recorded here")]
            self.fields["replaces"].choices = choices  # type: ignore[attr-defined]
            self.fields["replaces"].help_text = f"The document says: “{proposal['revises']}”"

    def clean_is_for_us(self) -> str:
        if self.cleaned_data["is_for_us"] == "no":
            raise ValidationError("A document for another council is not recorded here: discard it")
        return str(self.cleaned_data["is_for_us"])


def _named(notice: Notice) -> str:
    when = f", issued on {notice.issued_on:%-d %B %Y}" if notice.issued_on else ", not issued"
    return f"{notice.title}{when} ({notice.get_state_display().lower()})"
