"""One meeting, from its agenda to its minutes: the verbs of the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, name_for, require
from councils.api import OfCouncil, person
from councils.audit import record_nobody_identified
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from notices.models import ComplianceJudgement

from .. import services
from ..figures import Figures, figures_of, last_meeting_before, late_updates
from ..life import LIFE
from ..minutes import minutes_for
from ..models import (
    AgendaItem,
    Attendance,
    BoardMember,
    Meeting,
    MeetingDecision,
    MeetingFigures,
    MeetingMinutes,
)
from ..services.attendance import Came
from ..services.meeting import plan_of
from .board import MeetingSerializer

MEETINGS = Meeting.objects.select_related("board__council", "board__notice", "council")


def meeting_of(request: Request, number: int) -> Meeting:
    """A council with two boards has two meetings of a number: the newer board's is meant, as on the pages."""
    rows: Any = MEETINGS.visible_to(person(request))
    latest = rows.filter(council=request.council, number=number).order_by("-board_id")[:1]  # type: ignore[attr-defined]
    found: Meeting = get_visible_or_404(MEETINGS, person(request), pk__in=latest.values("pk"))
    return found


class OfMeeting(OfCouncil):
    """Rows of the meeting whose number stands in the address."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return rows.filter(meeting=meeting_of(self.request, self.kwargs["number"]))


class MeetingStepSerializer(serializers.Serializer[Any]):
    step = serializers.ChoiceField(choices=[(step.name, step.title) for step in LIFE])
    why = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class CutOffSerializer(serializers.Serializer[Any]):
    cut_off_on = serializers.DateField()


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class OneMeeting(OfCouncil):
    """One meeting. PUT changes its cut-off; POST to `steps/` takes a step of its life."""

    rows = MEETINGS
    serializer_class = MeetingSerializer

    def get_object(self) -> Meeting:
        return meeting_of(self.request, self.kwargs["number"])

    @extend_schema(request=CutOffSerializer, responses={200: MeetingSerializer})
    def update(self, request: Request, council_slug: str, number: int) -> Response:
        given = CutOffSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        meeting = self.get_object()
        services.change_cut_off(meeting, by=person(request), **given.validated_data)
        return Response(MeetingSerializer(meeting).data)

    @extend_schema(request=MeetingStepSerializer, responses={200: MeetingSerializer})
    def step(self, request: Request, council_slug: str, number: int) -> Response:
        """`agree` is for the chair alone."""
        given = MeetingStepSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        name, why = given.validated_data["step"], given.validated_data["why"]
        meeting = self.get_object()
        if any(step.by_chair for step in LIFE if step.name == name):
            require(person(request).access.may(Permission.DECIDE_FOR_BOARD, meeting.council_id))
        services.take_step(meeting, name, by=person(request), on=today(), why=why)
        return Response(MeetingSerializer(meeting).data)


class AgendaItemSerializer(serializers.ModelSerializer[AgendaItem]):
    kind_name = serializers.CharField(source="get_kind_display", read_only=True)

    class Meta:
        model = AgendaItem
        fields = ("number", "position", "kind", "kind_name", "title", "notes", "carry", "dropped")
        read_only_fields = ("number", "position", "kind", "notes", "carry", "dropped")


class NewAgendaItemSerializer(ChecksForChildren):
    title = serializers.CharField(max_length=300)


class ItemChangeSerializer(ChecksForChildren):
    """What is given is changed; what is left out stays."""

    notes = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    carry = serializers.BooleanField(required=False)
    dropped = serializers.BooleanField(required=False)
    move = serializers.ChoiceField(required=False, choices=["up", "down"])


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class Agenda(OfMeeting):
    """Items of a meeting in their order, dropped ones too; POST adds one, PUT changes one."""

    rows = AgendaItem.objects.select_related("meeting__board", "council").order_by("position", "id")
    serializer_class = AgendaItemSerializer
    lookup_field = "number"
    lookup_url_kwarg = "item_number"

    @extend_schema(request=NewAgendaItemSerializer, responses={201: AgendaItemSerializer})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        given = NewAgendaItemSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, meeting = given.validated_data, meeting_of(request, number)
        item = services.add_item(meeting, by=person(request), title=said["title"])
        record_nobody_identified(said["checked"], about=meeting, by=person(request))
        return Response(AgendaItemSerializer(item).data, status=201)

    @extend_schema(request=ItemChangeSerializer, responses={200: AgendaItemSerializer})
    def update(self, request: Request, council_slug: str, number: int, item_number: int) -> Response:
        given = ItemChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, by = given.validated_data, person(request)
        item: AgendaItem = get_visible_or_404(self.get_queryset(), by, number=item_number)
        if "notes" in said or "carry" in said:
            notes, carry = said.get("notes", item.notes), said.get("carry", item.carry)
            services.keep_notes(item, by=by, notes=notes, carry=carry)
            record_nobody_identified(said["checked"], about=item.meeting, by=by)
        if "dropped" in said:
            services.set_dropped(item, by=by, dropped=said["dropped"])
        if "move" in said:
            services.move_item(item, by=by, place=said["move"])
        item.refresh_from_db()
        return Response(AgendaItemSerializer(item).data)


class MeetingDecisionSerializer(serializers.ModelSerializer[MeetingDecision]):
    item = serializers.IntegerField(source="item.number", read_only=True)
    undoes = serializers.IntegerField(source="reverses.number", read_only=True, allow_null=True, default=None)
    decided_by = serializers.SerializerMethodField()

    class Meta:
        model = MeetingDecision
        fields = ("number", "item", "kind", "about", "words", "why", "decided_on", "decided_by", "undoes")

    def get_decided_by(self, decision: MeetingDecision) -> str:
        return name_for(self.context["request"].user, decision.decided_by, decision.council_id)


class DecideSerializer(ChecksForChildren):
    """`version`: of the action or the evidence that the board looked at. `undo`: the number of a decision to undo, alone."""

    item = serializers.IntegerField(required=False, min_value=1)
    decision = serializers.ChoiceField(
        required=False, choices=[c for c in MeetingDecision.Kind.choices if c[0] != "undo"]
    )
    why = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    value = serializers.ChoiceField(
        required=False, default="", allow_blank=True, choices=ComplianceJudgement.JUDGED
    )
    version = serializers.IntegerField(source="based_on", required=False, default=0, min_value=0)
    undo = serializers.IntegerField(required=False, min_value=1)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if "undo" not in given and not ("item" in given and "decision" in given):
            raise serializers.ValidationError(
                "Give an item and a decision, or the number of a decision to undo."
            )
        return super().validate(given)


@policy(Permission.VIEW_COUNCIL, writes=Permission.DECIDE_FOR_BOARD)
class MeetingDecisions(OfMeeting):
    """The minutes of a meeting, one decision each, undone ones too; POST decides of an item, or undoes a decision."""

    rows = MeetingDecision.objects.select_related(
        "item", "reverses", "decided_by", "meeting__board", "council"
    ).order_by("number")
    serializer_class = MeetingDecisionSerializer

    @extend_schema(request=DecideSerializer, responses={201: MeetingDecisionSerializer})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        given = DecideSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, by = given.validated_data, person(request)
        checked = said.pop("checked")
        if "undo" in said:
            decision = get_visible_or_404(self.get_queryset(), by, number=said["undo"])
            made = services.undo_decision(decision, by=by, on=today())
        else:
            items = AgendaItem.objects.select_related("meeting__board", "council")
            item = get_visible_or_404(items, by, meeting=meeting_of(request, number), number=said.pop("item"))
            made = services.decide_item(item, by=by, on=today(), **said)
        record_nobody_identified(checked, about=made.meeting, by=by)
        return Response(self.get_serializer(made).data, status=201)


class AttendanceSerializer(serializers.Serializer[Any]):
    member = serializers.IntegerField(min_value=1)
    state = serializers.ChoiceField(choices=Attendance.State.choices, allow_blank=True)
    substitute = serializers.CharField(required=False, default="", allow_blank=True, max_length=150)
    contribution = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class NewAttendanceSerializer(ChecksForChildren, AttendanceSerializer):
    pass


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class MeetingAttendance(OfCouncil):
    """Who came; PUT a list of members to record some of it. Substitutes are named to the council only."""

    rows = Attendance.objects.all()
    serializer_class = AttendanceSerializer

    def get_object(self) -> Meeting:
        return meeting_of(self.request, self.kwargs["number"])

    @extend_schema(responses={200: AttendanceSerializer(many=True)})
    def list(self, request: Request, council_slug: str, number: int) -> Response:  # type: ignore[override]
        meeting = meeting_of(request, number)
        rows = Attendance.objects.visible_to(person(request)).filter(meeting=meeting).order_by("member_id")
        named = meeting.council_id in person(request).access.council_ids
        return Response(
            [
                {
                    "member": row.member_id,
                    "state": row.state,
                    "substitute": row.substitute if named else "",
                    "contribution": row.contribution,
                }
                for row in rows
            ]
        )

    @extend_schema(
        request=NewAttendanceSerializer(many=True), responses={200: AttendanceSerializer(many=True)}
    )
    def update(self, request: Request, council_slug: str, number: int) -> Response:
        given = NewAttendanceSerializer(data=request.data, many=True)
        given.is_valid(raise_exception=True)
        meeting = meeting_of(request, number)
        members = BoardMember.objects.visible_to(person(request)).filter(board=meeting.board)
        if not {row["member"] for row in given.validated_data} <= set(members.values_list("pk", flat=True)):
            raise Refused("Only members of this board can be recorded.")
        checked = sorted({kind for row in given.validated_data for kind in row.pop("checked")})
        came = {row.pop("member"): Came(**row) for row in given.validated_data}
        services.record_attendance(meeting, by=person(request), came=came)
        record_nobody_identified(checked, about=meeting, by=person(request))
        return self.list(request, council_slug, number)


class FiguresSerializer(serializers.Serializer[Any]):
    as_at = serializers.DateField()
    frozen_on = serializers.DateField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    before = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    exceptions = serializers.ListField(child=serializers.DictField())
    late_updates = serializers.ListField(child=serializers.DictField())


@policy(Permission.VIEW_COUNCIL)
class FiguresOfMeeting(OfCouncil):
    """The figures of a meeting, frozen or as they stand, what was off plan, and who reported after the cut-off."""

    rows = MeetingFigures.objects.all()
    serializer_class = FiguresSerializer

    @extend_schema(responses={200: FiguresSerializer})
    def retrieve(self, request: Request, council_slug: str, number: int) -> Response:  # type: ignore[override]
        meeting, user = meeting_of(request, number), person(request)
        kept = MeetingFigures.objects.visible_to(user).filter(meeting=meeting).first()
        plan, as_at = plan_of(meeting), kept.as_at if kept else min(meeting.cut_off_on, today())
        figures = (
            Figures.from_data(kept.data)
            if kept
            else figures_of(plan, as_at=as_at, since=last_meeting_before(meeting))
        )
        lines = figures.exceptions_for(user)
        return Response(
            {
                "as_at": as_at,
                "frozen_on": kept.frozen_on if kept else None,
                "counts": figures.counts,
                "before": figures.before,
                "exceptions": [
                    {
                        "ref": row.ref,
                        "title": row.title,
                        "confidence": row.confidence,
                        "lateness": row.lateness,
                    }
                    for row in lines
                ],
                "late_updates": [
                    {"action": row.action.ref, "reported_on": row.reported_on, "delivery": row.delivery}
                    for row in late_updates(meeting, plan, user)
                ],
            }
        )


class MinutesSerializer(serializers.Serializer[Any]):
    agreed_on = serializers.DateField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)
    minutes = serializers.DictField()


@policy(Permission.VIEW_COUNCIL)
class MinutesOfMeeting(OfCouncil):
    """The minutes: as they were agreed, or the draft as it stands (`agreed_on` is then empty)."""

    rows = MeetingMinutes.objects.all()
    serializer_class = MinutesSerializer

    @extend_schema(responses={200: MinutesSerializer})
    def retrieve(self, request: Request, council_slug: str, number: int) -> Response:  # type: ignore[override]
        meeting, user = meeting_of(request, number), person(request)
        kept = MeetingMinutes.objects.visible_to(user).filter(meeting=meeting).first()
        return Response(
            {
                "agreed_on": kept.agreed_on if kept else None,
                "sha256": kept.sha256 if kept else None,
                "minutes": minutes_for(meeting, user).as_data(),
            }
        )
