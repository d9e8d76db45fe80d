"""Pages of this app."""

from django.urls import path

from . import views

app_name = "boards"
_BOARD = "councils/<slug:council_slug>/board"
_MEETING = f"{_BOARD}/meetings/<int:number>"
urlpatterns = [
    path(f"{_BOARD}/", views.board, name="board"),
    path(f"{_BOARD}/plan-meetings/", views.plan_meetings, name="plan_meetings"),
    path(f"{_BOARD}/meetings.<spreadsheet:kind>", views.meetings_spreadsheet, name="meetings_spreadsheet"),
    path(f"{_BOARD}/challenges/", views.challenges, name="challenges"),
    path(f"{_BOARD}/challenges/<int:challenge_number>/", views.challenge, name="challenge"),
    path(f"{_BOARD}/actions/", views.board_actions, name="board_actions"),
    path(f"{_BOARD}/actions/<int:board_action_number>/", views.board_action, name="board_action"),
    path(f"{_BOARD}/notes/", views.chair_notes, name="chair_notes"),
    path(f"{_BOARD}/notes/<int:note_number>/", views.chair_note, name="chair_note"),
    path(f"{_BOARD}/notes/<int:note_number>/remove/", views.chair_note_remove, name="chair_note_remove"),
    path(f"{_BOARD}/partners/", views.partners, name="partners"),
    path(f"{_BOARD}/terms/", views.terms, name="terms"),
    path(f"{_BOARD}/terms/add/", views.terms_add, name="terms_add"),
    path(f"{_BOARD}/members/", views.members, name="members"),
    path(f"{_BOARD}/members/add/", views.member_add, name="member_add"),
    path(f"{_BOARD}/members/<int:member_id>/", views.member_edit, name="member_edit"),
    path(f"{_BOARD}/members/<int:member_id>/end/", views.member_end, name="member_end"),
    path(f"{_BOARD}/bodies/", views.bodies, name="bodies"),
    path(f"{_BOARD}/bodies/add/", views.body_add, name="body_add"),
    path(f"{_BOARD}/bodies/<int:body_number>/", views.body, name="body"),
    path(f"{_BOARD}/bodies/<int:body_number>/edit/", views.body_edit, name="body_edit"),
    path(f"{_BOARD}/bodies/<int:body_number>/end/", views.body_end, name="body_end"),
    path(f"{_BOARD}/reporting/add/", views.line_add, name="line_add"),
    path(f"{_BOARD}/reporting/<int:line_number>/end/", views.line_end, name="line_end"),
    path(f"{_BOARD}/cadence/", views.cadence, name="cadence"),
    path(f"{_BOARD}/cadence/ask/", views.cadence_ask, name="cadence_ask"),
    path(f"{_BOARD}/cadence/<int:cadence_number>/", views.cadence_change, name="cadence_change"),
    path(f"{_BOARD}/cadence/<int:cadence_number>/answer/", views.cadence_answer, name="cadence_answer"),
    path(f"{_BOARD}/cadence/<int:cadence_number>/withdraw/", views.cadence_withdraw, name="cadence_withdraw"),
    path(f"{_MEETING}/", views.meeting, name="meeting"),
    path(f"{_MEETING}/cancel/", views.cancel_meeting, name="cancel_meeting"),
    path(f"{_MEETING}/steps/<slug:meeting_step>/", views.meeting_step, name="meeting_step"),
    path(f"{_MEETING}/cut-off/", views.cut_off, name="cut_off"),
    path(f"{_MEETING}/agenda/", views.agenda, name="agenda"),
    path(f"{_MEETING}/papers/", views.papers, name="papers"),
    path(f"{_MEETING}/papers/<int:paper_number>/download/", views.paper_download, name="paper_download"),
    path(f"{_MEETING}/figures/", views.figures, name="figures"),
    path(f"{_MEETING}/run/", views.run, name="run"),
    path(f"{_MEETING}/attendance/", views.attendance, name="attendance"),
    path(f"{_MEETING}/challenges/add/", views.challenge_add, name="challenge_add"),
    path(f"{_MEETING}/actions/add/", views.board_action_add, name="board_action_add"),
    path(f"{_MEETING}/minutes/", views.minutes, name="minutes"),
]
