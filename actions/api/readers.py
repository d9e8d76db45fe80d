"""Who may see a restricted action, by the verb of the page."""

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

from ..models import Action
from ..readers_forms import people_of
from ..services.named_people import restrict_action
from .milestones import action_of


class ReadersSerializer(serializers.Serializer[Any]):
    """`people`: e-mail addresses of those named, besides the owner, the accountable lead, the improvement lead and the
    director, who always may see it."""

    restricted = serializers.BooleanField()
    people = serializers.ListField(child=serializers.EmailField(), required=False, default=list)


@policy(Permission.RESTRICT_ACTION)
class ActionReaders(OfCouncil):
    """GET says who may see an action; PUT says who shall, in place of who was named before."""

    rows = Action.objects.all()
    serializer_class = ReadersSerializer
    lookup_field = "ref"  # OPTIONS looks the action up, because there is a PUT

    @extend_schema(responses={200: ReadersSerializer})
    def show(self, request: Request, council_slug: str, ref: str) -> Response:
        return Response(_shown(action_of(request, ref)))

    @extend_schema(request=ReadersSerializer, responses={200: ReadersSerializer})
    def replace(self, request: Request, council_slug: str, ref: str) -> Response:
        action = action_of(request, ref)
        given = ReadersSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        here = {one.email.lower(): one for one in people_of(action.council, on=today())}
        here |= {link.user.email.lower(): link.user for link in action.people.select_related("user")}
        emails = [email.lower() for email in given.validated_data["people"]]
        if unknown := [email for email in emails if email not in here]:
            raise serializers.ValidationError(
                {"people": [f"{', '.join(unknown)}: nobody of this council has this e-mail address."]}
            )
        restrict_action(
            action,
            by=person(request),
            restricted=given.validated_data["restricted"],
            people=[here[email] for email in emails],
        )
        return Response(_shown(action))


def _shown(action: Action) -> dict[str, Any]:
    people = action.people.select_related("user").order_by("user__email")
    return {"restricted": action.restricted, "people": [link.user.email for link in people]}
