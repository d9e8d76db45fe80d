"""Evidence, its versions and files, and rounds of case-file audits: the verbs of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from notices.models import Requirement

from .. import views
from ..evidence_permissions import may_change
from ..models import (
    Action,
    AuditGrade,
    AuditRound,
    Evidence,
    EvidenceClass,
    EvidenceVersion,
    Grade,
)
from ..services import audit_rounds as round_services
from ..services import evidence as services
from .plan import NamesPeople


class EvidenceSerializer(NamesPeople, serializers.ModelSerializer[Evidence]):
    """`standing`: submitted, accepted, returned, expired, or superseded by newer evidence."""

    standing = serializers.CharField(read_only=True)
    action = serializers.CharField(source="action.ref", read_only=True, allow_null=True, default=None)
    audit_round = serializers.IntegerField(
        source="audit_round.number", read_only=True, allow_null=True, default=None
    )
    requirements = serializers.SerializerMethodField()
    replaces = serializers.IntegerField(
        source="replaces.number", read_only=True, allow_null=True, default=None
    )
    submitted_by = serializers.SerializerMethodField()
    judged_by = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = (
            "number", "title", "shows", "evidence_class", "source", "responses", "as_at_on", "expires_on", "action",
            "audit_round", "requirements", "replaces", "restricted", "standing", "state", "version", "accepted_version",
            "submitted_by", "submitted_on", "judged_by", "judged_on", "returned_why", "frozen_on",
        )  # fmt: skip

    def get_requirements(self, evidence: Evidence) -> list[dict[str, int]]:
        return [{"notice": r.notice.number, "seq": r.seq} for r in evidence.requirements.all()]

    def get_submitted_by(self, evidence: Evidence) -> str | None:
        return self.named(evidence.submitted_by, evidence.council_id)

    def get_judged_by(self, evidence: Evidence) -> str | None:
        return self.named(evidence.judged_by, evidence.council_id)


class GivenEvidenceSerializer(ChecksForChildren):
    file = serializers.FileField(required=False, allow_empty_file=True, max_length=1000)
    link = serializers.URLField(required=False, default="", allow_blank=True, max_length=500)
    as_at_on = serializers.DateField()
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class NewEvidenceSerializer(GivenEvidenceSerializer):
    title = serializers.CharField(max_length=200)
    shows = serializers.CharField(max_length=5000)
    evidence_class = serializers.ChoiceField(choices=EvidenceClass.choices)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=Evidence.Source.choices, required=False, default="", allow_blank=True
    )
    responses = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=1_000_000
    )
    action = serializers.CharField(required=False, default="", allow_blank=True)
    audit_round = serializers.IntegerField(required=False, allow_null=True, default=None)
    notice = serializers.IntegerField(required=False, help_text="Whose requirements are meant.")
    requirements = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)
    restricted = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["evidence_class"].startswith("voice_") and (attrs["source"] or attrs["responses"]):
            raise serializers.ValidationError(
                {"source": ["Only what people say has a source and responses."]}
            )
        return super().validate(attrs)


class NewEvidenceVersionSerializer(GivenEvidenceSerializer):
    version = serializers.IntegerField(source="based_on", min_value=1)
    shows = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)


class EvidenceVersionSerializer(NamesPeople, serializers.ModelSerializer[EvidenceVersion]):
    file = serializers.CharField(source="file.name", read_only=True, allow_null=True, default=None)
    size = serializers.IntegerField(source="file.size", read_only=True, allow_null=True, default=None)
    submitted_by = serializers.SerializerMethodField()

    class Meta:
        model = EvidenceVersion
        fields = ("number", "file", "size", "link", "sha256", "note", "submitted_by", "submitted_on")

    def get_submitted_by(self, version: EvidenceVersion) -> str | None:
        return self.named(version.submitted_by, version.council_id)


class AcceptEvidenceSerializer(serializers.Serializer[Any]):
    """`version`: the one that you looked at. A newer one is not accepted by mistake."""

    version = serializers.IntegerField(source="based_on", min_value=1)


class ReturnEvidenceSerializer(AcceptEvidenceSerializer):
    why = serializers.CharField(max_length=5000)


class EvidenceFilter(django_filters.FilterSet):
    standing = django_filters.CharFilter()
    action = django_filters.CharFilter(field_name="action__ref")

    class Meta:
        model = Evidence
        fields = ("state", "evidence_class", "restricted")


class WithStanding:
    """Rows with what they stand at today."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()  # type: ignore[misc]
        return rows if getattr(self, "swagger_fake_view", False) else rows.with_standing(on=today())


@policy(Permission.VIEW_COUNCIL, writes=Permission.ADD_EVIDENCE)
class EvidenceStore(WithStanding, OfCouncil):
    """Evidence that you may see; POST (multipart, or JSON with a link) submits a new piece."""

    rows = Evidence.objects.select_related(
        "action", "audit_round", "replaces", "submitted_by", "judged_by"
    ).prefetch_related("requirements__notice")
    serializer_class = EvidenceSerializer
    parser_classes = (MultiPartParser, FormParser, JSONParser)
    lookup_field = "number"
    lookup_url_kwarg = "evidence_number"
    filterset_class = EvidenceFilter

    @extend_schema(request=NewEvidenceSerializer, responses={201: EvidenceSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        council = request.council  # type: ignore[attr-defined]
        require(not council.is_abolished(on=today()))
        given = _given(NewEvidenceSerializer, request)
        ref, number, seqs = given.pop("action"), given.pop("audit_round"), given.pop("requirements")
        notice = given.pop("notice", None)
        user, of_council = person(request), {"council": council}
        clauses = Requirement.objects.visible_to(user).filter(
            **of_council, notice__number=notice, seq__in=seqs
        )
        if len(clauses) != len(set(seqs)):
            raise serializers.ValidationError({"requirements": ["The notice has no such requirement."]})
        added = _done(
            lambda: services.add_evidence(
                council,
                by=user,
                on=today(),
                upload=given.pop("file", None),
                action=get_visible_or_404(Action, user, ref=ref, **of_council) if ref else None,
                audit_round=get_visible_or_404(AuditRound, user, number=number, **of_council)
                if number
                else None,
                requirements=clauses,
                **given,
            )
        )
        shown = self.get_queryset().get(pk=added.pk)
        return Response(self.get_serializer(shown).data, status=201)


@policy(Permission.VIEW_COUNCIL, writes=Permission.ADD_EVIDENCE)
class EvidenceVersions(OfCouncil):
    """The versions of a piece of evidence, newest first; POST submits a new one."""

    rows = EvidenceVersion.objects.select_related("file", "submitted_by").defer("file__content")
    serializer_class = EvidenceVersionSerializer
    parser_classes = (MultiPartParser, FormParser, JSONParser)
    lookup_field = "number"
    lookup_url_kwarg = "version_number"

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return rows.filter(evidence=_find(self.request, self.kwargs["evidence_number"]))

    @extend_schema(request=NewEvidenceVersionSerializer, responses={201: EvidenceVersionSerializer})
    def create(self, request: Request, council_slug: str, evidence_number: int) -> Response:
        evidence = _find(request, evidence_number)
        require(may_change(person(request), evidence))
        given = _given(NewEvidenceVersionSerializer, request)
        upload = given.pop("file", None)
        version = _done(
            lambda: services.add_version(evidence, by=person(request), on=today(), upload=upload, **given)
        )
        return Response(self.get_serializer(version).data, status=201)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def download(self, request: Request, council_slug: str, evidence_number: int, version_number: int) -> Any:
        """The file of a version."""
        return views.evidence_download(request, council_slug, evidence_number, version_number)  # type: ignore[arg-type]


@policy(Permission.ACCEPT_EVIDENCE)
class EvidenceJudgements(WithStanding, OfCouncil):
    """POST accepts evidence, or returns it with a reason; never your own."""

    rows = EvidenceStore.rows
    serializer_class = EvidenceSerializer

    @extend_schema(request=AcceptEvidenceSerializer, responses={200: EvidenceSerializer})
    def accept(self, request: Request, council_slug: str, evidence_number: int) -> Response:
        evidence, given = _find(request, evidence_number), _given(AcceptEvidenceSerializer, request)
        return self._judge(
            evidence, lambda: services.accept_evidence(evidence, by=person(request), on=today(), **given)
        )

    @extend_schema(request=ReturnEvidenceSerializer, responses={200: EvidenceSerializer})
    def hand_back(self, request: Request, council_slug: str, evidence_number: int) -> Response:
        evidence, given = _find(request, evidence_number), _given(ReturnEvidenceSerializer, request)
        return self._judge(
            evidence, lambda: services.return_evidence(evidence, by=person(request), on=today(), **given)
        )

    def _judge(self, evidence: Evidence, verb: Callable[[], Any]) -> Response:
        _done(verb)
        return Response(self.get_serializer(self.get_queryset().get(pk=evidence.pk)).data)


class AuditGradeSerializer(serializers.ModelSerializer[AuditGrade]):
    class Meta:
        model = AuditGrade
        fields = ("theme", *Grade.values)


class AuditRoundSerializer(NamesPeople, serializers.ModelSerializer[AuditRound]):
    grades = AuditGradeSerializer(many=True)
    actions = serializers.SerializerMethodField()
    recorded_by = serializers.SerializerMethodField()

    class Meta:
        model = AuditRound
        fields = (
            "number", "name", "starts_on", "ends_on", "sample_size", "method", "overseen_by", "independent",
            "moderated_by", "moderated_files", "findings", "grades", "actions", "recorded_by", "recorded_on",
        )  # fmt: skip
        read_only_fields = ("number", "recorded_on")

    def get_actions(self, audit_round: AuditRound) -> list[str]:
        rows = Action.objects.visible_to(self.context["request"].user)
        return list(
            rows.filter(audit_round_links__audit_round=audit_round)
            .order_by("id")
            .values_list("ref", flat=True)
        )

    def get_recorded_by(self, audit_round: AuditRound) -> str | None:
        return self.named(audit_round.recorded_by, audit_round.council_id)


class NewAuditRoundSerializer(ChecksForChildren, AuditRoundSerializer):
    actions = serializers.ListField(child=serializers.CharField(), required=False, default=list)  # type: ignore[assignment]

    class Meta(AuditRoundSerializer.Meta):
        fields = (*AuditRoundSerializer.Meta.fields, "nobody_identified")  # type: ignore[assignment]


@policy(Permission.VIEW_COUNCIL, writes=Permission.ADD_EVIDENCE)
class AuditRounds(OfCouncil):
    """Rounds of case-file audits with their grades, newest first; POST records one."""

    rows = AuditRound.objects.select_related("recorded_by").prefetch_related("grades")
    serializer_class = AuditRoundSerializer
    lookup_field = "number"
    lookup_url_kwarg = "round_number"

    @extend_schema(request=NewAuditRoundSerializer, responses={201: AuditRoundSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        council = request.council  # type: ignore[attr-defined]
        require(not council.is_abolished(on=today()))
        given = _given(NewAuditRoundSerializer, request)
        refs, grades = given.pop("actions"), given.pop("grades")
        actions = list(
            Action.objects.visible_to(person(request)).filter(council=council, ref__in=refs).order_by("id")
        )
        if len(actions) != len(set(refs)):
            raise serializers.ValidationError({"actions": ["The plan has no such action."]})
        given.setdefault("moderated_by", "")
        given.setdefault("moderated_files", 0)
        results = [round_services.ThemeResult(**grade) for grade in grades]
        recorded = _done(
            lambda: round_services.record_round(
                council, by=person(request), on=today(), results=results, actions=actions, **given
            )
        )
        return Response(self.get_serializer(recorded).data, status=201)


def _find(request: Any, number: int) -> Evidence:
    rows = Evidence.objects.select_related("action__plan")
    found: Evidence = get_visible_or_404(rows, person(request), council=request.council, number=number)
    found.council = request.council
    return found


def _given(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = serializer(data=request.data, context={"request": request})
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _done(verb: Callable[[], Any]) -> Any:
    try:
        return verb()
    except Refused as refusal:
        raise serializers.ValidationError({"detail": str(refusal)}) from refusal
