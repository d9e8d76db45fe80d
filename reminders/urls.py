"""Pages of this app."""

from django.urls import path

from . import calendar_views, choice_views, delivery_views, invitation_views, notify_views, own_views, views

app_name = "reminders"
urlpatterns = [
    path("councils/<slug:council_slug>/due/", views.due, name="due"),
    path(
        "councils/<slug:council_slug>/due.<spreadsheet:kind>", views.due_spreadsheet, name="due_spreadsheet"
    ),
    path("councils/<slug:council_slug>/reminders/", views.log, name="log"),
    path(
        "councils/<slug:council_slug>/reminders.<spreadsheet:kind>",
        views.log_spreadsheet,
        name="log_spreadsheet",
    ),
    path("councils/<slug:council_slug>/reminders/at-once/", delivery_views.log_at_once, name="log_at_once"),
    path(
        "councils/<slug:council_slug>/reminders/at-once/<int:email_id>/send-again/",
        delivery_views.send_at_once_again,
        name="send_at_once_again",
    ),
    path(
        "councils/<slug:council_slug>/people/not-signed-in/",
        invitation_views.not_signed_in,
        name="not_signed_in",
    ),
    path("councils/<slug:council_slug>/reminders/delivery/", delivery_views.delivery, name="delivery"),
    path(
        "councils/<slug:council_slug>/reminders/<int:reminder_id>/send-again/",
        delivery_views.send_again,
        name="send_again",
    ),
    path("councils/<slug:council_slug>/reminders/rules/", choice_views.rules, name="rules"),
    path(
        "councils/<slug:council_slug>/reminders/rules/change/", choice_views.rules_change, name="rules_change"
    ),
    path("councils/<slug:council_slug>/away/", choice_views.away, name="away"),
    path("councils/<slug:council_slug>/actions/<str:ref>/reminders/", own_views.own_reminders, name="own"),
    path(
        "councils/<slug:council_slug>/own-reminders/<int:own_reminder_id>/change/",
        own_views.own_reminder_change,
        name="own_change",
    ),
    path("tasks/", choice_views.tasks, name="tasks"),
    path("tasks/email/", choice_views.preferences, name="preferences"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/<str:calendar_token>.ics", calendar_views.calendar_feed, name="calendar_feed"),
    path("email/notify/callback/", notify_views.notify_callback, name="notify_callback"),
    path("demonstration/mailbox/", views.mailbox, name="mailbox"),
    path("demonstration/mailbox/<str:letter>/", views.mailbox_letter, name="mailbox_letter"),
]
