"""A person's own reminders: the verbs of the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import Action
from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from . import own
from .models import OwnReminder


class OwnReminderSerializer(serializers.ModelSerializer[OwnReminder]):
    """`action`: its reference, which stays. A change names the `version` that it was based on."""

    action = serializers.CharField(source="action.ref", required=False)
    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = OwnReminder
        fields = ("id", "action", "on", "note", "done_on", "version")
        read_only_fields = ("done_on",)


@policy(Permission.REMIND_ONESELF)
class OwnReminders(OfCouncil):
    """Your own reminders of actions, which nobody else sees; POST sets one, PUT changes it."""

    rows = OwnReminder.objects.select_related("action").order_by("on", "id")
    serializer_class = OwnReminderSerializer
    filterset_fields = ("on",)
    lookup_url_kwarg = "own_reminder_id"

    def create(self, request: Request, council_slug: str) -> Response:
        said = self._said(request)
        ref = said.get("action", {}).get("ref", "")
        action = get_visible_or_404(Action, person(request), council=request.council, ref=ref)  # type: ignore[attr-defined]
        made = own.set_reminder(action, by=person(request), today=today(), on=said["on"], note=said["note"])
        return Response(self.get_serializer(made).data, status=201)

    def update(self, request: Request, council_slug: str, own_reminder_id: int) -> Response:
        reminder, said = self.get_object(), self._said(request)
        own.change(
            reminder, by=person(request), today=today(), based_on=said.get("version", 0), on=said["on"],
            note=said["note"],
        )  # fmt: skip
        return Response(self.get_serializer(reminder).data)

    @extend_schema(request=None, responses=OwnReminderSerializer)
    def done(self, request: Request, council_slug: str, own_reminder_id: int) -> Response:
        """You are not reminded of it again."""
        reminder = self.get_object()
        own.finish(reminder, by=person(request), today=today())
        return Response(self.get_serializer(reminder).data)

    def _said(self, request: Request) -> Any:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        return given.validated_data
