"""Reports to the Department: begun, written, checked, signed, sent, received."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import Conflict, OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from ..forms import SectionForm
from ..models import ReportDue, ReportSection, ReportStep, SignedReport, WrittenReport
from ..writing import table, verbs
from ..writing.table import Who

OF_COUNCIL = [step.name for step in table.STEPS if step.who != Who.DEPARTMENT]
OF_DEPARTMENT = [step.name for step in table.STEPS if step.who == Who.DEPARTMENT]


class WrittenReportSerializer(serializers.ModelSerializer[WrittenReport]):
    """`possible`: the steps that you can take now."""

    report_due = serializers.IntegerField(source="report_due_id")
    author = serializers.CharField(source="report_due.author", read_only=True)
    due_on = serializers.DateField(source="report_due.due_on", read_only=True)
    state = serializers.SerializerMethodField()
    possible = serializers.SerializerMethodField()

    class Meta:
        model = WrittenReport
        fields = (
            "number", "report_due", "author", "due_on", "title", "state", "version", "sent_version", "as_at",
            "since_on", "started_on", "possible",
        )  # fmt: skip
        read_only_fields = ("number", "version", "sent_version", "as_at", "since_on", "started_on")

    def get_state(self, report: WrittenReport) -> str:
        return report.state_for(person(self.context["request"]))

    def get_possible(self, report: WrittenReport) -> list[str]:
        return [step.name for step in verbs.possible(report, person(self.context["request"]))]


class SectionSerializer(serializers.ModelSerializer[ReportSection]):
    """`version` is the one that you read: a section that somebody else saved meanwhile is a 409. What looks as if it
    told who a child is is refused unless `nobody_identified` is true."""

    requirement = serializers.IntegerField(
        source="requirement.seq", read_only=True, allow_null=True, default=None
    )
    version = serializers.IntegerField(min_value=0)
    text = serializers.CharField(allow_blank=True, max_length=10_000)
    nobody_identified = serializers.BooleanField(write_only=True, default=False)

    class Meta:
        model = ReportSection
        fields = (
            "place", "kind", "heading", "about", "requirement", "figures", "text", "version", "nobody_identified",
        )  # fmt: skip
        read_only_fields = ("place", "kind", "heading", "about", "figures")


class ReportStepSerializer(serializers.ModelSerializer[ReportStep]):
    step = serializers.ChoiceField(source="name", choices=OF_COUNCIL)

    class Meta:
        model = ReportStep
        fields = ("number", "step", "from_state", "to_state", "version", "taken_on", "note")
        read_only_fields = ("number", "from_state", "to_state", "version", "taken_on")


class AnswerSerializer(ReportStepSerializer):
    step = serializers.ChoiceField(source="name", choices=OF_DEPARTMENT)


class SignedSerializer(serializers.ModelSerializer[SignedReport]):
    """`content` is the text whose SHA-256 is `sha256`: JSON, kept as it was signed."""

    class Meta:
        model = SignedReport
        fields = ("version", "signer", "signed_on", "sha256", "content")


class OfReport(OfCouncil):
    """Rows of the report in the address."""

    def report(self) -> WrittenReport:
        rows = WrittenReport.objects.select_related("report_due__notice", "council")
        found: WrittenReport = get_visible_or_404(
            rows,
            person(self.request),
            council=self.request.council,  # type: ignore[attr-defined]
            number=self.kwargs["report_number"],
        )
        return found

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows if getattr(self, "swagger_fake_view", False) else rows.filter(report=self.report())

    def take(self, request: Request, serializer: type[ReportStepSerializer]) -> Response:
        report = self.report()
        given = serializer(data=request.data)
        given.is_valid(raise_exception=True)
        step = table.BY_NAME[given.validated_data["name"]]
        require(verbs.may_take(report, step, person(request)))
        taken = verbs.take(
            report, step.name, by=person(request), on=today(), note=given.validated_data.get("note", "")
        )
        return Response(serializer(taken).data, status=status.HTTP_201_CREATED)


@policy(Permission.VIEW_COUNCIL, writes=Permission.WRITE_REPORT)
class WrittenReports(OfCouncil):
    """Reports that are written here. The Department sees one once it was sent. POST begins the one that is due; begun
    again it is the same one. POST to figures/ takes the figures of a draft as at today."""

    rows = WrittenReport.objects.select_related("report_due__notice", "council")
    serializer_class = WrittenReportSerializer
    lookup_field = "number"
    lookup_url_kwarg = "report_number"

    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        due = ReportDue.objects.all().visible_to(person(request)).filter(council=request.council)  # type: ignore[attr-defined]
        wanted = due.select_related("notice").filter(pk=given.validated_data["report_due_id"]).first()
        if wanted is None:
            raise ValidationError({"report_due": "There is no such report due."})
        report = verbs.start(wanted, by=person(request), on=today())
        return Response(self.get_serializer(report).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None)
    def take_figures(self, request: Request, council_slug: str, report_number: int) -> Response:
        report = self.get_object()
        verbs.take_figures(report, by=person(request), on=today())
        return Response(self.get_serializer(report).data)


@policy(Permission.WRITE_REPORT)
class Sections(OfReport):
    """The sections of a report, with their figures and words, for those who write it."""

    rows = ReportSection.objects.select_related("requirement")
    serializer_class = SectionSerializer
    lookup_field = "place"

    def update(self, request: Request, council_slug: str, report_number: int, place: int) -> Response:
        section, report = self.get_object(), self.report()
        section.report = report
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        guard = SectionForm(
            {
                "text": values["text"],
                "based_on": values["version"],
                "nobody_identified": values["nobody_identified"],
            }
        )
        if not guard.is_valid():
            raise ValidationError(
                {"text": [str(error) for errors in guard.errors.values() for error in errors]}
            )
        try:
            saved = verbs.write(
                section, by=person(request), text=values["text"], based_on=values["version"], checked=guard.checked
            )  # fmt: skip
        except verbs.Stale as stale:
            raise Conflict(f"{stale} It is at version {stale.section.version} now.") from stale
        return Response(self.get_serializer(saved).data)


@policy(Permission.VIEW_COUNCIL, writes=Permission.WRITE_REPORT)
class Steps(OfReport):
    """The steps of a report, oldest first; the Department sees those from its sending on. POST takes one of the council's."""

    rows = ReportStep.objects.order_by("number")
    serializer_class = ReportStepSerializer

    def create(self, request: Request, council_slug: str, report_number: int) -> Response:
        return self.take(request, ReportStepSerializer)


@policy(Permission.RECORD_INSTRUMENT)
class Answers(OfReport):
    """POST takes a step of the Department: it was received, or changes are asked for."""

    rows = ReportStep.objects.order_by("number")
    serializer_class = AnswerSerializer

    def create(self, request: Request, council_slug: str, report_number: int) -> Response:
        return self.take(request, AnswerSerializer)


@policy(Permission.VIEW_COUNCIL)
class Signed(OfReport):
    """The signed versions of a report, newest first: each as it was signed, with its fingerprint."""

    rows = SignedReport.objects.order_by("-version")
    serializer_class = SignedSerializer
    lookup_field = "version"
    lookup_url_kwarg = "signed_version"
