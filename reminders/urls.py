"""Pages of this app."""

from django.urls import path

from . import views

app_name = "reminders"
urlpatterns = [
    path("councils/<slug:council_slug>/due/", views.due, name="due"),
    path("councils/<slug:council_slug>/due.csv", views.due_csv, name="due_csv"),
    path("councils/<slug:council_slug>/reminders/", views.log, name="log"),
    path("councils/<slug:council_slug>/reminders.csv", views.log_csv, name="log_csv"),
    path("demonstration/mailbox/", views.mailbox, name="mailbox"),
    path("demonstration/mailbox/<str:letter>/", views.mailbox_letter, name="mailbox_letter"),
]
