"""Actions tied to a clause that has changed, and what becomes of them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from ..models import ActionRequirement
from ..services import ties


class TieSerializer(serializers.ModelSerializer[ActionRequirement]):
    """`clause_version`: the version of the clause that the tie was made for; `version` the one that holds now."""

    action = serializers.CharField(source="action.ref", read_only=True)
    notice = serializers.IntegerField(source="requirement.notice.number", read_only=True)
    requirement = serializers.IntegerField(source="requirement.seq", read_only=True)
    version = serializers.IntegerField(source="requirement.version", read_only=True)

    class Meta:
        model = ActionRequirement
        fields = ("id", "action", "notice", "requirement", "clause_version", "version", "must_change")


class DecisionOnTieSerializer(serializers.Serializer[Any]):
    tie = serializers.IntegerField(min_value=1)
    choice = serializers.ChoiceField(choices=[(choice.value, choice.value) for choice in ties.Choice])


@policy(Permission.VIEW_COUNCIL, writes=Permission.EDIT_PLAN)
class Ties(OfCouncil):
    """Ties that wait, because an amendment has changed the clause; POST decides about one."""

    rows = ActionRequirement.objects.waiting().select_related("action", "requirement__notice").order_by("id")
    serializer_class = TieSerializer

    @extend_schema(request=DecisionOnTieSerializer, responses={204: None})
    def create(self, request: Request, council_slug: str) -> Response:
        given = DecisionOnTieSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        tie = self.get_queryset().filter(pk=given.validated_data["tie"]).first()
        if tie is None:
            raise serializers.ValidationError({"tie": "This tie does not wait for a decision."})
        try:
            ties.decide(tie, given.validated_data["choice"], by=person(request), on=today())
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        return Response(status=204)
