"""National summaries for the Department: as it stood on a day, and those that were kept."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import InCouncilScope, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from . import national_reports
from .models import NationalReport
from .national import build_national


class DayOfSummarySerializer(serializers.Serializer[Any]):
    as_at = serializers.DateField(required=False, help_text="Today when left out.")

    def validate_as_at(self, value: Any) -> Any:
        if value > today():
            raise serializers.ValidationError("The date must be today or in the past.")
        return value


class NationalReportSerializer(serializers.ModelSerializer[NationalReport]):
    status = serializers.CharField(read_only=True)

    class Meta:
        model = NationalReport
        fields = ("number", "as_at", "status", "error", "sha256", "pages", "issued_at", "data")


@policy(Permission.VIEW_ALL_COUNCILS, writes=Permission.PREPARE_NATIONAL)
class NationalReports(InCouncilScope, viewsets.ReadOnlyModelViewSet):  # type: ignore[type-arg]
    """Newest first, with the data that each was printed from; POST asks for another."""

    serializer_class = NationalReportSerializer
    lookup_field = "number"
    lookup_url_kwarg = "national_number"

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return NationalReport.objects.none()
        return NationalReport.objects.visible_to(person(self.request)).defer("content").order_by("-number")

    @extend_schema(request=DayOfSummarySerializer, responses={202: NationalReportSerializer})
    def create(self, request: Request) -> Response:
        given = DayOfSummarySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        day = given.validated_data.get("as_at", today())
        report = national_reports.request_national(by=person(request), as_at=day)
        return Response(self.get_serializer(report).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses=NationalReportSerializer)
    def issue(self, request: Request, national_number: int) -> Response:
        """Approve and issue what another case lead has asked for. 409 says why not."""
        national_reports.issue_national(self.get_object(), by=person(request), now=timezone.now())
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(parameters=[DayOfSummarySerializer], responses=OpenApiTypes.OBJECT)
    def as_at(self, request: Request) -> Response:
        """The summary as it stood at the end of a day: the data of its page."""
        given = DayOfSummarySerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        return Response(build_national(as_at=given.validated_data.get("as_at", today())).as_data())
