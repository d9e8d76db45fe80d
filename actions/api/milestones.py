"""Milestones of an action, by the verbs of the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from ..models import Action, Milestone
from ..permissions import may_update
from ..services import milestones as services
from .plan import NamesPeople


class MilestoneSerializer(NamesPeople, serializers.ModelSerializer[Milestone]):
    """`version` is needed to change one: if it has moved, the answer is 409 and nothing is saved."""

    action = serializers.CharField(source="action.ref", read_only=True)
    met_by = serializers.SerializerMethodField()
    in_words = serializers.SerializerMethodField()

    class Meta:
        model = Milestone
        fields = ("action", "number", "title", "due_on", "met_on", "met_by", "in_words", "version")
        read_only_fields = ("number", "met_on")
        extra_kwargs = {"version": {"required": False, "min_value": 1}}

    def get_met_by(self, milestone: Milestone) -> str | None:
        return self.named(milestone.met_by, milestone.council_id)

    def get_in_words(self, milestone: Milestone) -> str:
        return milestone.in_words(on=today())


class MetSerializer(serializers.Serializer[Any]):
    met_on = serializers.DateField()


class _OfAction(OfCouncil):
    rows = Milestone.objects.select_related("action", "met_by")
    serializer_class: Any = MilestoneSerializer
    lookup_field = "number"
    lookup_url_kwarg = "milestone_number"

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows if getattr(self, "swagger_fake_view", False) else rows.filter(action__ref=self.kwargs["ref"])
        )

    def found(self, request: Request, ref: str, number: int) -> Milestone:
        action = action_of(request, ref)
        milestone: Milestone = get_visible_or_404(self.rows, person(request), action=action, number=number)
        milestone.action = action
        return milestone

    def answer(self, milestone: Milestone, status: int = 200) -> Response:
        fresh = self.rows.get(pk=milestone.pk)
        return Response(MilestoneSerializer(fresh, context={"request": self.request}).data, status=status)


@policy(Permission.VIEW_COUNCIL, writes=Permission.EDIT_PLAN)
class Milestones(_OfAction):
    """Milestones of one action; POST adds one, PUT changes one, DELETE removes one that is not met."""

    @extend_schema(request=MilestoneSerializer, responses={201: MilestoneSerializer})
    def create(self, request: Request, council_slug: str, ref: str) -> Response:
        given = MilestoneSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        words = {name: given.validated_data[name] for name in ("title", "due_on")}
        action = action_of(request, ref)
        milestone = services.add_milestone(action, by=person(request), on=today(), **words)
        return self.answer(milestone, 201)

    @extend_schema(request=MilestoneSerializer, responses={200: MilestoneSerializer})
    def update(self, request: Request, council_slug: str, ref: str, milestone_number: int) -> Response:
        given = MilestoneSerializer(data=request.data)
        milestone = self.found(request, ref, milestone_number)
        given.is_valid(raise_exception=True)
        words = {name: given.validated_data[name] for name in ("title", "due_on")}
        based_on = given.validated_data.get("version", 0)
        services.edit_milestone(milestone, by=person(request), on=today(), based_on=based_on, **words)
        return self.answer(milestone)

    def destroy(self, request: Request, council_slug: str, ref: str, milestone_number: int) -> Response:
        milestone = self.found(request, ref, milestone_number)
        services.remove_milestone(milestone, by=person(request), on=today())
        return Response(status=204)


@policy(Permission.UPDATE_OWN_ACTION)
class MilestonesMet(_OfAction):
    """POST says on which day a milestone was met."""

    serializer_class = MetSerializer

    @extend_schema(request=MetSerializer, responses={200: MilestoneSerializer})
    def create(self, request: Request, council_slug: str, ref: str, milestone_number: int) -> Response:
        milestone = self.found(request, ref, milestone_number)
        require(may_update(person(request), milestone.action))
        given = MetSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        services.meet_milestone(milestone, by=person(request), on=today(), **given.validated_data)
        return self.answer(milestone)


def action_of(request: Request, ref: str) -> Action:
    rows = Action.objects.select_related("plan", "council")
    action: Action = get_visible_or_404(rows, person(request), council=request.council, ref=ref)  # type: ignore[attr-defined]
    return action
