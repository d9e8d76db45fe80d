"""The Department's concerns, for the Department alone, by the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .. import concerns as verbs
from ..models import Check, Concern, ConcernCheck
from .said import said


class ConcernCheckSerializer(serializers.ModelSerializer[ConcernCheck]):
    item = serializers.ChoiceField(choices=Check.choices)

    class Meta:
        model = ConcernCheck
        fields = ("item", "note", "done_on")


class ConcernSerializer(serializers.ModelSerializer[Concern]):
    state = serializers.CharField(read_only=True)
    checks = ConcernCheckSerializer(many=True, read_only=True)

    class Meta:
        model = Concern
        fields = (
            "number", "kind", "what", "raised_on", "state", "checks", "step", "step_on", "closed_on", "closing_note",
        )  # fmt: skip


class NewConcernSerializer(ChecksForChildren, serializers.ModelSerializer[Concern]):
    class Meta:
        model = Concern
        fields = ("kind", "what", "nobody_identified")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        facts = super().validate(attrs)
        del facts["checked"]
        return facts


class FormalStepSerializer(serializers.Serializer[Any]):
    step = serializers.CharField(max_length=8000)
    step_on = serializers.DateField()


class ConcernClosedSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=8000)


@policy(Permission.VIEW_CONCERNS, writes=Permission.RECORD_CONCERN)
class Concerns(OfCouncil):
    """How the council engages, where that worries the Department, which alone sees this. POST raises a concern; checks/
    takes a line of its checklist, step/ the formal step that needs all of them, close/ its end."""

    rows = Concern.objects.select_related("council").prefetch_related("checks").order_by("-number")
    serializer_class = ConcernSerializer
    lookup_field = "number"
    lookup_url_kwarg = "concern_number"

    @extend_schema(request=NewConcernSerializer, responses={201: ConcernSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given, council = said(NewConcernSerializer, request), request.council  # type: ignore[attr-defined]
        made = verbs.raise_concern(council, by=person(request), on=today(), **given)
        return Response(self.get_serializer(made).data, status=201)

    @extend_schema(request=NewConcernSerializer)
    def update(self, request: Request, council_slug: str, concern_number: int) -> Response:
        verbs.edit(self.get_object(), **said(NewConcernSerializer, request))
        return self._now()

    @extend_schema(request=ConcernCheckSerializer)
    def check(self, request: Request, council_slug: str, concern_number: int) -> Response:
        """A line of the checklist was done."""
        given = said(ConcernCheckSerializer, request)
        verbs.check(self.get_object(), by=person(request), on=today(), **given)
        return self._now()

    @extend_schema(request=FormalStepSerializer)
    def step(self, request: Request, council_slug: str, concern_number: int) -> Response:
        """The formal step that followed."""
        given = said(FormalStepSerializer, request)
        verbs.take_step(self.get_object(), by=person(request), on=today(), **given)
        return self._now()

    @extend_schema(request=ConcernClosedSerializer)
    def close(self, request: Request, council_slug: str, concern_number: int) -> Response:
        """The Department looks no further."""
        given = said(ConcernClosedSerializer, request)
        verbs.close(self.get_object(), by=person(request), on=today(), **given)
        return self._now()

    def _now(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
