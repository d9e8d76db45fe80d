"""Versions of the plan, and what has changed since one: read by anybody of the council, decided on the page."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.models import User
from councils.permissions import Permission
from councils.policy import policy

from .. import plan_compare, services
from ..models import PartnerAgreement, PlanVersion
from ..restricted import hidden_refs


class PartnerAgreementSerializer(serializers.ModelSerializer[PartnerAgreement]):
    plan = serializers.IntegerField(
        source="plan.notice.number", read_only=True, help_text="Number of its notice."
    )
    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = PartnerAgreement
        fields = ("plan", "organisation", "agreed_on", "agreed_by", "note")


class PlanVersionSerializer(serializers.ModelSerializer[PlanVersion]):
    plan = serializers.IntegerField(
        source="plan.notice.number", read_only=True, help_text="Number of its notice."
    )
    actions = serializers.SerializerMethodField()

    class Meta:
        model = PlanVersion
        fields = ("plan", "number", "state", "summary", "proposed_on", "decided_on", "note", "actions")

    def get_actions(self, version: PlanVersion) -> int:
        return len(plan_compare.without(version.content, hidden_refs(version.plan))["actions"])


class PlanLineSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["added", "removed", "changed"])
    what = serializers.CharField()
    name = serializers.CharField()
    field = serializers.CharField(allow_blank=True)
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class VersionOutcomeSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=PlanVersion.DECIDED)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


@policy(Permission.VIEW_COUNCIL)
class PartnerAgreements(OfCouncil):
    """Which partner agencies have agreed which plan, who for them, and when."""

    rows = PartnerAgreement.objects.select_related("plan__notice", "organisation")
    serializer_class = PartnerAgreementSerializer


@policy(Permission.VIEW_COUNCIL)
class PlanVersions(OfCouncil):
    """What was put to the board, newest first. `changes` compares one with the plan as it stands now."""

    rows = PlanVersion.objects.select_related("plan__notice")
    serializer_class = PlanVersionSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False) or "number" not in self.kwargs:
            return rows
        return rows.filter(plan__notice__number=self.kwargs["number"])

    @extend_schema(responses={200: PlanLineSerializer(many=True)})
    def changes(self, request: Request, council_slug: str, number: int, plan_version: int) -> Response:
        version = get_visible_or_404(self.get_queryset(), person(request), number=plan_version)
        hidden = hidden_refs(version.plan)
        then = plan_compare.without(version.content, hidden)
        now = plan_compare.without(plan_compare.content(version.plan), hidden)
        own = version.council_id in person(request).access.council_ids
        ids = plan_compare.people_in(then, now) if own else set()
        people = {one.pk: one.name for one in User.objects.filter(pk__in=ids)}
        return Response(PlanLineSerializer(plan_compare.compare(then, now, people=people), many=True).data)


@policy(Permission.DECIDE_FOR_BOARD)
class PlanVersionOutcomes(OfCouncil):
    """POST records whether the board agrees a version or returns it for rework."""

    rows = PlanVersion.objects.select_related("plan__notice", "plan__council")
    serializer_class = VersionOutcomeSerializer

    @extend_schema(request=VersionOutcomeSerializer, responses={200: PlanVersionSerializer})
    def create(self, request: Request, council_slug: str, number: int, plan_version: int) -> Response:
        rows = self.rows.filter(council=request.council, plan__notice__number=number)  # type: ignore[attr-defined]
        version = get_visible_or_404(rows, person(request), number=plan_version)
        given = VersionOutcomeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        agreed = given.validated_data["outcome"] == PlanVersion.State.AGREED
        verb = services.agree_version if agreed else services.return_version
        verb(version, by=person(request), on=today(), note=given.validated_data["note"])
        return Response(PlanVersionSerializer(version).data)
