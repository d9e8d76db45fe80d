"""Addresses of the API below /api/v1/: the board and its meetings."""

from django.urls import path

from councils.api_urls import LIST, MANY, OF, ONE

from . import api as boards

MEETING = f"{OF}/meetings/<int:number>"

urlpatterns = [
    path(f"{OF}/boards/", boards.Boards.as_view(LIST), name="api-boards"),
    path(f"{OF}/board/terms/", boards.BoardTerms.as_view(MANY), name="api-board-terms"),
    path(f"{OF}/board/members/", boards.Members.as_view(MANY), name="api-board-members"),
    path(
        f"{OF}/board/members/<int:member_id>/",
        boards.Members.as_view({"get": "retrieve", "put": "update"}),
        name="api-board-member",
    ),
    path(
        f"{OF}/board/members/<int:member_id>/end/",
        boards.Members.as_view({"post": "end"}),
        name="api-board-member-end",
    ),
    path(f"{OF}/board/notes/", boards.ChairNotes.as_view(MANY), name="api-chair-notes"),
    path(
        f"{OF}/board/notes/<int:note_number>/",
        boards.ChairNotes.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="api-chair-note",
    ),
    path(f"{OF}/board/bodies/", boards.Bodies.as_view(MANY), name="api-bodies"),
    path(
        f"{OF}/board/bodies/<int:body_number>/",
        boards.Bodies.as_view({"get": "retrieve", "put": "update"}),
        name="api-body",
    ),
    path(
        f"{OF}/board/bodies/<int:body_number>/end/",
        boards.Bodies.as_view({"post": "end"}),
        name="api-body-end",
    ),
    path(f"{OF}/board/reporting/", boards.ReportingLines.as_view(MANY), name="api-reporting-lines"),
    path(
        f"{OF}/board/reporting/<int:line_number>/end/",
        boards.ReportingLines.as_view({"post": "end"}),
        name="api-reporting-line-end",
    ),
    path(f"{OF}/board/cadence/", boards.BoardCadence.as_view({"get": "show"}), name="api-cadence"),
    path(f"{OF}/board/cadence-changes/", boards.CadenceChanges.as_view(MANY), name="api-cadence-changes"),
    path(
        f"{OF}/board/cadence-changes/<int:cadence_number>/",
        boards.CadenceChanges.as_view(ONE),
        name="api-cadence-change",
    ),
    path(
        f"{OF}/board/cadence-changes/<int:cadence_number>/withdraw/",
        boards.CadenceChanges.as_view({"post": "withdraw"}),
        name="api-cadence-change-withdraw",
    ),
    path(
        f"{OF}/board/cadence-changes/<int:cadence_number>/answer/",
        boards.CadenceAnswers.as_view({"post": "create"}),
        name="api-cadence-change-answer",
    ),
    path(f"{OF}/meetings/", boards.Meetings.as_view(LIST), name="api-meetings"),
    path(f"{MEETING}/", boards.OneMeeting.as_view({"get": "retrieve", "put": "update"}), name="api-meeting"),
    path(f"{MEETING}/steps/", boards.OneMeeting.as_view({"post": "step"}), name="api-meeting-steps"),
    path(f"{MEETING}/agenda/", boards.Agenda.as_view(MANY), name="api-agenda"),
    path(
        f"{MEETING}/agenda/<int:item_number>/",
        boards.Agenda.as_view({"put": "update"}),
        name="api-agenda-item",
    ),
    path(f"{MEETING}/decisions/", boards.MeetingDecisions.as_view(MANY), name="api-meeting-decisions"),
    path(
        f"{MEETING}/attendance/",
        boards.MeetingAttendance.as_view({"get": "list", "put": "update"}),
        name="api-attendance",
    ),
    path(f"{MEETING}/papers/", boards.MeetingPapers.as_view(MANY), name="api-meeting-papers"),
    path(
        f"{MEETING}/papers/<int:paper_number>/download/",
        boards.MeetingPapers.as_view({"get": "download"}),
        name="api-meeting-paper-download",
    ),
    path(f"{MEETING}/figures/", boards.FiguresOfMeeting.as_view(ONE), name="api-meeting-figures"),
    path(f"{MEETING}/minutes/", boards.MinutesOfMeeting.as_view(ONE), name="api-minutes"),
    path(f"{OF}/challenges/", boards.Challenges.as_view(MANY), name="api-challenges"),
    path(
        f"{OF}/challenges/<int:challenge_number>/",
        boards.Challenges.as_view({"get": "retrieve", "put": "update"}),
        name="api-challenge",
    ),
    path(f"{OF}/board-actions/", boards.BoardActions.as_view(MANY), name="api-board-actions"),
    path(
        f"{OF}/board-actions/<int:board_action_number>/",
        boards.BoardActions.as_view({"get": "retrieve", "put": "update"}),
        name="api-board-action",
    ),
]
