"""Notices of serious incidents: given and acknowledged by the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.permissions import Permission
from councils.policy import policy

from .. import incidents as verbs
from ..models import Incident


class IncidentSerializer(serializers.ModelSerializer[Incident]):
    """What looks as if it told of a child is refused (409)."""

    state = serializers.CharField(read_only=True)

    class Meta:
        model = Incident
        fields = (
            "number",
            "happened_on",
            "what",
            "contact",
            "given_at",
            "state",
            "acknowledged_at",
            "answer",
        )
        read_only_fields = ("number", "given_at", "acknowledged_at", "answer")


class AcknowledgeSerializer(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class _OfIncidents(OfCouncil):
    rows = Incident.objects.select_related("council").order_by("-number")
    serializer_class = IncidentSerializer
    lookup_field = "number"
    lookup_url_kwarg = "incident_number"


@policy(Permission.VIEW_CORRESPONDENCE, writes=Permission.GIVE_INCIDENT_NOTICE)
class Incidents(_OfIncidents):
    """Notices of serious incidents. POST gives one; the Department's case lead gets an e-mail at once."""

    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        council = request.council  # type: ignore[attr-defined]
        made = verbs.give_notice(council, by=person(request), now=timezone.now(), **given.validated_data)
        return Response(self.get_serializer(made).data, status=201)


@policy(Permission.ACKNOWLEDGE_INCIDENT)
class IncidentAcknowledgements(_OfIncidents):
    """The Department says that it knows."""

    @extend_schema(request=AcknowledgeSerializer)
    def create(self, request: Request, council_slug: str, incident_number: int) -> Response:
        given = AcknowledgeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        found = self.get_object()
        verbs.acknowledge(found, by=person(request), now=timezone.now(), **given.validated_data)
        return Response(self.get_serializer(found).data)
