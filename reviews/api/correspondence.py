"""The log of correspondence, by the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import require
from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from .. import correspondence as verbs
from ..models import Correspondence
from ..views.correspondence import entry_file


class CorrespondenceSerializer(serializers.ModelSerializer[Correspondence]):
    file_name = serializers.CharField(source="file.name", read_only=True, default="")

    class Meta:
        model = Correspondence
        fields = (
            "number", "direction", "means", "on", "with_whom", "subject", "text", "file_name", "link", "follow_up_on",
            "followed_up_on", "of_department", "entered_on", "version",
        )  # fmt: skip


class NewCorrespondenceSerializer(ChecksForChildren, serializers.ModelSerializer[Correspondence]):
    """`file` (multipart), `link`, both or neither."""

    on = serializers.DateField(source="on_date")
    file = serializers.FileField(required=False, default=None, allow_null=True)

    class Meta:
        model = Correspondence
        fields = (
            "direction", "means", "on", "with_whom", "subject", "text", "file", "link", "follow_up_on", "nobody_identified",
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        said = dict(self.validated_data)
        said["upload"] = said.pop("file")
        return {"text": "", "link": "", "follow_up_on": None, **said}


class EditedCorrespondenceSerializer(NewCorrespondenceSerializer):
    """`version` is the one that you read: an entry that somebody else saved meanwhile is a 409."""

    version = serializers.IntegerField(min_value=1)

    class Meta(NewCorrespondenceSerializer.Meta):
        fields = (*NewCorrespondenceSerializer.Meta.fields, "version")  # type: ignore[assignment]


class FollowedUpSerializer(serializers.Serializer[Any]):
    done_on = serializers.DateField()


@policy(Permission.VIEW_CORRESPONDENCE, writes=Permission.KEEP_CORRESPONDENCE)
class CorrespondenceLog(OfCouncil):
    """Letters, calls and meetings. POST enters one, PUT corrects one that your side entered."""

    rows = Correspondence.objects.select_related("file", "council").defer("file__content").order_by("-number")
    serializer_class = CorrespondenceSerializer
    filterset_fields = ("direction", "means")
    lookup_field = "number"
    lookup_url_kwarg = "entry_number"

    @extend_schema(request=NewCorrespondenceSerializer, responses={201: CorrespondenceSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = NewCorrespondenceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        council = request.council  # type: ignore[attr-defined]
        made = verbs.enter(council, by=person(request), on=today(), **given.facts())
        return Response(self.get_serializer(made).data, status=201)

    @extend_schema(request=EditedCorrespondenceSerializer)
    def update(self, request: Request, council_slug: str, entry_number: int) -> Response:
        found, given = self._mine(), EditedCorrespondenceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = given.facts()
        verbs.edit(found, by=person(request), on=today(), based_on=facts.pop("version"), **facts)
        return Response(self.get_serializer(found).data)

    @extend_schema(request=FollowedUpSerializer)
    def follow_up(self, request: Request, council_slug: str, entry_number: int) -> Response:
        """It was followed up."""
        found, given = self._mine(), FollowedUpSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        verbs.follow_up(found, by=person(request), on=today(), **given.validated_data)
        return Response(self.get_serializer(found).data)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def file(self, request: Request, council_slug: str, entry_number: int) -> HttpResponse:
        """The file, as it was uploaded."""
        found: HttpResponse = entry_file(request, council_slug, entry_number)  # type: ignore[arg-type]
        return found

    def _mine(self) -> Correspondence:
        found: Correspondence = self.get_object()
        require(verbs.may_change(found, person(self.request)))
        return found
