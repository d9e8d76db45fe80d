"""The API router: every address of /api/v1/."""

from typing import Any

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from actions import api as actions
from boards import api as boards
from councils import api as councils
from notices import api as notices
from reminders import api as reminders
from reminders import delivery_api as email
from reports import api as reports
from reports import council_api
from reports import national_api as national
from reports import trace_api as traces
from reports import words_api as report_words
from reports.department import api as department
from reviews import api as reviews

from .api_docs import KeptSchema, api_docs

LIST: Any = {"get": "list"}
ONE: Any = {"get": "retrieve"}
OF = "councils/<slug:council_slug>"
MEETING = f"{OF}/meetings/<int:number>"
IMPORT = f"{OF}/plan-imports/<int:import_number>"
WRITTEN = f"{OF}/written-reports/<int:report_number>"
VALIDATION = f"{OF}/validations/<int:validation_number>"

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(generator_class=KeptSchema), name="api-schema"),
    path("docs/", api_docs, name="api-docs"),
    path("token/", councils.SignInForToken.as_view(), name="api-token"),
    path("token/mine/", councils.Tokens.as_view(), name="api-token-mine"),
    path("me/", councils.Me.as_view(), name="api-me"),
    path("councils/", councils.Councils.as_view(LIST), name="api-councils"),
    path(f"{OF}/", councils.Councils.as_view(ONE), name="api-council"),
    path(f"{OF}/notices/", notices.Notices.as_view(LIST), name="api-notices"),
    path(f"{OF}/notices/<int:number>/", notices.Notices.as_view(ONE), name="api-notice"),
    path(
        f"{OF}/notices/<int:number>/requirements/",
        notices.Requirements.as_view(LIST),
        name="api-requirements",
    ),
    path(
        f"{OF}/notices/<int:number>/requirements/<int:seq>/",
        notices.Requirements.as_view(ONE),
        name="api-requirement",
    ),
    path(f"{OF}/notices/<int:number>/life/", notices.Life.as_view(ONE), name="api-life"),
    path(
        f"{OF}/notices/<int:number>/steps/",
        notices.Steps.as_view({"get": "list", "post": "create"}),
        name="api-steps",
    ),
    path(
        f"{OF}/notices/<int:number>/versions/",
        notices.Versions.as_view({"get": "list", "post": "create"}),
        name="api-versions",
    ),
    path(
        f"{OF}/notices/<int:number>/versions/<int:version>/",
        notices.Versions.as_view(ONE),
        name="api-version",
    ),
    path(f"{OF}/ties/", actions.Ties.as_view({"get": "list", "post": "create"}), name="api-ties"),
    path(
        f"{OF}/intakes/",
        notices.Intakes.as_view({"get": "list", "post": "create"}),
        name="api-intakes",
    ),
    path(f"{OF}/intakes/<int:intake_number>/", notices.Intakes.as_view(ONE), name="api-intake"),
    path(
        f"{OF}/intakes/<int:intake_number>/file/",
        notices.Intakes.as_view({"get": "download"}),
        name="api-intake-file",
    ),
    *[
        path(
            f"{OF}/intakes/<int:intake_number>/{words}/",
            notices.Intakes.as_view({"post": verb}),
            name=f"api-intake-{verb}",
        )
        for words, verb in (
            ("changes", "change"),
            ("warnings/<int:warning_number>", "settle"),
            ("again", "again"),
            ("discard", "discard"),
            ("confirm", "confirm"),
        )
    ],
    path("department/councils/", department.DepartmentCouncils.as_view(), name="api-department-councils"),
    path("department/actions/", department.DepartmentActions.as_view(), name="api-department-actions"),
    path("department/dates/", department.DepartmentDates.as_view(), name="api-department-dates"),
    path("department/changes/", department.DepartmentChanges.as_view(), name="api-department-changes"),
    path("department/watchlist/", department.Watchlist.as_view(), name="api-department-watchlist"),
    path("clauses/", notices.AllClauses.as_view(LIST), name="api-all-clauses"),
    path(f"{OF}/clauses/", notices.Clauses.as_view(LIST), name="api-clauses"),
    path(f"{OF}/deadlines/", notices.Deadlines.as_view(LIST), name="api-deadlines"),
    path(f"{OF}/deadlines/<int:deadline_id>/", notices.Deadlines.as_view(ONE), name="api-deadline"),
    path(f"{OF}/occurrences/", notices.Occurrences.as_view(LIST), name="api-occurrences"),
    path(f"{OF}/occurrences/<int:occurrence_id>/", notices.Occurrences.as_view(ONE), name="api-occurrence"),
    *[
        path(f"{OF}/{duty}/{words}/", view.as_view({"post": verb}), name=f"api-{name}-{verb}")
        for name, duty, view, verbs in (
            (
                "deadline",
                "deadlines/<int:deadline_id>",
                notices.Deadlines,
                {"met": "meet", "taken-back": "take_back", "happened": "happened"},
            ),
            (
                "occurrence",
                "occurrences/<int:occurrence_id>",
                notices.Occurrences,
                {"met": "meet", "missed": "miss", "taken-back": "take_back"},
            ),
        )
        for words, verb in verbs.items()
    ],
    path(
        f"{OF}/notices/<int:number>/dates/",
        notices.AnchorDates.as_view({"get": "list", "post": "create"}),
        name="api-anchor-dates",
    ),
    path(f"{OF}/notices/<int:number>/trace/", traces.TraceOfNotice.as_view(), name="api-trace"),
    path(f"{OF}/gaps/", traces.Gaps.as_view(), name="api-gaps"),
    path(
        f"{OF}/inspections/",
        notices.Inspections.as_view({"get": "list", "post": "create"}),
        name="api-inspections",
    ),
    path(f"{OF}/inspections/<int:inspection_id>/", notices.Inspections.as_view(ONE), name="api-inspection"),
    path(
        f"{OF}/inspections/<int:inspection_id>/letter/",
        notices.Inspections.as_view({"get": "letter"}),
        name="api-inspection-letter",
    ),
    path(
        f"{OF}/inspections/<int:inspection_id>/grades/",
        notices.Inspections.as_view({"post": "grade"}),
        name="api-grades",
    ),
    path(
        f"{OF}/inspections/<int:inspection_id>/findings/",
        notices.Inspections.as_view({"post": "finding"}),
        name="api-inspection-findings",
    ),
    path(f"{OF}/findings/", notices.Findings.as_view(LIST), name="api-findings"),
    path(f"{OF}/plans/", actions.Plans.as_view(LIST), name="api-plans"),
    path(
        f"{OF}/plan-imports/",
        actions.PlanImports.as_view({"get": "list", "post": "create"}),
        name="api-plan-imports",
    ),
    path(f"{IMPORT}/", actions.PlanImports.as_view(ONE), name="api-plan-import"),
    path(
        f"{IMPORT}/columns/", actions.PlanImports.as_view({"post": "columns"}), name="api-plan-import-columns"
    ),
    path(
        f"{IMPORT}/preview/", actions.PlanImports.as_view({"get": "preview"}), name="api-plan-import-preview"
    ),
    path(f"{IMPORT}/apply/", actions.PlanImports.as_view({"post": "apply"}), name="api-plan-import-apply"),
    path(f"{IMPORT}/undo/", actions.PlanImports.as_view({"post": "undo"}), name="api-plan-import-undo"),
    path(f"{OF}/plan-list/", actions.PlanListed.as_view(), name="api-plan-list"),
    path(f"{OF}/partner-agreements/", actions.PartnerAgreements.as_view(LIST), name="api-partner-agreements"),
    path(f"{OF}/plans/<int:number>/versions/", actions.PlanVersions.as_view(LIST), name="api-plan-versions"),
    path(
        f"{OF}/plans/<int:number>/versions/<int:plan_version>/changes/",
        actions.PlanVersions.as_view({"get": "changes"}),
        name="api-plan-changes",
    ),
    path(
        f"{OF}/plans/<int:number>/versions/<int:plan_version>/outcome/",
        actions.PlanVersionOutcomes.as_view({"post": "create"}),
        name="api-plan-version-outcome",
    ),
    path(f"{OF}/objectives/", actions.Objectives.as_view(LIST), name="api-objectives"),
    path(
        f"{OF}/actions/",
        actions.Actions.as_view({"get": "list", "post": "create"}),
        name="api-actions",
    ),
    path(
        f"{OF}/actions/<str:ref>/",
        actions.Actions.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api-action",
    ),
    path(f"{OF}/bulk-changes/", actions.BulkChanges.as_view({"post": "create"}), name="api-bulk-changes"),
    path(
        f"{OF}/actions/<str:ref>/updates/",
        actions.Updates.as_view({"get": "list", "post": "create"}),
        name="api-updates",
    ),
    path(
        f"{OF}/actions/<str:ref>/readers/",
        actions.ActionReaders.as_view({"get": "show", "put": "replace"}),
        name="api-action-readers",
    ),
    path(
        f"{OF}/actions/<str:ref>/decisions/",
        actions.Decisions.as_view({"post": "create"}),
        name="api-decisions",
    ),
    path(
        f"{OF}/actions/<str:ref>/date-changes/",
        actions.DateChanges.as_view({"get": "list", "post": "create"}),
        name="api-date-changes",
    ),
    path(
        f"{OF}/actions/<str:ref>/date-changes/<int:change_number>/",
        actions.DateChanges.as_view(ONE),
        name="api-date-change",
    ),
    path(
        f"{OF}/actions/<str:ref>/date-changes/<int:change_number>/outcome/",
        actions.DateChangeOutcomes.as_view({"post": "create"}),
        name="api-date-change-outcome",
    ),
    path(
        f"{OF}/actions/<str:ref>/milestones/",
        actions.Milestones.as_view({"get": "list", "post": "create"}),
        name="api-milestones",
    ),
    path(
        f"{OF}/actions/<str:ref>/milestones/<int:milestone_number>/",
        actions.Milestones.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="api-milestone",
    ),
    path(
        f"{OF}/actions/<str:ref>/milestones/<int:milestone_number>/met/",
        actions.MilestonesMet.as_view({"post": "create"}),
        name="api-milestone-met",
    ),
    path(
        f"{OF}/actions/<str:ref>/comments/",
        actions.Comments.as_view({"get": "list", "post": "create"}),
        name="api-comments",
    ),
    path(
        f"{OF}/actions/<str:ref>/comments/<int:comment_number>/take-back/",
        actions.CommentsTakenBack.as_view({"post": "create"}),
        name="api-comment-take-back",
    ),
    path(
        f"{OF}/indicators/",
        actions.Indicators.as_view({"get": "list", "post": "create"}),
        name="api-indicators",
    ),
    path(
        f"{OF}/indicators/<str:indicator_ref>/",
        actions.Indicators.as_view({"get": "retrieve", "put": "update"}),
        name="api-indicator",
    ),
    path(f"{OF}/indicators/<str:indicator_ref>/values/", actions.Values.as_view(LIST), name="api-values"),
    path(
        f"{OF}/indicators/<str:indicator_ref>/values/<str:period>/",
        actions.Values.as_view({"get": "retrieve", "put": "update"}),
        name="api-value",
    ),
    *[
        path(
            f"{OF}/indicators/<str:indicator_ref>/values/<str:period>/{step.replace('_', '-')}/",
            views.as_view({"post": step}),
            name=f"api-value-{step.replace('_', '-')}",
        )
        for views, steps in (
            (actions.Values, ("submit", "take_back")),
            (actions.ValueDecisions, ("approve", "hand_back", "lock", "unlock")),
        )
        for step in steps
    ],
    path(f"{OF}/notices/<int:number>/targets/", actions.Targets.as_view(ONE), name="api-targets"),
    path(
        f"{OF}/evidence/",
        actions.EvidenceStore.as_view({"get": "list", "post": "create"}),
        name="api-evidence-store",
    ),
    path(f"{OF}/evidence/<int:evidence_number>/", actions.EvidenceStore.as_view(ONE), name="api-evidence"),
    path(
        f"{OF}/evidence/<int:evidence_number>/accept/",
        actions.EvidenceJudgements.as_view({"post": "accept"}),
        name="api-evidence-accept",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/return/",
        actions.EvidenceJudgements.as_view({"post": "hand_back"}),
        name="api-evidence-return",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/versions/",
        actions.EvidenceVersions.as_view({"get": "list", "post": "create"}),
        name="api-evidence-versions",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/versions/<int:version_number>/download/",
        actions.EvidenceVersions.as_view({"get": "download"}),
        name="api-evidence-download",
    ),
    path(
        f"{OF}/audit-rounds/",
        actions.AuditRounds.as_view({"get": "list", "post": "create"}),
        name="api-audit-rounds",
    ),
    path(f"{OF}/audit-rounds/<int:round_number>/", actions.AuditRounds.as_view(ONE), name="api-audit-round"),
    path(f"{OF}/boards/", boards.Boards.as_view(LIST), name="api-boards"),
    path(
        f"{OF}/board/terms/",
        boards.BoardTerms.as_view({"get": "list", "post": "create"}),
        name="api-board-terms",
    ),
    path(
        f"{OF}/board/members/",
        boards.Members.as_view({"get": "list", "post": "create"}),
        name="api-board-members",
    ),
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
    path(
        f"{OF}/board/notes/",
        boards.ChairNotes.as_view({"get": "list", "post": "create"}),
        name="api-chair-notes",
    ),
    path(
        f"{OF}/board/notes/<int:note_number>/",
        boards.ChairNotes.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="api-chair-note",
    ),
    path(f"{OF}/board/bodies/", boards.Bodies.as_view({"get": "list", "post": "create"}), name="api-bodies"),
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
    path(
        f"{OF}/board/reporting/",
        boards.ReportingLines.as_view({"get": "list", "post": "create"}),
        name="api-reporting-lines",
    ),
    path(
        f"{OF}/board/reporting/<int:line_number>/end/",
        boards.ReportingLines.as_view({"post": "end"}),
        name="api-reporting-line-end",
    ),
    path(f"{OF}/board/cadence/", boards.BoardCadence.as_view({"get": "show"}), name="api-cadence"),
    path(
        f"{OF}/board/cadence-changes/",
        boards.CadenceChanges.as_view({"get": "list", "post": "create"}),
        name="api-cadence-changes",
    ),
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
    path(f"{MEETING}/agenda/", boards.Agenda.as_view({"get": "list", "post": "create"}), name="api-agenda"),
    path(
        f"{MEETING}/agenda/<int:item_number>/",
        boards.Agenda.as_view({"put": "update"}),
        name="api-agenda-item",
    ),
    path(
        f"{MEETING}/decisions/",
        boards.MeetingDecisions.as_view({"get": "list", "post": "create"}),
        name="api-meeting-decisions",
    ),
    path(
        f"{MEETING}/attendance/",
        boards.MeetingAttendance.as_view({"get": "list", "put": "update"}),
        name="api-attendance",
    ),
    path(
        f"{MEETING}/papers/",
        boards.MeetingPapers.as_view({"get": "list", "post": "create"}),
        name="api-meeting-papers",
    ),
    path(
        f"{MEETING}/papers/<int:paper_number>/download/",
        boards.MeetingPapers.as_view({"get": "download"}),
        name="api-meeting-paper-download",
    ),
    path(f"{MEETING}/figures/", boards.FiguresOfMeeting.as_view(ONE), name="api-meeting-figures"),
    path(f"{MEETING}/minutes/", boards.MinutesOfMeeting.as_view(ONE), name="api-minutes"),
    path(
        f"{OF}/challenges/",
        boards.Challenges.as_view({"get": "list", "post": "create"}),
        name="api-challenges",
    ),
    path(
        f"{OF}/challenges/<int:challenge_number>/",
        boards.Challenges.as_view({"get": "retrieve", "put": "update"}),
        name="api-challenge",
    ),
    path(
        f"{OF}/board-actions/",
        boards.BoardActions.as_view({"get": "list", "post": "create"}),
        name="api-board-actions",
    ),
    path(
        f"{OF}/board-actions/<int:board_action_number>/",
        boards.BoardActions.as_view({"get": "retrieve", "put": "update"}),
        name="api-board-action",
    ),
    path(f"{OF}/reviews/", reviews.Reviews.as_view({"get": "list", "post": "create"}), name="api-reviews"),
    path(f"{OF}/reviews/<int:review_id>/", reviews.Reviews.as_view(ONE), name="api-review"),
    *[
        path(
            f"{OF}/reviews/<int:review_id>/{words}/",
            reviews.Reviews.as_view({"post": verb}),
            name=f"api-review-{words}",
        )
        for words, verb in (("held", "hold"), ("moves", "move"), ("outcome", "decide"))
    ],
    path(f"{OF}/reports-due/", reviews.ReportsDue.as_view(LIST), name="api-reports-due"),
    path(
        f"{OF}/written-reports/",
        reviews.WrittenReports.as_view({"get": "list", "post": "create"}),
        name="api-written-reports",
    ),
    path(f"{WRITTEN}/", reviews.WrittenReports.as_view(ONE), name="api-written-report"),
    path(
        f"{WRITTEN}/figures/",
        reviews.WrittenReports.as_view({"post": "take_figures"}),
        name="api-written-report-figures",
    ),
    path(f"{WRITTEN}/sections/", reviews.Sections.as_view(LIST), name="api-report-sections"),
    path(
        f"{WRITTEN}/sections/<int:place>/",
        reviews.Sections.as_view({"get": "retrieve", "put": "update"}),
        name="api-report-section",
    ),
    path(
        f"{WRITTEN}/steps/",
        reviews.Steps.as_view({"get": "list", "post": "create"}),
        name="api-report-steps",
    ),
    path(f"{WRITTEN}/answers/", reviews.Answers.as_view({"post": "create"}), name="api-report-answers"),
    path(f"{WRITTEN}/versions/", reviews.Signed.as_view(LIST), name="api-signed-reports"),
    path(f"{WRITTEN}/versions/<int:signed_version>/", reviews.Signed.as_view(ONE), name="api-signed-report"),
    path(f"{OF}/concerns/", reviews.Concerns.as_view({"get": "list", "post": "create"}), name="api-concerns"),
    path(
        f"{OF}/concerns/<int:concern_number>/",
        reviews.Concerns.as_view({"get": "retrieve", "put": "update"}),
        name="api-concern",
    ),
    *[
        path(
            f"{OF}/concerns/<int:concern_number>/{words}/",
            reviews.Concerns.as_view({"post": verb}),
            name=f"api-concern-{words}",
        )
        for words, verb in (("checks", "check"), ("step", "step"), ("close", "close"))
    ],
    path(
        f"{OF}/correspondence/",
        reviews.CorrespondenceLog.as_view({"get": "list", "post": "create"}),
        name="api-correspondence",
    ),
    path(
        f"{OF}/correspondence/<int:entry_number>/",
        reviews.CorrespondenceLog.as_view({"get": "retrieve", "put": "update"}),
        name="api-correspondence-entry",
    ),
    path(
        f"{OF}/correspondence/<int:entry_number>/followed-up/",
        reviews.CorrespondenceLog.as_view({"post": "follow_up"}),
        name="api-correspondence-followed-up",
    ),
    path(
        f"{OF}/correspondence/<int:entry_number>/file/",
        reviews.CorrespondenceLog.as_view({"get": "file"}),
        name="api-correspondence-file",
    ),
    path(
        f"{OF}/incidents/",
        reviews.Incidents.as_view({"get": "list", "post": "create"}),
        name="api-incidents",
    ),
    path(f"{OF}/incidents/<int:incident_number>/", reviews.Incidents.as_view(ONE), name="api-incident"),
    path(
        f"{OF}/incidents/<int:incident_number>/acknowledgement/",
        reviews.IncidentAcknowledgements.as_view({"post": "create"}),
        name="api-incident-acknowledgement",
    ),
    path(
        f"{OF}/validations/",
        reviews.Validations.as_view({"get": "list", "post": "create"}),
        name="api-validations",
    ),
    path(
        f"{VALIDATION}/",
        reviews.Validations.as_view({"get": "retrieve", "put": "update"}),
        name="api-validation",
    ),
    *[
        path(
            f"{VALIDATION}/{words}/",
            reviews.Validations.as_view({method: verb}),
            name=f"api-validation-{words}",
        )
        for words, method, verb in (
            ("done", "post", "done"),
            ("shared", "post", "share"),
            ("called-off", "post", "call_off"),
            ("report", "get", "report"),
        )
    ],
    path(f"{OF}/reminders/", email.SendLog.as_view(LIST), name="api-send-log"),
    path(
        f"{OF}/reminders/<int:reminder_id>/send-again/",
        email.SendLog.as_view({"post": "send_again"}),
        name="api-send-again",
    ),
    path(f"{OF}/delivery/", email.Delivery.as_view({"get": "show"}), name="api-delivery"),
    path(f"{OF}/due/", reminders.DueItems.as_view(LIST), name="api-due"),
    path(f"{OF}/reminder-rules/", reminders.ReminderRules.as_view(), name="api-reminder-rules"),
    path("tasks/", reminders.Tasks.as_view(), name="api-tasks"),
    path(f"{OF}/dashboard/", council_api.CouncilDashboard.as_view(), name="api-dashboard"),
    path(f"{OF}/over-time/", council_api.PlanOverTime.as_view(), name="api-over-time"),
    path(f"{OF}/compliance/", council_api.RequirementsAsJudged.as_view(), name="api-compliance"),
    path(f"{OF}/reports/", reports.Reports.as_view({"get": "list", "post": "create"}), name="api-reports"),
    path(
        "national-summaries/",
        national.NationalReports.as_view({"get": "list", "post": "create"}),
        name="api-national-reports",
    ),
    path(
        "national-summaries/as-at/",
        national.NationalReports.as_view({"get": "as_at"}),
        name="api-national-as-at",
    ),
    path(
        "national-summaries/<int:national_number>/",
        national.NationalReports.as_view(ONE),
        name="api-national-report",
    ),
    path(
        "national-summaries/<int:national_number>/issue/",
        national.NationalReports.as_view({"post": "issue"}),
        name="api-national-issue",
    ),
    path(f"{OF}/reports/as-at/", reports.Reports.as_view({"get": "as_at"}), name="api-report-as-at"),
    path(
        f"{OF}/reports/words/",
        report_words.Words.as_view({"get": "list", "post": "create"}),
        name="api-report-words",
    ),
    path(
        f"{OF}/reports/wording/",
        report_words.Wording.as_view({"get": "list", "post": "create"}),
        name="api-report-wording",
    ),
    path(f"{OF}/reports/<int:number>/", reports.Reports.as_view(ONE), name="api-report"),
    path(
        f"{OF}/reports/<int:number>/data/", reports.Reports.as_view({"get": "data"}), name="api-report-data"
    ),
    path(
        f"{OF}/reports/<int:number>/issue/",
        reports.Reports.as_view({"post": "issue"}),
        name="api-report-issue",
    ),
    path(
        f"{OF}/reports/<int:number>/cancel/",
        reports.Reports.as_view({"post": "cancel"}),
        name="api-report-cancel",
    ),
    path(
        f"{OF}/reports/<int:number>/download/",
        reports.Reports.as_view({"get": "download"}),
        name="api-report-download",
    ),
]
