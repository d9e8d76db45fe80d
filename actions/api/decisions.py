"""What the board decides of an action, and new dates that are asked for: the verbs of the pages."""

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

from .. import services
from ..models import Action, DateChange
from ..models.decision import DECIDABLE
from ..permissions import may_update
from .plan import NamesPeople, SomebodyWasFaster, UpdateSerializer


class DecisionSerializer(serializers.Serializer[Any]):
    """`version` is the action's version that the board looked at: if it has moved, the answer is 409."""

    version = serializers.IntegerField(source="based_on", min_value=1)
    decision = serializers.ChoiceField(choices=DECIDABLE)
    why = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    look_again_on = serializers.DateField(required=False, allow_null=True, default=None)


class DateChangeSerializer(NamesPeople, serializers.ModelSerializer[DateChange]):
    action = serializers.CharField(source="action.ref", read_only=True)
    asked_by = serializers.SerializerMethodField()
    closed_by = serializers.SerializerMethodField()

    class Meta:
        model = DateChange
        fields = (
            "action", "number", "from_due_on", "to_due_on", "reason", "corrective_action", "asked_on", "asked_by", "state",
            "closed_on", "closed_by", "note",
        )  # fmt: skip
        read_only_fields = ("number", "from_due_on", "asked_on", "state", "closed_on", "note")

    def get_asked_by(self, change: DateChange) -> str | None:
        return self.named(change.asked_by, change.council_id)

    def get_closed_by(self, change: DateChange) -> str | None:
        return self.named(change.closed_by, change.council_id)


class OutcomeSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=DateChange.DECIDED)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


@policy(Permission.DECIDE_FOR_BOARD)
class Decisions(OfCouncil):
    """POST records what the board has decided of one action: confirm, return, embed, pause, resume, cancel, reopen."""

    rows = Action.objects.all()
    serializer_class = DecisionSerializer

    @extend_schema(request=DecisionSerializer, responses={201: UpdateSerializer})
    def create(self, request: Request, council_slug: str, ref: str) -> Response:
        action = _action(request, ref)
        given = DecisionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            update = services.decide(action, by=person(request), on=today(), **given.validated_data)
        except services.Stale as error:
            raise SomebodyWasFaster from error
        return Response(UpdateSerializer(update, context={"request": request}).data, status=201)


@policy(Permission.VIEW_COUNCIL, writes=Permission.UPDATE_OWN_ACTION)
class DateChanges(OfCouncil):
    """New dates asked for one action, newest first; POST asks the board for one."""

    rows = DateChange.objects.select_related("action", "asked_by", "closed_by")
    serializer_class = DateChangeSerializer
    lookup_field = "number"
    lookup_url_kwarg = "change_number"

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows if getattr(self, "swagger_fake_view", False) else rows.filter(action__ref=self.kwargs["ref"])
        )

    def create(self, request: Request, council_slug: str, ref: str) -> Response:
        action = _action(request, ref)
        require(may_update(person(request), action))
        given = DateChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        change = services.ask_date_change(action, by=person(request), on=today(), **given.validated_data)
        return Response(DateChangeSerializer(change, context={"request": request}).data, status=201)


@policy(Permission.DECIDE_FOR_BOARD)
class DateChangeOutcomes(OfCouncil):
    """POST records whether the board agrees to a new date or refuses it."""

    rows = DateChange.objects.select_related("action", "asked_by", "closed_by")
    serializer_class = OutcomeSerializer

    @extend_schema(request=OutcomeSerializer, responses={200: DateChangeSerializer})
    def create(self, request: Request, council_slug: str, ref: str, change_number: int) -> Response:
        change = get_visible_or_404(
            self.rows, person(request), action=_action(request, ref), number=change_number
        )
        given = OutcomeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        note = given.validated_data["note"]
        agreed = given.validated_data["outcome"] == DateChange.State.AGREED
        verb = services.agree_date_change if agreed else services.refuse_date_change
        verb(change, by=person(request), on=today(), note=note)
        return Response(DateChangeSerializer(change, context={"request": request}).data)


def _action(request: Request, ref: str) -> Action:
    rows = Action.objects.select_related("plan", "council")
    action: Action = get_visible_or_404(rows, person(request), council=request.council, ref=ref)  # type: ignore[attr-defined]
    return action
