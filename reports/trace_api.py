"""The trace matrix and the gaps, as the pages show them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from councils.access import get_visible_or_404
from councils.api import InCouncilScope, person
from councils.permissions import Permission
from councils.policy import policy
from notices.models import Notice

from . import gaps as missing
from . import trace as tracing


class TraceRowSerializer(serializers.Serializer[Any]):
    clause = serializers.IntegerField(source="clause.seq", allow_null=True, default=None)
    label = serializers.CharField(source="clause.label", allow_null=True, default=None)  # type: ignore[assignment]
    objective = serializers.IntegerField(source="objective.number", allow_null=True, default=None)
    action = serializers.CharField(source="action.ref", allow_null=True, default=None)
    delivery = serializers.CharField(source="action.delivery", allow_null=True, default=None)
    indicators = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    accepted = serializers.IntegerField()

    def get_indicators(self, row: tracing.Row) -> list[str]:
        return [indicator.ref for indicator in row.indicators]

    def get_evidence(self, row: tracing.Row) -> list[int]:
        return [evidence.number for evidence in row.evidence]


class TraceSerializer(serializers.Serializer[Any]):
    notice = serializers.IntegerField(source="notice.number")
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = TraceRowSerializer(many=True)


class GapItemSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    text = serializers.CharField()
    href = serializers.CharField()


class GapSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    count = serializers.SerializerMethodField()
    items = GapItemSerializer(many=True)

    def get_count(self, gap: missing.Gap) -> int:
        return len(gap.items)


@policy(Permission.VIEW_COUNCIL)
class TraceOfNotice(InCouncilScope, APIView):
    """Clause → objective → action → indicator → evidence of one instrument, with its counts."""

    serializer_class = TraceSerializer

    @extend_schema(responses=TraceSerializer)
    def get(self, request: Request, council_slug: str, number: int) -> Response:
        who = person(request)
        notice = get_visible_or_404(Notice, who, council=request.council, number=number)  # type: ignore[attr-defined]
        found = tracing.trace(notice, user=who)
        shown = {"notice": notice, "counts": dict(found.counts), "rows": found.rows}
        return Response(TraceSerializer(shown).data)


@policy(Permission.VIEW_COUNCIL)
class Gaps(InCouncilScope, APIView):
    """What is missing between requirements, findings, actions, evidence and indicators."""

    serializer_class = GapSerializer

    @extend_schema(
        responses=GapSerializer(many=True),
        parameters=[OpenApiParameter("key", OpenApiTypes.STR, description="Only the gap of this key.")],
    )
    def get(self, request: Request, council_slug: str) -> Response:
        key = request.query_params.get("key")
        found = missing.gaps(request.council, user=person(request))  # type: ignore[attr-defined]
        return Response(GapSerializer([g for g in found if key in (None, g.key)], many=True).data)
