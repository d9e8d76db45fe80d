"""Inspections, their grades and findings: the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from .. import findings as verbs
from ..models import Finding, Inspection, InspectionJudgement, Notice
from ..views.findings import inspection_letter


class GradeSerializer(serializers.ModelSerializer[InspectionJudgement]):
    class Meta:
        model = InspectionJudgement
        fields = ("area", "grade", "note")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    actions = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="ref")

    class Meta:
        model = Finding
        fields = ("id", "inspection", "kind", "label", "text", "actions")
        read_only_fields = ("inspection",)


class InspectionSerializer(serializers.ModelSerializer[Inspection]):
    notice = serializers.IntegerField(source="notice.number", read_only=True, allow_null=True, default=None)
    letter_name = serializers.CharField(source="letter.name", read_only=True, default="")
    judgements = GradeSerializer(many=True, read_only=True)
    findings = FindingSerializer(many=True, read_only=True)

    class Meta:
        model = Inspection
        fields = (
            "id", "kind", "publisher", "title", "framework", "began_on", "ended_on", "letter_on", "letter_name",
            "letter_link", "published_on", "not_published", "notice", "judgements", "findings",
        )  # fmt: skip


class NewInspectionSerializer(serializers.ModelSerializer[Inspection]):
    """`notice` is the number of the instrument that cites it; `letter` the letter or report as a file (multipart)."""

    letter = serializers.FileField(required=False, allow_null=True, default=None)
    notice = serializers.IntegerField(required=False, allow_null=True, default=None)

    class Meta:
        model = Inspection
        fields = (
            "kind", "publisher", "title", "framework", "began_on", "ended_on", "letter_on", "letter", "letter_link",
            "published_on", "not_published", "notice",
        )  # fmt: skip


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_FINDINGS)
class Inspections(OfCouncil):
    """Inspections, visits, reviews and audits with grades and findings. POST records one; POST …/grades/ a grade (again: to
    correct it), POST …/findings/ a finding."""

    rows = (
        Inspection.objects.select_related("notice", "letter")
        .defer("letter__content")
        .prefetch_related("judgements", "findings__actions")
    )
    serializer_class = InspectionSerializer
    filterset_fields = ("kind",)
    lookup_field = "pk"
    lookup_url_kwarg = "inspection_id"

    @extend_schema(request=NewInspectionSerializer, responses={201: InspectionSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = NewInspectionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        fields = dict(given.validated_data)
        number, council = fields.pop("notice"), request.council  # type: ignore[attr-defined]
        notice = Notice.objects.filter(council=council, number=number).first() if number else None
        if number and notice is None:
            raise serializers.ValidationError({"notice": f"The council has no instrument {number}."})
        try:
            made = verbs.record_inspection(council, by=person(request), on=today(), notice=notice, **fields)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def letter(self, request: Request, council_slug: str, inspection_id: int) -> HttpResponse:
        """The letter or report, as it was uploaded."""
        found: HttpResponse = inspection_letter(request, council_slug, inspection_id)  # type: ignore[arg-type]
        return found

    @extend_schema(request=GradeSerializer, responses={201: GradeSerializer})
    def grade(self, request: Request, **kwargs: Any) -> Response:
        given = GradeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = verbs.record_grade(self.get_object(), by=person(request), **given.validated_data)
        return Response(GradeSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=FindingSerializer, responses={201: FindingSerializer})
    def finding(self, request: Request, **kwargs: Any) -> Response:
        given = FindingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        fields = {"kind": Finding.Kind.RECOMMENDATION, **given.validated_data}
        made = verbs.record_finding(self.get_object(), by=person(request), **fields)
        return Response(FindingSerializer(made).data, status=status.HTTP_201_CREATED)


@policy(Permission.VIEW_COUNCIL)
class Findings(OfCouncil):
    """Every finding, with the actions that answer it."""

    rows = Finding.objects.prefetch_related("actions").order_by("inspection_id", "id")
    serializer_class = FindingSerializer
    filterset_fields = ("kind", "inspection")
