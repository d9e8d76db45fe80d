"""Pages of this app."""

from django.urls import path

from . import views
from .intake import urls as intake

app_name = "notices"
_INSPECTIONS = "councils/<slug:council_slug>/inspections"
_INSPECTION = f"{_INSPECTIONS}/<int:inspection_id>"
_FINDING = f"{_INSPECTION}/findings/<int:finding_id>"
_NOTICE = "councils/<slug:council_slug>/notices/<int:number>"
urlpatterns = [
    *intake.patterns,
    path("councils/<slug:council_slug>/notices/", views.notice_list, name="list"),
    path(
        "councils/<slug:council_slug>/notices.<spreadsheet:kind>",
        views.list_spreadsheet,
        name="list_spreadsheet",
    ),
    path(f"{_NOTICE}/", views.notice, name="notice"),
    path(f"{_NOTICE}/document/", views.document, name="document"),
    path(f"{_NOTICE}/requirements/", views.register, name="register"),
    path(
        f"{_NOTICE}/requirements.<spreadsheet:kind>", views.register_spreadsheet, name="register_spreadsheet"
    ),
    path(f"{_NOTICE}/requirements/<int:seq>/", views.requirement, name="requirement"),
    path(f"{_NOTICE}/requirements/<int:seq>/judge/", views.judge, name="judge"),
    path(f"{_NOTICE}/requirements/<int:seq>/whom/", views.whom, name="whom"),
    path(f"{_NOTICE}/deadlines/", views.deadlines, name="deadlines"),
    path(
        f"{_NOTICE}/deadlines.<spreadsheet:kind>", views.deadlines_spreadsheet, name="deadlines_spreadsheet"
    ),
    path(f"{_NOTICE}/deadlines/<int:deadline_id>/", views.deadline_record, name="deadline_record"),
    path(f"{_NOTICE}/events/<int:event_id>/", views.event_record, name="deadline_event"),
    path(f"{_NOTICE}/times/<int:occurrence_id>/", views.occurrence_record, name="occurrence_record"),
    path(f"{_NOTICE}/dates/", views.dates, name="dates"),
    path("clauses/", views.search_all, name="search_all"),
    path("clauses.<spreadsheet:kind>", views.search_all_spreadsheet, name="search_all_spreadsheet"),
    path("councils/<slug:council_slug>/clauses/", views.search, name="search"),
    path(
        "councils/<slug:council_slug>/clauses.<spreadsheet:kind>",
        views.search_spreadsheet,
        name="search_spreadsheet",
    ),
    path(f"{_INSPECTIONS}/", views.findings, name="findings"),
    path(
        "councils/<slug:council_slug>/findings.<spreadsheet:kind>",
        views.findings_spreadsheet,
        name="findings_spreadsheet",
    ),
    path(f"{_INSPECTIONS}/add/", views.inspection_add, name="inspection_add"),
    path(f"{_INSPECTION}/", views.inspection, name="inspection"),
    path(f"{_INSPECTION}/edit/", views.inspection_edit, name="inspection_edit"),
    path(f"{_INSPECTION}/letter/", views.inspection_letter, name="inspection_letter"),
    path(f"{_INSPECTION}/grades/add/", views.grade_add, name="grade_add"),
    path(f"{_INSPECTION}/findings/add/", views.finding_add, name="finding_add"),
    path(f"{_FINDING}/", views.finding, name="finding"),
    path(f"{_FINDING}/edit/", views.finding_edit, name="finding_edit"),
    path("councils/<slug:council_slug>/notices/timeline/", views.chain, name="chain"),
    path(f"{_NOTICE}/next/", views.next_steps, name="next_steps"),
    path(f"{_NOTICE}/next/<slug:step>/", views.step, name="step"),
    path(f"{_NOTICE}/versions/", views.versions, name="versions"),
    path(f"{_NOTICE}/versions/<int:version>/document/", views.version_document, name="version_document"),
    path(f"{_NOTICE}/amend/", views.amend, name="amend"),
    path(f"{_NOTICE}/amend/add/", views.amend_whole, {"what": "add"}, name="amend_add"),
    path(f"{_NOTICE}/amend/period/", views.amend_whole, {"what": "period"}, name="amend_period"),
    path(f"{_NOTICE}/amend/words/<int:seq>/", views.amend_clause, {"what": "words"}, name="amend_words"),
    path(
        f"{_NOTICE}/amend/deadline/<int:seq>/",
        views.amend_clause,
        {"what": "deadline"},
        name="amend_deadline",
    ),
    path(f"{_NOTICE}/amend/remove/<int:seq>/", views.amend_clause, {"what": "remove"}, name="amend_remove"),
    path(f"{_NOTICE}/amend/decision/", views.amend_decision, name="amend_decision"),
    path(f"{_NOTICE}/amend/check/", views.amend_check, name="amend_check"),
    path(f"{_NOTICE}/amend/give-up/", views.amend_abandon, name="amend_abandon"),
]
