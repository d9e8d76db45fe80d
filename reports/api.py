"""Board progress reports: ask for one, see how far it is, download it."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import require
from councils.api import Conflict, OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from . import services
from .models import ReportRun, SignedPaper
from .reportable import NoReport
from .views import reports as views
from .views import signed as signed_views


class ReportSerializer(serializers.ModelSerializer[ReportRun]):
    status = serializers.CharField(read_only=True)
    download = serializers.SerializerMethodField()
    meeting = serializers.IntegerField(source="meeting.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ReportRun
        fields = ("number", "kind", "as_at", "meeting", "status", "error", "created_at", "download")

    def get_download(self, run: ReportRun) -> str | None:
        """Address of the PDF, for the signed-in person; empty until it is ready."""
        kwargs = {"council_slug": self.context["council_slug"], "number": run.number}
        return reverse("api-report-download", kwargs=kwargs) if run.status == "ready" else None


class RequestSerializer(serializers.Serializer[Any]):
    as_at = serializers.DateField(
        required=False, help_text="The day whose figures it shows; today when left out."
    )

    def validate_as_at(self, value: Any) -> Any:
        if value > today():
            raise serializers.ValidationError("The date must be today or in the past.")
        return value


@policy(Permission.VIEW_COUNCIL, writes=Permission.REQUEST_REPORT)
class Reports(OfCouncil):
    """The council's board progress reports, packs and minutes, newest first; POST asks for a progress report. Packs and
    minutes are made by themselves once the papers are issued and the minutes agreed."""

    rows = ReportRun.objects.select_related("meeting").order_by("-number")
    serializer_class = ReportSerializer
    lookup_field = "number"

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "council_slug": self.kwargs.get("council_slug")}

    @extend_schema(responses={(200, "application/pdf"): bytes})
    def download(self, request: Request, council_slug: str, number: int) -> HttpResponseBase:
        """The finished PDF: the council's copy for its people, the Department's without officers' names."""
        return views.download(request, council_slug, number)  # type: ignore[arg-type]

    @extend_schema(request=RequestSerializer, responses={202: ReportSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        council = request.council  # type: ignore[attr-defined]
        require(services.may_request(person(request), council))
        given = RequestSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        as_at = given.validated_data.get("as_at", today())
        try:
            run = services.request_report(council, by=person(request), as_at=as_at)
        except NoReport as why:
            raise serializers.ValidationError({"as_at": [str(why)]}) from None
        return Response(self.get_serializer(run).data, status=status.HTTP_202_ACCEPTED)


class SignedPaperSerializer(serializers.ModelSerializer[SignedPaper]):
    class Meta:
        model = SignedPaper
        fields = ("sha256", "pages", "size")


@policy(Permission.VIEW_COUNCIL)
class SignedPapers(OfCouncil):
    """The PDF of a signed version of a report: 409 until it is printed, which takes up to a minute."""

    rows = SignedPaper.objects.all()
    serializer_class = SignedPaperSerializer

    @extend_schema(responses={(200, "application/pdf"): bytes})
    def download(
        self, request: Request, council_slug: str, report_number: int, signed_version: int
    ) -> HttpResponseBase:
        response = signed_views.signed_pdf(request, council_slug, report_number, signed_version)  # type: ignore[arg-type]
        if response["Content-Type"] != "application/pdf":
            raise Conflict("The PDF is being prepared. Ask again in a minute.")
        return response
