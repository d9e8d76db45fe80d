"""A council's dashboard for programs: the same figures as its pages, today's or those of a day of the past."""

from __future__ import annotations

import datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from councils.api import InCouncilScope, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .council_compliance import compliance_of
from .council_over_time import over_time
from .council_overview import council_overview
from .forms import AsAtForm
from .reportable import current_notice, first_day, plan_of

AS_AT = OpenApiParameter("as_at", OpenApiTypes.DATE, description="A day of the past; today when left out.")


class NumberOfListSerializer(serializers.Serializer[Any]):
    """`href`: the page that lists what is counted; the plan's lists can be had as .csv, .xlsx and .ods too."""

    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.IntegerField()
    href = serializers.CharField()


class FiguresLineSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    numbers = NumberOfListSerializer(many=True)


class OffPlanActionSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField()
    title = serializers.CharField()
    confidence = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    owner = serializers.CharField()
    why = serializers.CharField()
    recovery = serializers.CharField()


class FiguresOfPlanSerializer(serializers.Serializer[Any]):
    headlines = NumberOfListSerializer(many=True)
    objectives = FiguresLineSerializer(many=True)
    themes = FiguresLineSerializer(many=True)
    deliveries = serializers.SerializerMethodField()
    off_plan = NumberOfListSerializer()
    changes = NumberOfListSerializer(many=True)
    missing = NumberOfListSerializer(many=True)
    exceptions = OffPlanActionSerializer(many=True)

    @extend_schema(responses=NumberOfListSerializer(many=True))
    def get_deliveries(self, figures: Any) -> list[dict[str, Any]]:
        return [{"label": n.label, "value": n.value, "href": n.href} for _, n in figures.deliveries]


class IndicatorAtAGlanceSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField()
    title = serializers.CharField()
    period = serializers.CharField()
    figure = serializers.CharField()
    outcome = serializers.CharField()
    travel = serializers.CharField()
    gap = serializers.CharField()
    wanted = serializers.CharField()


class ComingDateSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    what = serializers.CharField()
    words = serializers.CharField()


class DashboardSerializer(serializers.Serializer[Any]):
    """`on`: the day that it shows. `last_board`: from which `changes` count, that day included."""

    on = serializers.DateField()
    last_board = serializers.DateField(allow_null=True)
    figures = FiguresOfPlanSerializer(allow_null=True)
    requirements = serializers.IntegerField()
    answered = serializers.IntegerField()
    compliance = NumberOfListSerializer(many=True)
    indicators = IndicatorAtAGlanceSerializer(many=True)
    dates = ComingDateSerializer(many=True)


class ChartSerializer(serializers.Serializer[Any]):
    """What the picture shows: the finding in words, and its numbers as a table."""

    id = serializers.CharField()
    title = serializers.CharField()
    finding = serializers.CharField()
    heads = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField())


class JudgedRequirementSerializer(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    citation = serializers.CharField()
    text = serializers.CharField()
    judgement = serializers.CharField()
    judged_by = serializers.CharField()
    judged_on = serializers.DateField(allow_null=True)
    actions = serializers.ListField(child=serializers.CharField())


@policy(Permission.VIEW_COUNCIL)
class CouncilDashboard(InCouncilScope, APIView):
    """Where a council stands: its figures, each with the list that it counts."""

    serializer_class = DashboardSerializer

    @extend_schema(responses=DashboardSerializer, parameters=[AS_AT])
    def get(self, request: Request, council_slug: str) -> Response:
        council: Any = request.council  # type: ignore[attr-defined]
        overview = council_overview(council, person(request), on=today(), as_at=_day(request))
        return Response(DashboardSerializer(overview).data)


@policy(Permission.VIEW_COUNCIL)
class PlanOverTime(InCouncilScope, APIView):
    """Delivery and confidence at the ends of months, and what was finished against what was planned."""

    serializer_class = ChartSerializer

    @extend_schema(responses=ChartSerializer(many=True), parameters=[AS_AT])
    def get(self, request: Request, council_slug: str) -> Response:
        notice = current_notice(request.council)  # type: ignore[attr-defined]
        plan = plan_of(notice) if notice else None
        day = _day(request) or today()
        charts = over_time(plan, as_at=day, first=notice.issued_on) if notice and plan else []
        return Response(ChartSerializer(charts, many=True).data)


@policy(Permission.VIEW_COUNCIL)
class RequirementsAsJudged(InCouncilScope, APIView):
    """The requirements that bind the council with their latest judgement."""

    serializer_class = JudgedRequirementSerializer

    @extend_schema(responses=JudgedRequirementSerializer(many=True), parameters=[AS_AT])
    def get(self, request: Request, council_slug: str) -> Response:
        council: Any = request.council  # type: ignore[attr-defined]
        _, lines = compliance_of(council, person(request), on=today(), as_at=_day(request))
        return Response(JudgedRequirementSerializer(lines, many=True).data)


def _day(request: Request) -> datetime.date | None:
    """The day of the past that is asked for; None for today. A day that cannot be shown is said to be none."""
    asked = request.query_params.get("as_at")
    if not asked:
        return None
    on = today()
    form = AsAtForm({"as_at": asked}, first=first_day(request.council) or on, on=on)  # type: ignore[attr-defined]
    if not form.is_valid():
        raise serializers.ValidationError({"as_at": [str(why) for why in form.errors["as_at"]]})
    day: datetime.date = form.cleaned_data["as_at"]
    return day if day < on else None
