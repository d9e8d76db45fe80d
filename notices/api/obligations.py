"""Deadlines, their times, and the dates that they count from: the verbs that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from .. import counting, obligations
from ..duties import waits_for
from ..models import AnchorDate, Deadline, Notice, Occurrence


class DutyMetSerializer(serializers.Serializer[Any]):
    met_on = serializers.DateField()
    note = serializers.CharField(max_length=4000)


class MissedSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=4000)


class TakeBackSerializer(serializers.Serializer[Any]):
    why = serializers.CharField(max_length=4000)


class EventSerializer(serializers.Serializer[Any]):
    happened_on = serializers.DateField()
    what = serializers.CharField(max_length=4000)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class TimeSerializer(serializers.ModelSerializer[Occurrence]):
    lateness = serializers.SerializerMethodField()
    deadline = serializers.IntegerField(source="deadline_id", read_only=True)

    class Meta:
        model = Occurrence
        fields = (
            "id", "deadline", "number", "happened_on", "what", "due_on", "lateness", "met_on", "note", "missed_on",
            "missed_reason",
        )  # fmt: skip

    def get_lateness(self, time: Occurrence) -> str:
        return time.lateness(on=today())


class DutySerializer(serializers.ModelSerializer[Deadline]):
    """`waits_for` says in words what a relative deadline without a date waits for."""

    notice = serializers.IntegerField(source="requirement.notice.number", read_only=True)
    requirement = serializers.IntegerField(source="requirement.seq", read_only=True)
    waits_for = serializers.SerializerMethodField()
    occurrences = TimeSerializer(many=True, read_only=True)

    class Meta:
        model = Deadline
        fields = (
            "id", "notice", "requirement", "kind", "span", "due_on", "precision", "offset", "anchor", "every",
            "counts_from", "waits_for", "met_on", "met_note", "occurrences",
        )  # fmt: skip

    def get_waits_for(self, deadline: Deadline) -> str:
        if not deadline.waits and deadline.kind != Deadline.Kind.RECURRING:
            return ""
        return waits_for(deadline, counting.anchors_of(deadline.requirement.notice))


class AnchorSerializer(serializers.ModelSerializer[AnchorDate]):
    class Meta:
        model = AnchorDate
        fields = ("anchor", "falls_on", "instead_of", "why", "recorded_on")
        read_only_fields = ("instead_of", "recorded_on")


class _Duties(OfCouncil):
    """A duty with the verbs that record what became of it."""

    def _do(self, given: serializers.Serializer[Any], verb: Callable[..., Any]) -> Response:
        given.is_valid(raise_exception=True)
        duty = self.get_object()
        try:
            verb(duty, by=person(self.request), **given.validated_data)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        duty.refresh_from_db()
        return Response(self.get_serializer(self.get_queryset().get(pk=duty.pk)).data)

    @extend_schema(request=DutyMetSerializer)
    def meet(self, request: Request, **kwargs: Any) -> Response:
        return self._do(
            DutyMetSerializer(data=request.data),
            lambda duty, **given: obligations.meet(duty, on=today(), **given),
        )

    @extend_schema(request=TakeBackSerializer)
    def take_back(self, request: Request, **kwargs: Any) -> Response:
        return self._do(TakeBackSerializer(data=request.data), obligations.take_back)


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_DUTY)
class Deadlines(_Duties):
    """Every deadline of the council's instruments. POST …/met/, …/taken-back/, or …/happened/ for an event."""

    rows = (
        Deadline.objects.filter(requirement__removed_in=None)
        .select_related("requirement__notice")
        .prefetch_related("occurrences")
        .order_by("requirement__notice_id", "requirement__seq", "id")
    )
    serializer_class = DutySerializer
    filterset_fields = ("kind", "requirement__notice__number")
    lookup_field = "pk"
    lookup_url_kwarg = "deadline_id"

    @extend_schema(request=EventSerializer, responses={201: TimeSerializer})
    def happened(self, request: Request, **kwargs: Any) -> Response:
        given = EventSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        deadline = self.get_object()
        if deadline.kind != Deadline.Kind.EVENT:
            raise serializers.ValidationError("Only the event of a clause happens; this deadline has none.")
        try:
            made = obligations.happened(deadline, by=person(request), on=today(), **given.validated_data)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        return Response(TimeSerializer(made).data, status=status.HTTP_201_CREATED)


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_DUTY)
class Occurrences(_Duties):
    """The times of recurring clauses, and what events ask for. POST …/met/, …/missed/ or …/taken-back/."""

    rows = Occurrence.objects.select_related("deadline__requirement__notice").order_by("due_on", "id")
    serializer_class = TimeSerializer
    filterset_fields = {
        "deadline": ["exact"],
        "due_on": ["gte", "lte"],
        "met_on": ["isnull"],
        "missed_on": ["isnull"],
    }
    lookup_field = "pk"
    lookup_url_kwarg = "occurrence_id"

    @extend_schema(request=MissedSerializer)
    def miss(self, request: Request, **kwargs: Any) -> Response:
        return self._do(
            MissedSerializer(data=request.data),
            lambda duty, **given: obligations.miss(duty, on=today(), **given),
        )


@policy(Permission.VIEW_COUNCIL, writes=Permission.PREPARE_INSTRUMENT)
class AnchorDates(OfCouncil):
    """The dates that deadlines count from, as people recorded them. A known one is the Department's to change."""

    rows = AnchorDate.objects.all()
    serializer_class = AnchorSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        drawing = getattr(self, "swagger_fake_view", False)
        return rows if drawing else rows.filter(notice__number=self.kwargs["number"])

    @extend_schema(request=AnchorSerializer, responses={201: AnchorSerializer})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        who = person(request)
        notice: Notice = get_visible_or_404(
            Notice, who, council=request.council, number=number  # type: ignore[attr-defined]
        )  # fmt: skip
        given = AnchorSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        known = counting.anchors_of(notice)[given.validated_data["anchor"]]
        require(known is None or who.access.may(Permission.RECORD_INSTRUMENT, notice.council_id))
        try:
            made = counting.record_anchor(notice, by=who, on=today(), **given.validated_data)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        return Response(AnchorSerializer(made).data, status=status.HTTP_201_CREATED)
