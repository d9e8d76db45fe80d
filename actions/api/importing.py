"""Imports of spreadsheets, of the plan or of values of indicators: upload, columns, preview, apply, undo."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.models import User
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from ..importing import services, values
from ..importing.fields import FIELDS
from ..lists import choose_plan, plans_of
from ..models import PlanImport


class ImportSerializer(serializers.ModelSerializer[PlanImport]):
    file = serializers.StringRelatedField[Any]()
    notice = serializers.IntegerField(source="plan.notice.number", read_only=True)
    mapping = serializers.DictField(
        child=serializers.CharField(), help_text="Number of the column, from 0: what it holds."
    )

    class Meta:
        model = PlanImport
        fields = (
            "number", "notice", "holds", "state", "file", "sheet", "header_row", "header_lines", "mapping", "made_at",
            "applied_at", "undone_at", "added", "changed", "unchanged", "refused",
        )  # fmt: skip


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()
    notice = serializers.IntegerField(required=False, help_text="Of which plan, where there are several.")
    holds = serializers.ChoiceField(choices=PlanImport.Holds.choices, default=PlanImport.Holds.PLAN)


class ColumnsSerializer(serializers.Serializer[Any]):
    mapping = serializers.DictField(child=serializers.ChoiceField(choices=sorted({*FIELDS, *values.FIELDS})))


class AgreedSerializer(serializers.Serializer[Any]):
    agreed = serializers.CharField(help_text="`digest` of the preview that you agree to.")


class ProblemSerializer(serializers.Serializer[Any]):
    cell = serializers.CharField()
    message = serializers.CharField()
    kind = serializers.ChoiceField(choices=["row", "cell", "note"])


class RowChangeSerializer(serializers.Serializer[Any]):
    label: Any = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()


class RowSerializer(serializers.Serializer[Any]):
    where = serializers.CharField()
    ref = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["added", "changed", "unchanged", "error"])
    changes = RowChangeSerializer(many=True)
    problems = ProblemSerializer(many=True)


class PreviewSerializer(serializers.Serializer[Any]):
    digest = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = RowSerializer(many=True)
    left_out = ProblemSerializer(many=True)


@policy(Permission.EDIT_PLAN)
class PlanImports(OfCouncil):
    """Spreadsheets on their way into the plan, newest first. POST uploads one and guesses what its columns hold."""

    rows = PlanImport.objects.select_related("plan__notice", "file").defer("file__content", "before")
    serializer_class = ImportSerializer
    lookup_field = "number"
    lookup_url_kwarg = "import_number"
    parser_classes = (MultiPartParser, FormParser, JSONParser)

    @extend_schema(request=UploadSerializer, responses={201: ImportSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = UploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        notice = str(given.validated_data.get("notice", ""))
        plan = choose_plan(plans_of(person(request), request.council), notice)  # type: ignore[attr-defined]
        if plan is None:
            raise serializers.ValidationError({"notice": "This council has no plan yet."})
        plan.council = request.council  # type: ignore[attr-defined]
        try:
            holds = given.validated_data["holds"]
            planned = services.begin(
                plan, given.validated_data["file"], by=person(request), on=today(), holds=holds
            )
        except Refused as refusal:
            raise serializers.ValidationError({"file": str(refusal)}) from refusal
        return Response(ImportSerializer(planned).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ColumnsSerializer, responses=PreviewSerializer)
    def columns(self, request: Request, council_slug: str, import_number: int) -> Response:
        """What each column holds; answers with the preview."""
        given = ColumnsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said = given.validated_data["mapping"]
        if not all(str(column).isdigit() for column in said):
            raise serializers.ValidationError({"mapping": "Columns are numbers, from 0."})
        mapping = {int(column): name for column, name in said.items()}
        planned = self._find(request, import_number)
        by = person(request)
        return self._answer(
            planned, by, lambda: services.choose_columns(planned, by=by, on=today(), mapping=mapping)
        )

    @extend_schema(responses=PreviewSerializer)
    def preview(self, request: Request, council_slug: str, import_number: int) -> Response:
        """What the import would do, row by row. Writes nothing."""
        return self._answer(self._find(request, import_number), person(request), None)

    @extend_schema(request=AgreedSerializer, responses=ImportSerializer)
    def apply(self, request: Request, council_slug: str, import_number: int) -> Response:
        """Import the good rows of the preview with this digest; 409 when something changed since."""
        given = AgreedSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        planned = self._find(request, import_number)
        services.apply(planned, by=person(request), on=today(), agreed=given.validated_data["agreed"])
        return Response(ImportSerializer(planned).data)

    @extend_schema(request=None, responses=ImportSerializer)
    def undo(self, request: Request, council_slug: str, import_number: int) -> Response:
        """Take the import back; 409 when somebody has changed what it brought."""
        planned = self._find(request, import_number)
        services.undo(planned, by=person(request), on=today())
        planned.refresh_from_db()
        return Response(ImportSerializer(planned).data)

    def _find(self, request: Request, number: int) -> PlanImport:
        council = request.council  # type: ignore[attr-defined]
        rows = PlanImport.objects.select_related("plan__notice", "file")
        planned: PlanImport = get_visible_or_404(rows, person(request), council=council, number=number)
        planned.council = planned.plan.council = council
        return planned

    def _answer(self, planned: PlanImport, by: User, verb: Any) -> Response:
        if verb:
            verb()
        found = services.preview(planned, by=by, on=today())
        return Response(PreviewSerializer(found).data)
