"""Adding and editing actions, one or several: what is sent in the API's words, made into what the verbs take."""

from __future__ import annotations

import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.clock import today
from councils.models import Organisation, User
from councils.permissions import Permission
from councils.policy import policy
from notices.models import Requirement

from ..forms import LONGEST, people_of
from ..lists import choose_plan, plans_of
from ..models import Action, Objective, Plan
from ..models.action import REF
from ..services.bulk import Wanted, arguments, change_several


class GivenActionSerializer(serializers.Serializer[Any]):
    """People are e-mail addresses, agencies names, requirements the numbers (`seq`) of the plan's notice, actions
    references. An empty owner or accountable lead is nobody. What is not sent stays as it is."""

    objective = serializers.IntegerField(min_value=1)
    title = serializers.CharField(max_length=300)
    detail = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    success_measure = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    owner = serializers.CharField(required=False, allow_blank=True)
    owner_organisation = serializers.CharField(required=False, allow_blank=True)
    accountable_lead = serializers.CharField(required=False, allow_blank=True)
    partner_agencies = serializers.ListField(child=serializers.CharField(), required=False)
    waits_for = serializers.ListField(child=serializers.CharField(), required=False)
    due_on = serializers.DateField(required=False, allow_null=True)
    priority = serializers.ChoiceField(choices=Action.Priority.choices, required=False)
    requirements = serializers.ListField(child=serializers.IntegerField(), required=False)


class NewActionSerializer(GivenActionSerializer):
    """`notice`: number of the notice that the plan answers; without it the plan in force."""

    ref = serializers.CharField(max_length=20, validators=[REF])
    notice = serializers.IntegerField(required=False)


class EditedActionSerializer(GivenActionSerializer):
    """`version` is the action's version that you started from: if it has moved, the answer is 409 and nothing is saved."""

    version = serializers.IntegerField(source="based_on", min_value=1)


class BulkRowSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField()
    version = serializers.IntegerField(min_value=1)


class BulkChangeSerializer(serializers.Serializer[Any]):
    """What all of these actions shall have. An empty owner or accountable lead is nobody; what is not sent stays."""

    actions = BulkRowSerializer(many=True, allow_empty=False)
    owner = serializers.CharField(required=False, allow_blank=True)
    owner_organisation = serializers.CharField(required=False)
    accountable_lead = serializers.CharField(required=False, allow_blank=True)
    objective = serializers.IntegerField(required=False, min_value=1)
    priority = serializers.ChoiceField(choices=Action.Priority.choices, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) < 2:
            raise serializers.ValidationError("Send at least one thing that will change.")
        if "owner" in attrs and "owner_organisation" in attrs:
            raise serializers.ValidationError({"owner": ["Send a person or an agency, not both."]})
        return attrs


class BulkOutcomeSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField(source="action.ref")
    result = serializers.ChoiceField(choices=["changed", "unchanged", "refused"])
    why = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(source="action.version")


@policy(Permission.EDIT_PLAN)
class BulkChanges(OfCouncil):
    """POST changes owner, accountable lead, objective or priority of several actions of a plan; the answer says row by
    row what became of each. One that is refused keeps none of the others back."""

    rows = Action.objects.select_related(
        "plan", "objective", "owner", "owner_organisation", "accountable_lead"
    )
    serializer_class = BulkOutcomeSerializer

    @extend_schema(request=BulkChangeSerializer, responses={200: BulkOutcomeSerializer(many=True)})
    def create(self, request: Request, council_slug: str) -> Response:
        given = BulkChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        versions = {row["ref"]: row["version"] for row in said.pop("actions")}
        found = {action.ref: action for action in self.get_queryset().filter(ref__in=versions)}
        if unknown := sorted(versions.keys() - found.keys()):
            raise _wrong("actions", f"{', '.join(unknown)}: no such action in this council.")
        if len({action.plan_id for action in found.values()}) > 1:
            raise _wrong("actions", "These actions are of several plans. Change one plan at a time.")
        for action in found.values():
            action.council = action.plan.council = request.council  # type: ignore[attr-defined]
        plan = next(iter(found.values())).plan
        rows = [(found[ref], version) for ref, version in versions.items()]
        outcomes = change_several(rows, _wanted(said, plan), by=person(request), on=today())
        return Response(BulkOutcomeSerializer(outcomes, many=True).data)


def _wanted(said: dict[str, Any], plan: Plan) -> Wanted:
    named = _named(said, plan, on=today())
    if "owner" in named or "owner_organisation" in named:
        named["owner"] = named.get("owner") or named.pop("owner_organisation", None)
        named.pop("owner_organisation", None)
    return Wanted(**named)


def new_action(request: Request) -> dict[str, Any]:
    """What add_action takes."""
    given = NewActionSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    said = dict(given.validated_data)
    notice = str(said.pop("notice", ""))
    plan = choose_plan(plans_of(person(request), request.council), notice)  # type: ignore[attr-defined]
    if plan is None:
        raise _wrong("notice", "This council has no plan yet.")
    plan.council = request.council  # type: ignore[attr-defined]
    return _named(said, plan, on=today())


def edited_action(request: Request, action: Action) -> dict[str, Any]:
    """What edit_action takes: the action as it is, but for what was sent."""
    given = EditedActionSerializer(data=request.data, partial=True)
    given.is_valid(raise_exception=True)
    if "based_on" not in given.validated_data:
        raise _wrong("version", "Send the version of the action that you started from.")
    named = _named(dict(given.validated_data), action.plan, on=today())
    if "owner" in named and "owner_organisation" not in named and named["owner"]:
        named["owner_organisation"] = None  # one owner: a person, or an agency
    if named.get("owner_organisation") and "owner" not in named:
        named["owner"] = None
    return {**arguments(action, Wanted()), **named}


def _named(said: dict[str, Any], plan: Plan, *, on: datetime.date) -> dict[str, Any]:
    """Names of this council's rows become the rows; a name that is none of them is said, by field."""
    council = plan.council
    people = {one.email.lower(): one for one in people_of(council, on=on)}
    agencies = {one.name: one for one in Organisation.objects.filter(council=council)}

    def the_person(name: str) -> User | None:
        return _found(people, said[name].lower(), name, said[name]) if said[name] else None

    for name in ("owner", "accountable_lead"):
        if name in said:
            said[name] = the_person(name)
    if "owner_organisation" in said:
        agency = said["owner_organisation"]
        said["owner_organisation"] = (
            _found(agencies, agency, "owner_organisation", agency) if agency else None
        )
    if "partner_agencies" in said:
        said["partner_agencies"] = [
            _found(agencies, one, "partner_agencies", one) for one in said["partner_agencies"]
        ]
    if "objective" in said:
        rows = Objective.objects.filter(council=council, plan=plan)
        said["objective"] = _found(
            {one.number: one for one in rows}, said["objective"], "objective", said["objective"]
        )
    if "waits_for" in said:
        actions = {one.ref: one for one in Action.objects.filter(council=council, plan=plan)}
        said["waits_for"] = [_found(actions, ref, "waits_for", ref) for ref in said["waits_for"]]
    if "requirements" in said:
        clauses = Requirement.objects.filter(council=council, notice_id=plan.notice_id).demanding()
        by_seq = {one.seq: one for one in clauses}
        said["requirements"] = [_found(by_seq, seq, "requirements", seq) for seq in said["requirements"]]
    return said


def _found(known: dict[Any, Any], key: Any, field: str, name: Any) -> Any:
    if key not in known:
        raise _wrong(field, f"“{name}” is not in this council or this plan.")
    return known[key]


def _wrong(field: str, why: str) -> serializers.ValidationError:
    return serializers.ValidationError({field: [why]})
