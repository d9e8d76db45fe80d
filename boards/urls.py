"""Pages of this app."""

from django.urls import path

from . import views

app_name = "boards"
_BOARD = "councils/<slug:council_slug>/board"
urlpatterns = [
    path(f"{_BOARD}/", views.board, name="board"),
    path(f"{_BOARD}/plan-meetings/", views.plan_meetings, name="plan_meetings"),
    path(f"{_BOARD}/meetings.<spreadsheet:kind>", views.meetings_spreadsheet, name="meetings_spreadsheet"),
    path(f"{_BOARD}/meetings/<int:number>/cancel/", views.cancel_meeting, name="cancel_meeting"),
]
