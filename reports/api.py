"""Board progress reports: ask for one, see how far it is, download it."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
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
from .issuing import issue_report
from .models import ReportFile, ReportRun, SignedPaper
from .reportable import NoReport
from .views import reports as views
from .views import signed as signed_views


class ReportSerializer(serializers.ModelSerializer[ReportRun]):
    status = serializers.CharField(source="standing", read_only=True)
    issued_at = serializers.DateTimeField(source="issue.issued_at", read_only=True, default=None)
    sha256 = serializers.SerializerMethodField()
    download = serializers.SerializerMethodField()
    meeting = serializers.IntegerField(source="meeting.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ReportRun
        fields = (
            "number", "kind", "as_at", "meeting", "status", "stage", "error", "created_at", "issued_at", "sha256",
            "download",
        )  # fmt: skip

    def get_sha256(self, run: ReportRun) -> str | None:
        """Of the copy that the signed-in person downloads, once it is issued."""
        if run.issue is None:
            return None
        own = run.council_id in self.context["request"].user.access.council_ids
        return run.issue.sha256 if own else run.issue.sha256_department

    def get_download(self, run: ReportRun) -> str | None:
        """Address of the PDF, for the signed-in person; empty until it is ready."""
        kwargs = {"council_slug": self.context["council_slug"], "number": run.number}
        return reverse("api-report-download", kwargs=kwargs) if run.status == "ready" else None


class RequestSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(
        choices=[(kind, ReportRun.Kind(kind).label) for kind in ReportRun.OF_PLAN],
        default=ReportRun.Kind.BOARD_PROGRESS,
    )
    as_at = serializers.DateField(
        required=False, help_text="The day whose figures it shows; today when left out."
    )

    def validate_as_at(self, value: Any) -> Any:
        if value > today():
            raise serializers.ValidationError("The date must be today or in the past.")
        return value


class AsAtSerializer(RequestSerializer):
    """Of the address; the same two values."""


@policy(Permission.VIEW_COUNCIL, writes=Permission.REQUEST_REPORT)
class Reports(OfCouncil):
    """The council's reports, packs and minutes, newest first; POST asks for a report of the plan. Packs and minutes are
    made by themselves once the papers are issued and the minutes agreed."""

    rows = ReportRun.objects.select_related("meeting").prefetch_related("issues").order_by("-number")
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
            run = services.request_report(
                council, by=person(request), as_at=as_at, kind=given.validated_data["kind"]
            )
        except NoReport as why:
            raise serializers.ValidationError({"as_at": [str(why)]}) from None
        return Response(self.get_serializer(run).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses=ReportSerializer)
    def issue(self, request: Request, council_slug: str, number: int) -> Response:
        """Approve and issue a report whose author is somebody else: for good. 409 says why not."""
        run = self.get_object()
        require(services.may_request(person(request), run.council))
        issue_report(run, by=person(request))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses=ReportSerializer)
    def cancel(self, request: Request, council_slug: str, number: int) -> Response:
        """Stop a report that is being prepared. 409 when it is too late."""
        run = self.get_object()
        require(services.may_request(person(request), run.council))
        services.cancel_report(run, by=person(request))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def data(self, request: Request, council_slug: str, number: int) -> Response:
        """What the finished report was printed from, as it was kept with it: it never changes."""
        files = ReportFile.objects.visible_to(person(request)).copy_for(person(request)).defer("content")
        file = get_object_or_404(files, council__slug=council_slug, run__number=number)
        return Response(file.data)

    @extend_schema(parameters=[AsAtSerializer], responses=OpenApiTypes.OBJECT)
    def as_at(self, request: Request, council_slug: str) -> Response:
        """A report of the plan as it stood at the end of a day: the data of its page."""
        given = AsAtSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        day = given.validated_data.get("as_at", today())
        try:
            report = views.report_for(request, given.validated_data["kind"], as_at=day)  # type: ignore[arg-type]
        except NoReport as why:
            raise serializers.ValidationError({"as_at": [str(why)]}) from None
        return Response(report.as_data())


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
