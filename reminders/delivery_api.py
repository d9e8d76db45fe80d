"""The send log, what became of it, and sending again what did not arrive."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.models import EmailAtOnce
from councils.permissions import Permission
from councils.policy import policy
from councils.status import word

from . import schedules
from .delivery import again
from .delivery_views import DAYS
from .models import Reminder
from .promptness import promptness


class SentReminderSerializer(serializers.ModelSerializer[Reminder]):
    person = serializers.SerializerMethodField(
        help_text="People of the Department are not named to councils."
    )
    state = serializers.CharField(read_only=True)
    state_words = serializers.SerializerMethodField()
    why = serializers.CharField(read_only=True)
    sent_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Reminder
        fields = (
            "id", "person", "kind", "title", "rule", "due_on", "made_on", "state", "state_words", "why", "sent_at",
        )  # fmt: skip

    def get_person(self, reminder: Reminder) -> str:
        return str(reminder.recipient) if reminder.is_ours else "Department for Education"

    def get_state_words(self, reminder: Reminder) -> str:
        return word("reminder", reminder.state)


class ScheduleSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    last = serializers.DateTimeField(allow_null=True)
    is_missed = serializers.BooleanField()


class EmailDeliverySerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Reminders by state.")
    emails = serializers.IntegerField()
    p95 = serializers.FloatField(allow_null=True, help_text="Seconds.")
    p99 = serializers.FloatField(allow_null=True, help_text="Seconds.")
    longest = serializers.FloatField(allow_null=True, help_text="Seconds.")
    schedules = ScheduleSerializer(many=True)


@policy(Permission.VIEW_SEND_LOG, writes=Permission.SEND_AGAIN)
class SendLog(OfCouncil):
    """Who was told of what, when, and what became of the e-mail; the newest first."""

    rows = Reminder.objects.all()
    serializer_class = SentReminderSerializer
    filterset_fields = ("kind",)
    lookup_url_kwarg = "reminder_id"

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.with_state().with_ours().select_related("recipient").order_by("-created_at", "-id")

    @extend_schema(request=None, responses=SentReminderSerializer)
    def send_again(self, request: Request, council_slug: str, reminder_id: int) -> Response:
        """Send the whole e-mail of this reminder again. 409 unless it has failed."""
        reminder = get_visible_or_404(self.get_queryset(), person(request), pk=reminder_id)
        again.send_again(reminder, by=person(request), now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=reminder_id)).data)


class EmailAtOnceSerializer(serializers.ModelSerializer[EmailAtOnce]):
    person = serializers.CharField(
        source="reader", read_only=True, help_text="People of the Department are not named to councils."
    )
    state = serializers.CharField(source="log_state", read_only=True)
    state_words = serializers.SerializerMethodField()

    class Meta:
        model = EmailAtOnce
        fields = ("id", "subject", "person", "first_tried_at", "state", "state_words", "why", "sent_at")

    def get_state_words(self, email: EmailAtOnce) -> str:
        return word("reminder", email.log_state)


@policy(Permission.VIEW_SEND_LOG, writes=Permission.SEND_AGAIN)
class EmailsAtOnce(OfCouncil):
    """E-mails that went at once, and what became of them; the newest first."""

    rows = EmailAtOnce.objects.all()
    serializer_class = EmailAtOnceSerializer
    filterset_fields = ()
    lookup_url_kwarg = "email_id"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_ours()

    @extend_schema(request=None, responses=EmailAtOnceSerializer)
    def send_again(self, request: Request, council_slug: str, email_id: int) -> Response:
        """Send it again, to whom it concerns now. 409 unless it has failed for everybody."""
        email = get_visible_or_404(self.get_queryset(), person(request), pk=email_id)
        again.send_at_once_again(email, by=person(request), now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=email_id)).data)


@policy(Permission.VIEW_SEND_LOG)
class Delivery(OfCouncil):
    """How many reminders arrived, how soon, and whether what must run does: the last 30 days."""

    rows = Reminder.objects.all()
    serializer_class = EmailDeliverySerializer
    filterset_fields = ()
    pagination_class = None

    @extend_schema(responses=EmailDeliverySerializer)
    def show(self, request: Request, council_slug: str) -> Response:
        now, council = timezone.now(), request.council  # type: ignore[attr-defined]
        since = now - datetime.timedelta(days=DAYS)
        prompt = promptness(since=since, council_id=council.pk)
        found = {
            "days": DAYS,
            "counts": again.counts(council, user=person(request), since=since),
            "emails": prompt.emails,
            "p95": prompt.p95,
            "p99": prompt.p99,
            "longest": prompt.longest,
            "schedules": schedules.schedules(now=now),
        }
        return Response(EmailDeliverySerializer(found).data)
