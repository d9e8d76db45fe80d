"""What falls due, over all the floors below."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from councils.api import InCouncilScope, OfCouncil, person
from councils.clock import today
from councils.lateness import lateness
from councils.models import Council
from councils.permissions import Permission
from councils.policy import policy

from . import choices
from .models import CouncilRules, DueItem
from .models.due import PERSONAL
from .telling import tasks_of
from .todo import Line, lines


class DueItemSerializer(serializers.ModelSerializer[DueItem]):
    lateness = serializers.SerializerMethodField()

    class Meta:
        model = DueItem
        fields = ("kind", "title", "due_on", "lateness", "ref")

    def get_lateness(self, item: DueItem) -> str:
        return lateness(item.due_on, on=today())


@policy(Permission.VIEW_COUNCIL)
class DueItems(OfCouncil):
    """Actions, deadlines of the notice, meetings, cut-offs, reviews and reports that fall due, soonest first."""

    rows = DueItem.objects.exclude(kind__in=PERSONAL).order_by("due_on", "kind", "object_id")
    serializer_class = DueItemSerializer
    filterset_fields = ("kind",)


class TaskSerializer(serializers.Serializer[Line]):
    council = serializers.CharField()
    group = serializers.CharField(source="line.group", help_text="What there is to do.")
    kind = serializers.CharField(source="line.told.kind")
    title = serializers.CharField(source="line.text")
    due_on = serializers.DateField(source="line.told.due_on")
    note = serializers.CharField(source="line.note", help_text="How late, for whom, what to do.")
    path = serializers.CharField(source="line.path", help_text="The page where it is done.")


@policy()
class Tasks(InCouncilScope, APIView):
    """All that you are to do, in every council of yours: what your e-mails say."""

    @extend_schema(responses=TaskSerializer(many=True))
    def get(self, request: Request) -> Response:
        on = today()
        told = tasks_of(person(request).pk, on=on)
        councils = {c.pk: c for c in Council.objects.filter(id__in={item.council_id for item in told})}
        rows = [
            {"council": councils[line.told.council_id].slug, "line": line}
            for line in lines(told, councils, on=on)
        ]
        return Response(TaskSerializer(rows, many=True).data)  # type: ignore[arg-type]


class ReminderRulesSerializer(serializers.ModelSerializer[CouncilRules]):
    leads = serializers.ListField(child=serializers.IntegerField(min_value=1), help_text="Days before.")
    without = serializers.MultipleChoiceField(
        choices=[(kind.value, kind.label) for kind in choices.MAY_BE_LEFT_OUT],
        help_text="What this council is not reminded of.",
    )

    class Meta:
        model = CouncilRules
        fields = (
            "leads", "working_days", "overdue_every", "silent_after", "lead_after", "director_after", "chair_after",
            "without",
        )  # fmt: skip
        extra_kwargs = {name: {"required": True} for name in fields if name not in ("leads", "without")}


@policy(Permission.VIEW_COUNCIL, writes=Permission.SET_REMINDER_RULES)
class ReminderRules(InCouncilScope, APIView):
    """When the people of this council are reminded. PUT takes all of it."""

    @extend_schema(responses=ReminderRulesSerializer)
    def get(self, request: Request, council_slug: str) -> Response:
        return Response(ReminderRulesSerializer(choices.rules_of(request.council)).data)  # type: ignore[attr-defined]

    @extend_schema(request=ReminderRulesSerializer, responses=ReminderRulesSerializer)
    def put(self, request: Request, council_slug: str) -> Response:
        sent = ReminderRulesSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        wanted: Any = sent.validated_data
        rules = choices.set_rules(request.council, by=person(request), **wanted)  # type: ignore[attr-defined]
        return Response(ReminderRulesSerializer(rules).data)
