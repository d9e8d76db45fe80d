"""Instruments and their clauses."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from councils.api import OfCouncil
from councils.permissions import Permission
from councils.policy import policy

from ..models import ComplianceJudgement, Deadline, Notice, Requirement, Target


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    class Meta:
        model = Notice
        fields = (
            "number", "kind", "title", "service_area", "issued_on", "signatory_name", "signatory_role", "legal_basis",
            "state", "in_force_on", "period_ends_on", "ended_on", "source_name", "source_sha256",
        )  # fmt: skip


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    class Meta:
        model = Deadline
        fields = ("kind", "span", "due_on", "precision", "offset", "anchor", "every")


class TargetSerializer(serializers.ModelSerializer[Target]):
    class Meta:
        model = Target
        fields = (
            "metric", "baseline", "baseline_period", "target", "target_high", "unit", "comparator", "due_on", "span",
        )  # fmt: skip


class JudgementSerializer(serializers.ModelSerializer[ComplianceJudgement]):
    class Meta:
        model = ComplianceJudgement
        fields = ("body", "value", "why", "judged_on")


class RequirementSerializer(serializers.ModelSerializer[Requirement]):
    parent = serializers.IntegerField(  # type: ignore[assignment]  # its stubs know another `parent`
        source="parent.seq", read_only=True, allow_null=True, default=None
    )
    deadlines = DeadlineSerializer(many=True, read_only=True)
    targets = TargetSerializer(many=True, read_only=True)
    judgements = JudgementSerializer(many=True, read_only=True)
    actions = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="ref")

    class Meta:
        model = Requirement
        fields = (
            "seq", "kind", "section", "label", "parent", "binds", "bound_name", "text", "first_line", "last_line", "deadlines",
            "targets", "judgements", "actions",
        )  # fmt: skip


@policy(Permission.VIEW_COUNCIL)
class Notices(OfCouncil):
    """Improvement notices and statutory directions addressed to the council."""

    rows = Notice.objects.all()
    serializer_class = NoticeSerializer
    lookup_field = "number"
    filterset_fields = ("kind", "state")


@policy(Permission.VIEW_COUNCIL)
class Requirements(OfCouncil):
    """The clauses of one instrument, with deadlines, targets, judgements and the actions that serve them."""

    rows = Requirement.objects.select_related("parent").prefetch_related(
        "deadlines", "targets", "judgements", "actions"
    )
    serializer_class = RequirementSerializer
    lookup_field = "seq"
    filterset_fields = ("kind", "binds", "label")

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows
            if getattr(self, "swagger_fake_view", False)
            else rows.filter(notice__number=self.kwargs["number"])
        )
