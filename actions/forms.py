"""Forms of the plan. What may be chosen comes from the council in the address, so another council's id is no choice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models.functions import Lower

from councils import status
from councils.child_data_forms import GuardsChildren
from councils.forms import DateInputField, GovForm, LongText
from councils.models import Council, Organisation, User
from councils.permissions import ROLES_WITH, Permission
from notices.models import Finding, Requirement

from .models import Action, Delivery, Objective, Plan
from .models.action import OWNER_MAY_SET, REF
from .services import DATE_IS_AGREED, next_ref

LONGEST = 5000


class ProgressForm(GuardsChildren):
    """What the owner of an action says today. The rules about worries are the verb's (services.report_progress)."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    delivery = forms.ChoiceField(
        label="How far has the work come?",
        widget=forms.RadioSelect,
        choices=[(value, status.word("delivery", value)) for value in OWNER_MAY_SET],
        error_messages={"required": "Select how far the work has come"},
    )
    confidence = forms.ChoiceField(
        label="How sure are you that it will be done by its date?",
        help_text="You need not answer this when the work is done.",
        widget=forms.RadioSelect,
        choices=status.choices("confidence"),
        error_messages={"required": "Select how sure you are of its date"},
    )
    narrative = forms.CharField(
        label="What has happened since the last update?",
        help_text="You may leave this empty when it is on track. When it is at risk or off track, say why.",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
    recovery = forms.CharField(
        label="What will bring it back on track?",
        help_text="The next step, who takes it and by when. Needed when it is at risk or off track.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    evidence_of_impact = forms.CharField(
        label="What has it changed for children? (optional)",
        help_text="Say how you know: an audit, figures, what children and families said.",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    choice_hints = {
        "delivery": {value: status.status("delivery", value).meaning for value in OWNER_MAY_SET},
        "confidence": status.meanings("confidence"),
    }
    shown_when = {"recovery": ("confidence", ("at_risk", "off_track"))}
    mark_optional = False  # what is needed depends on the answers; the hints say when
    about_children = ("narrative", "recovery", "evidence_of_impact")

    def __init__(self, *args: Any, action: Action, recovery: str = "", **kwargs: Any) -> None:
        self.action = action
        kwargs["initial"] = {
            "based_on": action.version,
            "delivery": action.delivery,
            "confidence": action.confidence,
            "recovery": recovery,
        }
        super().__init__(*args, **kwargs)
        self.fields["confidence"].required = self["delivery"].data != Delivery.DONE

    def _words(self) -> list[str]:
        return [] if "no_change" in self.data else super()._words()  # which keeps no words

    def verb_arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "checked": self.checked}

    def says_something(self) -> bool:
        """Whether the person changed anything in the form, as against opening it."""
        names = ("delivery", "confidence", "narrative", "recovery", "evidence_of_impact")
        return any(
            (self.data.get(self.add_prefix(name)) or "").strip().replace("\r\n", "\n")
            != (self.initial.get(name) or "").strip()
            for name in names
        )


class ObjectiveForm(GovForm):
    number = forms.IntegerField(label="Number", min_value=1, max_value=999)
    title = forms.CharField(label="Objective", max_length=250)
    theme = forms.CharField(
        label="Theme", help_text="Such as “Leadership and governance”.", max_length=120, required=False
    )
    lead = forms.ChoiceField(label="Who leads it?", required=False)
    impact_sought = forms.CharField(
        label="What will be different for children?",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(
        self, *args: Any, plan: Plan, council: Council, on: datetime.date, objective: Objective | None = None
    ) -> None:
        keep = objective.lead_id if objective else None
        self.people = {str(person.pk): person for person in people_of(council, on=on, keep=keep)}
        super().__init__(*args, initial=_objective_now(plan, objective))
        _choices(self, "lead").choices = [
            ("", "Nobody yet"),
            *((pk, p.name) for pk, p in self.people.items()),
        ]

    def clean_lead(self) -> User | None:
        return self.people.get(self.cleaned_data["lead"])


class ActionForm(GovForm):
    """Add (action None) or edit an action. `verb_arguments` is what the verb takes."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    objective = forms.ChoiceField(label="Objective")
    ref = forms.CharField(
        label="Reference",
        help_text="A short name by which people cite the action, such as A12. It cannot be changed later.",
        max_length=20,
        validators=[REF],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    title = forms.CharField(label="Action", help_text="What will be done, in one sentence.", max_length=300)
    detail = forms.CharField(
        label="More about what will be done", widget=LongText, max_length=LONGEST, required=False
    )
    success_measure = forms.CharField(
        label="How will you know that it made a difference?",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    owner = forms.ChoiceField(
        label="Who owns it?", help_text="One person, or a partner agency.", required=False
    )
    accountable_lead = forms.ChoiceField(
        label="Who answers for it?",
        help_text="The accountable lead, beside the owner who does it.",
        required=False,
    )
    partner_agencies = forms.MultipleChoiceField(
        label="Which partner agencies work on it too?",
        help_text="Select all that apply. An agency needs no account.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due_on = DateInputField(
        label="Due date",
        help_text="For example, 31 3 2027. The board must agree to any later change.",
        required=False,
    )
    priority = forms.ChoiceField(
        label="Priority",
        widget=forms.RadioSelect,
        choices=Action.Priority.choices,
        initial=Action.Priority.NORMAL,
    )
    waits_for = forms.CharField(
        label="Which actions must be finished first?",
        help_text="Their references, such as A3, A7.",
        max_length=500,
        required=False,
    )
    requirements = forms.MultipleChoiceField(
        label="Which requirements does it serve?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    findings = forms.MultipleChoiceField(
        label="Which findings of inspections does it answer?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        council: Council,
        on: datetime.date,
        action: Action | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.action = action
        self.objectives = {str(o.pk): o for o in Objective.objects.filter(council=council, plan=plan)}
        self.plan = plan
        keep = action.owner_id if action else None
        people = people_of(council, on=on, keep=keep)
        self.agencies = {str(o.pk): o for o in Organisation.objects.filter(council=council)}
        self.owners: dict[str, User | Organisation] = {
            **{f"u{p.pk}": p for p in people},
            **{f"o{pk}": o for pk, o in self.agencies.items()},
        }
        self.leads = {str(p.pk): p for p in people}
        if action and action.accountable_lead:
            self.leads.setdefault(str(action.accountable_lead_id), action.accountable_lead)
        clauses = Requirement.objects.filter(council=council, notice_id=plan.notice_id).demanding()
        self.clauses = {str(r.pk): r for r in clauses.order_by("seq")}
        found = Finding.objects.filter(council=council).select_related("inspection")
        self.found = {
            str(f.pk): f for f in found.order_by("-inspection__published_on", "-inspection_id", "id")
        }
        first = _action_now(action) if action else {"ref": next_ref(plan), **(initial or {})}
        super().__init__(*args, initial=first)
        if action:
            del self.fields["ref"]
            if action.original_due_on and plan.is_agreed:
                del self.fields["due_on"]
        _choices(self, "objective").choices = [
            ("", "Select an objective"),
            *((pk, str(objective)) for pk, objective in self.objectives.items()),
        ]
        _choices(self, "owner").choices = [
            ("", "Nobody yet"),
            *((key, owner.name) for key, owner in self.owners.items()),
        ]
        _choices(self, "accountable_lead").choices = [
            ("", "Nobody yet"),
            *((pk, person.name) for pk, person in self.leads.items()),
        ]
        _choices(self, "partner_agencies").choices = [(pk, o.name) for pk, o in self.agencies.items()]
        if not self.agencies:
            del self.fields["partner_agencies"]
        _choices(self, "requirements").choices = [(pk, _clause(r)) for pk, r in self.clauses.items()]
        _choices(self, "findings").choices = [(pk, _finding(f)) for pk, f in self.found.items()]
        if not self.clauses:
            del self.fields["requirements"]
        if not self.found:
            del self.fields["findings"]

    def clean_waits_for(self) -> list[Action]:
        """The actions whose references were typed, with commas, spaces or lines between them."""
        refs = {ref.casefold(): ref for ref in re.split(r"[,;\s]+", self.cleaned_data["waits_for"]) if ref}
        rows = Action.objects.filter(council_id=self.plan.council_id, plan=self.plan)
        found = (
            {a.ref.casefold(): a for a in rows.annotate(low=Lower("ref")).filter(low__in=refs)}
            if refs
            else {}
        )
        if missing := [ref for low, ref in refs.items() if low not in found]:
            what = "is not an action" if len(missing) == 1 else "are not actions"
            raise forms.ValidationError(f"{', '.join(missing)} {what} of this plan")
        return list(found.values())

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        owner = self.owners.get(given["owner"])
        return {
            "objective": self.objectives[given["objective"]],
            "title": given["title"],
            "detail": given["detail"],
            "success_measure": given["success_measure"],
            "owner": owner if isinstance(owner, User) else None,
            "owner_organisation": owner if isinstance(owner, Organisation) else None,
            "due_on": given["due_on"] if "due_on" in self.fields else self.action and self.action.due_on,
            "priority": given["priority"],
            "accountable_lead": self.leads.get(given["accountable_lead"]),
            "partner_agencies": [self.agencies[pk] for pk in given.get("partner_agencies", [])],
            "waits_for": given["waits_for"],
            "requirements": [self.clauses[pk] for pk in given.get("requirements", [])],
            "findings": [self.found[pk] for pk in given.get("findings", [])],
        }

    @property
    def date_is_fixed(self) -> str:
        return "" if "due_on" in self.fields else DATE_IS_AGREED


def people_of(council: Council, *, on: datetime.date, keep: int | None = None) -> Sequence[User]:
    """Who may own an action of this council: those whose role reports progress, and whoever owns this one now."""
    from councils.models import Membership

    current = Membership.objects.filter(council=council, role__in=ROLES_WITH[Permission.UPDATE_OWN_ACTION])
    ids = current.current(on=on).values("user_id")
    people = User.objects.filter(pk__in=ids, is_active=True)
    return list(people | User.objects.filter(pk=keep) if keep else people)


def _choices(form: forms.Form, name: str) -> Any:
    """The field, as one that has choices."""
    return form.fields[name]


def _clause(requirement: Requirement) -> str:
    return f"{requirement.citation[:1].upper()}{requirement.citation[1:]}: {_short(requirement.text)}"


def _finding(finding: Finding) -> str:
    return f"{finding.citation}, {finding.inspection}: {_short(finding.text)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:157].rsplit(' ', 1)[0]} …"


def _action_now(action: Action) -> dict[str, Any]:
    owner = f"u{action.owner_id}" if action.owner_id else f"o{action.owner_organisation_id or ''}".rstrip("o")
    return {
        "based_on": action.version,
        "objective": str(action.objective_id),
        "title": action.title,
        "detail": action.detail,
        "success_measure": action.success_measure,
        "owner": owner,
        "due_on": action.due_on,
        "priority": action.priority,
        "accountable_lead": str(action.accountable_lead_id or ""),
        "partner_agencies": [
            str(pk) for pk in action.partner_links.values_list("organisation_id", flat=True)
        ],
        "waits_for": ", ".join(action.waits_for.order_by("id").values_list("ref", flat=True)),
        "requirements": [str(pk) for pk in action.requirement_links.values_list("requirement_id", flat=True)],
        "findings": [str(pk) for pk in action.finding_links.values_list("finding_id", flat=True)],
    }


def _objective_now(plan: Plan, objective: Objective | None) -> dict[str, Any]:
    if objective is None:
        last = plan.objectives.order_by("-number").values_list("number", flat=True).first()
        return {"number": (last or 0) + 1}
    names = ("number", "title", "theme", "impact_sought")
    return {**{name: getattr(objective, name) for name in names}, "lead": str(objective.lead_id or "")}
