"""The plan, and reporting progress on it: the same verb as the page uses."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, name_for, require
from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .. import services
from ..models import Action, ActionUpdate, Objective, Plan
from ..models.action import Confidence, Delivery
from ..permissions import may_update
from .editing import EditedActionSerializer, NewActionSerializer, edited_action, new_action


class PlanSerializer(serializers.ModelSerializer[Plan]):
    notice = serializers.IntegerField(source="notice.number", read_only=True)

    class Meta:
        model = Plan
        fields = ("id", "title", "notice", "state", "due_on", "agreed_on")


class ObjectiveSerializer(serializers.ModelSerializer[Objective]):
    class Meta:
        model = Objective
        fields = ("number", "title", "theme", "impact_sought")


class NamesPeople:
    """People of a council are named to that council only; the Department reads their role."""

    def named(self, person: Any, council_id: int) -> str | None:
        if person is None:
            return None
        return name_for(self.context["request"].user, person, council_id)  # type: ignore[attr-defined]


class ActionSerializer(NamesPeople, serializers.ModelSerializer[Action]):
    objective = serializers.IntegerField(source="objective.number", read_only=True)
    owner = serializers.SerializerMethodField()
    owner_organisation = serializers.StringRelatedField[Any]()
    accountable_lead = serializers.SerializerMethodField()
    partner_agencies = serializers.StringRelatedField[Any](many=True)
    waits_for = serializers.SlugRelatedField[Action](many=True, read_only=True, slug_field="ref")
    lateness = serializers.SerializerMethodField()
    requirements = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields = (
            "ref", "title", "detail", "success_measure", "objective", "owner", "owner_organisation", "accountable_lead",
            "partner_agencies", "waits_for", "priority", "restricted",
            "original_due_on", "due_on", "delivery", "confidence", "lateness", "done_on", "reported_on", "resume_on",
            "recheck_on", "version", "requirements",
        )  # fmt: skip

    def get_owner(self, action: Action) -> str | None:
        return self.named(action.owner, action.council_id)

    def get_accountable_lead(self, action: Action) -> str | None:
        return self.named(action.accountable_lead, action.council_id)

    def get_lateness(self, action: Action) -> str:
        return action.lateness(on=today())

    def get_requirements(self, action: Action) -> list[int]:
        return [requirement.seq for requirement in action.requirements.all()]


class UpdateSerializer(NamesPeople, serializers.ModelSerializer[ActionUpdate]):
    reported_by = serializers.SerializerMethodField()

    class Meta:
        model = ActionUpdate
        fields = (
            "version", "reported_on", "reported_by", "delivery", "confidence", "narrative", "evidence_of_impact",
            "recovery", "no_change", "decision",
        )  # fmt: skip

    def get_reported_by(self, update: ActionUpdate) -> str | None:
        return self.named(update.reported_by, update.council_id)


class ProgressSerializer(ChecksForChildren):
    """`version` is the action's version that you started from: if it has moved, the answer is 409 and nothing is saved."""

    version = serializers.IntegerField(source="based_on", min_value=1)
    delivery = serializers.ChoiceField(
        choices=[c for c in Delivery.choices if c[0] in services.OWNER_MAY_SET]
    )
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    narrative = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    evidence_of_impact = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    recovery = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    no_change = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["delivery"] != Delivery.DONE and attrs["confidence"] != Confidence.ON_TRACK:
            missing = [name for name in ("narrative", "recovery") if not attrs[name].strip()]
            if missing:
                raise serializers.ValidationError(
                    dict.fromkeys(
                        missing, "Say why, and what will be done, when an action is at risk or off track."
                    )
                )
        return super().validate(attrs)


class SomebodyWasFaster(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = (
        "Somebody else saved an update after you started. Read it, then send yours with the new version."
    )


class ActionFilter(django_filters.FilterSet):
    overdue = django_filters.BooleanFilter(method="only_overdue", label="Open and past its date")
    off_plan = django_filters.BooleanFilter(method="only_off_plan", label="Overdue, at risk or off track")

    class Meta:
        model = Action
        fields = ("delivery", "confidence", "priority")

    def only_overdue(self, rows: QuerySet[Action], name: str, value: bool) -> QuerySet[Action]:
        return rows.overdue(on=today()) if value else rows  # type: ignore[attr-defined]

    def only_off_plan(self, rows: QuerySet[Action], name: str, value: bool) -> QuerySet[Action]:
        return rows.off_plan(on=today()) if value else rows  # type: ignore[attr-defined]


@policy(Permission.VIEW_COUNCIL)
class Plans(OfCouncil):
    """The council's improvement plans, newest first."""

    rows = Plan.objects.select_related("notice")
    serializer_class = PlanSerializer


@policy(Permission.VIEW_COUNCIL)
class Objectives(OfCouncil):
    """Objectives of the plan, with the impact sought on children."""

    rows = Objective.objects.all()
    serializer_class = ObjectiveSerializer


@policy(Permission.VIEW_COUNCIL, writes=Permission.EDIT_PLAN)
class Actions(OfCouncil):
    """Actions of the plan. Lateness is computed as at today. POST adds one, PATCH changes what the plan says of one."""

    rows = Action.objects.select_related(
        "objective", "owner", "owner_organisation", "accountable_lead"
    ).prefetch_related("requirements", "partner_agencies", "waits_for")
    serializer_class = ActionSerializer
    lookup_field = "ref"
    filterset_class = ActionFilter

    @extend_schema(request=NewActionSerializer, responses={201: ActionSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = new_action(request)
        action = services.add_action(given.pop("objective"), by=person(request), on=today(), **given)
        return Response(self.get_serializer(self.get_queryset().get(pk=action.pk)).data, status=201)

    @extend_schema(request=EditedActionSerializer, responses={200: ActionSerializer})
    def partial_update(self, request: Request, council_slug: str, ref: str) -> Response:
        action: Action = get_visible_or_404(
            self.get_queryset().select_related("plan__council"), person(request), ref=ref
        )
        action.council = action.plan.council
        try:
            services.edit_action(action, by=person(request), on=today(), **edited_action(request, action))
        except services.Stale as error:
            raise SomebodyWasFaster from error
        return Response(self.get_serializer(self.get_queryset().get(pk=action.pk)).data)


@policy(Permission.VIEW_COUNCIL, writes=Permission.UPDATE_OWN_ACTION)
class Updates(OfCouncil):
    """What was reported on one action, newest first; POST reports progress."""

    rows = ActionUpdate.objects.select_related("reported_by")
    serializer_class = UpdateSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows if getattr(self, "swagger_fake_view", False) else rows.filter(action__ref=self.kwargs["ref"])
        )

    @extend_schema(request=ProgressSerializer, responses={201: UpdateSerializer})
    def create(self, request: Request, council_slug: str, ref: str) -> Response:
        action = _action(request, ref)
        require(may_update(person(request), action))
        given = ProgressSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            update = services.report_progress(action, by=person(request), on=today(), **given.validated_data)
        except services.Stale as error:
            raise SomebodyWasFaster from error
        return Response(
            UpdateSerializer(update, context={"request": request}).data, status=status.HTTP_201_CREATED
        )


def _action(request: Request, ref: str) -> Action:
    action: Action = get_visible_or_404(Action, person(request), council=request.council, ref=ref)  # type: ignore[attr-defined]
    return action
