"""The words of reports and the council's own cover and legend, through the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import require
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from . import services
from .models import ReportWording, ReportWords
from .report_words import word_reports, write_words
from .views.words import voices_of

_OWN = ("marking", "cover", "blue", "red", "amber", "green", "no_colour")


class ReportWordsSerializer(serializers.ModelSerializer[ReportWords]):
    based_on = serializers.IntegerField(
        write_only=True, min_value=0, help_text="Number of the version that you saw; 0: none."
    )

    class Meta:
        model = ReportWords
        fields = ("as_at", "voice", "number", "text", "written_at", "based_on")
        read_only_fields = ("voice", "number", "written_at")
        validators: list[Any] = []

    def validate_as_at(self, value: Any) -> Any:
        if value > today():
            raise serializers.ValidationError("The date must be today or in the past.")
        return value


@policy(Permission.VIEW_COUNCIL, writes=Permission.REQUEST_REPORT)
class Words(OfCouncil):
    """Every version of the key messages and of the chair's commentary. POST adds one in the voice of who writes; figures
    may stand in it as placeholders, such as {overdue}."""

    rows = ReportWords.objects.order_by("-as_at", "voice", "-number")
    serializer_class = ReportWordsSerializer

    def create(self, request: Request, council_slug: str) -> Response:
        council = request.council  # type: ignore[attr-defined]
        require(services.may_request(person(request), council))
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        voice = voices_of(request)[0]  # type: ignore[arg-type]
        row = write_words(council, by=person(request), voice=voice, **given.validated_data)
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)


class ReportWordingSerializer(serializers.ModelSerializer[ReportWording]):
    based_on = serializers.IntegerField(write_only=True, min_value=0)

    class Meta:
        model = ReportWording
        fields = ("number", "written_at", *_OWN, "based_on")
        read_only_fields = ("number", "written_at")


@policy(Permission.VIEW_COUNCIL, writes=Permission.WORD_REPORTS)
class Wording(OfCouncil):
    """Every version of the council's own cover and legend, the one that counts first; POST adds one."""

    rows = ReportWording.objects.order_by("-number")
    serializer_class = ReportWordingSerializer

    @extend_schema(responses={201: ReportWordingSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = word_reports(request.council, by=person(request), **given.validated_data)  # type: ignore[attr-defined]
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)
