"""Addresses of the API below /api/v1/: what falls due, and the e-mails."""

from django.urls import path

from councils.api_urls import LIST, OF

from . import api as reminders
from . import delivery_api as email
from .invitation_views import NotSignedIn
from .own_api import OwnReminders

urlpatterns = [
    path(f"{OF}/reminders/", email.SendLog.as_view(LIST), name="api-send-log"),
    path(
        f"{OF}/reminders/<int:reminder_id>/send-again/",
        email.SendLog.as_view({"post": "send_again"}),
        name="api-send-again",
    ),
    path(f"{OF}/emails-at-once/", email.EmailsAtOnce.as_view(LIST), name="api-emails-at-once"),
    path(
        f"{OF}/emails-at-once/<int:email_id>/send-again/",
        email.EmailsAtOnce.as_view({"post": "send_again"}),
        name="api-send-at-once-again",
    ),
    path(f"{OF}/not-signed-in/", NotSignedIn.as_view(LIST), name="api-not-signed-in"),
    path(
        f"{OF}/not-signed-in/<int:membership_id>/invite-again/",
        NotSignedIn.as_view({"post": "invite_again"}),
        name="api-invite-again",
    ),
    path(f"{OF}/delivery/", email.Delivery.as_view({"get": "show"}), name="api-delivery"),
    path(f"{OF}/due/", reminders.DueItems.as_view(LIST), name="api-due"),
    path(f"{OF}/reminder-rules/", reminders.ReminderRules.as_view(), name="api-reminder-rules"),
    path(
        f"{OF}/own-reminders/",
        OwnReminders.as_view({"get": "list", "post": "create"}),
        name="api-own-reminders",
    ),
    path(
        f"{OF}/own-reminders/<int:own_reminder_id>/",
        OwnReminders.as_view({"get": "retrieve", "put": "update"}),
        name="api-own-reminder",
    ),
    path(
        f"{OF}/own-reminders/<int:own_reminder_id>/done/",
        OwnReminders.as_view({"post": "done"}),
        name="api-own-reminder-done",
    ),
    path("tasks/", reminders.Tasks.as_view(), name="api-tasks"),
]
