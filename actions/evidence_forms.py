"""Forms of evidence. What may be chosen comes from the council in the address."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.files import MOST_BYTES, OFFICE
from councils.forms import DateInputField, GovForm, LongText
from councils.models import Council, User
from notices.models import Requirement

from .forms import LONGEST, _clause
from .models import Action, AuditRound, Evidence, EvidenceClass, Plan
from .models.evidence import VOICES
from .readers_forms import people_of
from .services.evidence import fingerprint_of

CLASS_HINTS = {
    EvidenceClass.OUTPUT: "A thing was done: a document, training held, posts filled.",
    EvidenceClass.QUALITY: "How well it is done: audits, supervision, observed practice.",
    EvidenceClass.IMPACT: "What is different for children because of it.",
    EvidenceClass.VOICE_CHILDREN: "What children and young people say.",
    EvidenceClass.VOICE_FAMILIES: "What parents and carers say.",
    EvidenceClass.VOICE_STAFF: "What social workers and other staff say.",
    EvidenceClass.VOICE_PARTNERS: "What police, health, schools and others say.",
}
_UPLOAD_HELP = (
    f"{', '.join(OFFICE)}; at most {MOST_BYTES // 1024**2} MB. Take out names and numbers of children."
)


def _upload() -> forms.FileField:
    return forms.FileField(
        label="File", help_text=_UPLOAD_HELP, required=False, allow_empty_file=True, max_length=1000
    )


def _link() -> forms.URLField:
    return forms.URLField(
        label="Or a link",
        help_text="To a page that those who read this can open. Such as https://www.example.gov.uk/report",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a link like https://www.example.gov.uk/report"},
    )


class EvidenceFacts(GuardsChildren):
    """What is said of evidence, whether it is new or changed."""

    title = forms.CharField(label="Title", max_length=200)
    shows = forms.CharField(
        label="What does it show?",
        help_text="In two or three sentences, for somebody who does not open it.",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    evidence_class = forms.ChoiceField(
        label="What kind of evidence is it?",
        widget=forms.RadioSelect,
        choices=EvidenceClass.choices,
        error_messages={"required": "Select what kind of evidence it is"},
    )
    source = forms.ChoiceField(
        label="Where does it come from?",
        help_text="For what people say.",
        choices=[("", "Not said"), *Evidence.Source.choices],
        required=False,
    )
    responses = forms.IntegerField(
        label="How many people were heard?",
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    as_at_on = DateInputField(
        label="Which day does it tell of?",
        help_text="For an audit of September, the last day of September.",
        error_messages={"required": "Enter the day that it tells of"},
    )
    expires_on = DateInputField(
        label="Until when does it count?",
        help_text="The last day on which it is fresh enough. Leave it empty if it does not go out of date.",
        required=False,
    )
    action = forms.ChoiceField(label="Which action is it for?", required=False)
    audit_round = forms.ChoiceField(label="Which round of audits is it from?", required=False)
    requirements = forms.MultipleChoiceField(
        label="Which requirements does it speak to?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    choice_hints = {"evidence_class": {str(value): hint for value, hint in CLASS_HINTS.items()}}
    shown_when = {name: ("evidence_class", tuple(str(v) for v in VOICES)) for name in ("source", "responses")}
    about_children = ("title", "shows")

    def __init__(self, *args: Any, user: User, council: Council, **kwargs: Any) -> None:
        of_council = {"council": council}
        actions = Action.objects.visible_to(user).filter(**of_council).exclude(plan__state=Plan.State.CLOSED)
        self.actions = {a.ref: a for a in actions.select_related("plan").order_by("id")}
        self.rounds = {str(r.number): r for r in AuditRound.objects.visible_to(user).filter(**of_council)}
        plans = Plan.objects.filter(**of_council).exclude(state=Plan.State.CLOSED)
        clauses = Requirement.objects.visible_to(user).filter(notice__plans__in=plans, **of_council)
        self.clauses = {str(r.pk): r for r in clauses.demanding().order_by("notice_id", "seq")}
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "action": [("", "None"), *((ref, str(action)) for ref, action in self.actions.items())],
            "audit_round": [("", "None"), *((number, str(r)) for number, r in self.rounds.items())],
            "requirements": [(pk, _clause(requirement)) for pk, requirement in self.clauses.items()],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options
            if len(options) < (1 if name == "requirements" else 2):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What the verbs take."""
        given = self.cleaned_data
        voice = given["evidence_class"] in VOICES
        return {
            **{name: given[name] for name in ("title", "shows", "evidence_class", "as_at_on", "expires_on")},
            "source": given["source"] if voice else "",
            "responses": given["responses"] if voice else None,
            "action": self.actions.get(given.get("action", "")),
            "audit_round": self.rounds.get(given.get("audit_round", "")),
            "requirements": [self.clauses[pk] for pk in given.get("requirements", [])],
        }


class EvidenceForm(EvidenceFacts):
    """New evidence: one file or link, and what it shows."""

    upload = _upload()
    link = _link()
    restricted = forms.BooleanField(label="Only named people may see it", required=False)
    people = forms.MultipleChoiceField(
        label="Who else may see it?",
        help_text="You, the owner of the action, the improvement lead, the director and the chair always can.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    field_order = ("upload", "link", "title", "shows", "evidence_class", "source", "responses", "as_at_on",
                   "expires_on", "action", "audit_round", "requirements", "restricted", "people")  # fmt: skip
    shown_when = {**EvidenceFacts.shown_when, "people": ("restricted", ("on",))}

    def __init__(self, *args: Any, user: User, council: Council, on: datetime.date, **kwargs: Any) -> None:
        self.readers = {str(person.pk): person for person in people_of(council, on=on)}
        super().__init__(*args, user=user, council=council, **kwargs)
        self.fields["people"].choices = [(pk, person.name) for pk, person in self.readers.items()]  # type: ignore[attr-defined]

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            **self.facts(),
            "upload": given["upload"],
            "link": given["link"],
            "restricted": given["restricted"],
            "people": [self.readers[pk] for pk in given["people"]] if given["restricted"] else [],
            "checked": self.checked,
        }


class EditEvidenceForm(EvidenceFacts):
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, initial=facts_now(evidence), **kwargs)

    def verb_arguments(self) -> dict[str, Any]:
        facts = self.facts()
        action, audit_round = facts.pop("action"), facts.pop("audit_round")
        return {
            **facts,
            "action_id": action.pk if action else None,
            "audit_round_id": audit_round.pk if audit_round else None,
            "checked": self.checked,
        }


class VersionForm(GuardsChildren):
    """A newer file or link of the same evidence."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    upload = _upload()
    link = _link()
    note = forms.CharField(label="What is different from the version before?", max_length=300, required=False)
    shows = forms.CharField(
        label="What does it show?", widget=LongText(attrs={"rows": 4}), max_length=LONGEST
    )
    as_at_on = DateInputField(
        label="Which day does it tell of?", error_messages={"required": "Enter the day that it tells of"}
    )
    expires_on = DateInputField(
        label="Until when does it count?",
        help_text="The last day on which it is fresh enough.",
        required=False,
    )

    about_children = ("note", "shows")

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        first = {"based_on": evidence.version, "shows": evidence.shows}
        super().__init__(*args, initial=first, **kwargs)

    def verb_arguments(self) -> dict[str, Any]:
        names = ("based_on", "upload", "link", "note", "shows", "as_at_on", "expires_on")
        return {**{name: self.cleaned_data[name] for name in names}, "checked": self.checked}


class JudgeForm(GovForm):
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.ChoiceField(
        label="Does it show what it says?",
        widget=forms.RadioSelect,
        choices=[("accept", "Accept it"), ("return", "Return it")],
        error_messages={"required": "Select whether you accept it or return it"},
    )
    why = forms.CharField(
        label="What is missing?",
        help_text="Whoever submitted it reads this.",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )

    choice_hints = {
        "outcome": {
            "accept": "It counts as evidence from now on.",
            "return": "It can be put right and sent again.",
        }
    }
    reveals = {"outcome": {"return": ["why"]}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "return" and not cleaned.get("why", "").strip():
            self.add_error("why", "Enter what is missing, so that it can be put right")
        return cleaned


def facts_now(evidence: Evidence) -> dict[str, Any]:
    names = ("title", "shows", "evidence_class", "source", "responses", "as_at_on", "expires_on")
    return {
        **{name: getattr(evidence, name) for name in names},
        "action": evidence.action.ref if evidence.action else "",
        "audit_round": str(evidence.audit_round.number) if evidence.audit_round else "",
        "requirements": [
            str(pk) for pk in evidence.requirement_links.values_list("requirement_id", flat=True)
        ],
        "based_on": fingerprint_of(evidence),
    }
