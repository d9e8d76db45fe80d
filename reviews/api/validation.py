"""Looks from outside: commissioned, done, shared, called off, by the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .. import validation as verbs
from ..models import Validation
from ..views.validation import validation_report
from .said import said


class ValidationSerializer(serializers.ModelSerializer[Validation]):
    """`inspection` is its entry in the register of inspections, which takes its findings."""

    state = serializers.CharField(read_only=True)
    report_name = serializers.CharField(source="report.name", read_only=True, default="")

    class Meta:
        model = Validation
        fields = (
            "number", "kind", "provider", "commissioned_by", "scope", "commissioned_on", "due_on", "state", "done_on",
            "inspection", "report_name", "report_link", "shared_on", "called_off_on", "called_off_why",
        )  # fmt: skip
        read_only_fields = (
            "number", "done_on", "inspection", "report_link", "shared_on", "called_off_on", "called_off_why",
        )  # fmt: skip


class CommissionSerializer(ChecksForChildren, serializers.ModelSerializer[Validation]):
    class Meta:
        model = Validation
        fields = (
            "kind", "provider", "commissioned_by", "scope", "commissioned_on", "due_on", "nobody_identified",
        )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        facts = super().validate(attrs)
        del facts["checked"]
        return facts


class ValidationDoneSerializer(ChecksForChildren):
    """The report as `file` (multipart) or `link`, if there is one already."""

    done_on = serializers.DateField()
    file = serializers.FileField(required=False, default=None, allow_null=True)
    link = serializers.URLField(required=False, default="", allow_blank=True, max_length=500)


class ValidationSharedSerializer(serializers.Serializer[Any]):
    shared_on = serializers.DateField()


class ValidationCalledOffSerializer(serializers.Serializer[Any]):
    why = serializers.CharField(max_length=8000)


@policy(Permission.VIEW_COUNCIL, writes=Permission.COMMISSION_VALIDATION)
class Validations(OfCouncil):
    """Looks from outside. POST records one that was commissioned, PUT corrects it until it is done."""

    rows = Validation.objects.select_related("report", "council").defer("report__content")
    serializer_class = ValidationSerializer
    lookup_field = "number"
    lookup_url_kwarg = "validation_number"

    @extend_schema(request=CommissionSerializer, responses={201: ValidationSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        council = request.council  # type: ignore[attr-defined]
        made = verbs.commission(
            council, by=person(request), on=today(), **said(CommissionSerializer, request)
        )
        return Response(self.get_serializer(made).data, status=201)

    @extend_schema(request=CommissionSerializer)
    def update(self, request: Request, council_slug: str, validation_number: int) -> Response:
        found = self.get_object()
        verbs.edit(found, by=person(request), on=today(), **said(CommissionSerializer, request))
        return Response(self.get_serializer(found).data)

    @extend_schema(request=ValidationDoneSerializer)
    def done(self, request: Request, council_slug: str, validation_number: int) -> Response:
        """It took place: it gets its entry in the register."""
        found, given = self.get_object(), said(ValidationDoneSerializer, request)
        verbs.record_done(
            found, by=person(request), on=today(), done_on=given["done_on"], upload=given["file"], link=given["link"]
        )  # fmt: skip
        return Response(self.get_serializer(found).data)

    @extend_schema(request=ValidationSharedSerializer)
    def share(self, request: Request, council_slug: str, validation_number: int) -> Response:
        """The Department was given the report."""
        found = self.get_object()
        verbs.share(found, by=person(request), on=today(), **said(ValidationSharedSerializer, request))
        return Response(self.get_serializer(found).data)

    @extend_schema(request=ValidationCalledOffSerializer)
    def call_off(self, request: Request, council_slug: str, validation_number: int) -> Response:
        """It does not take place."""
        found = self.get_object()
        verbs.call_off(found, by=person(request), on=today(), **said(ValidationCalledOffSerializer, request))
        return Response(self.get_serializer(found).data)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def report(self, request: Request, council_slug: str, validation_number: int) -> HttpResponse:
        """The report, as it was uploaded."""
        found: HttpResponse = validation_report(request, council_slug, validation_number)  # type: ignore[arg-type]
        return found
