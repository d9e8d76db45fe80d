"""Pages of this app."""

from django.urls import path

from . import views

app_name = "actions"
_COUNCIL = "councils/<slug:council_slug>"
_ACTION = f"{_COUNCIL}/actions/<str:ref>"
_MILESTONE = f"{_ACTION}/milestones/<int:milestone_number>"
_IMPORT = f"{_COUNCIL}/plan/imports/<int:import_number>"
_INDICATOR = f"{_COUNCIL}/indicators/<str:indicator_ref>"
_VALUE = f"{_INDICATOR}/values/<str:period>"
_EVIDENCE = f"{_COUNCIL}/evidence/<int:evidence_number>"
_ROUND = f"{_COUNCIL}/audit-rounds/<int:round_number>"
urlpatterns = [
    path(f"{_COUNCIL}/my-actions/", views.mine, name="mine"),
    path(f"{_COUNCIL}/plan/", views.plan, name="plan"),
    path(f"{_COUNCIL}/plan.<spreadsheet:kind>", views.plan_spreadsheet, name="plan_spreadsheet"),
    path(f"{_COUNCIL}/plan/imports/", views.imports, name="imports"),
    path(f"{_IMPORT}/", views.import_one, name="import_one"),
    path(f"{_IMPORT}/columns/", views.import_columns, name="import_columns"),
    path(f"{_IMPORT}/rows-to-correct.<spreadsheet:kind>", views.import_bad_rows, name="import_bad_rows"),
    path(f"{_IMPORT}/file/", views.import_file, name="import_file"),
    path(f"{_IMPORT}/undo/", views.import_undo, name="import_undo"),
    path(f"{_IMPORT}/discard/", views.import_discard, name="import_discard"),
    path(f"{_COUNCIL}/plan/objectives/add/", views.objective_add, name="objective_add"),
    path(f"{_COUNCIL}/plan/objectives/<int:number>/edit/", views.objective_edit, name="objective_edit"),
    path(f"{_COUNCIL}/plan/change-several/", views.bulk, name="bulk"),
    path(f"{_COUNCIL}/actions/add/", views.add, name="add"),
    path(f"{_ACTION}/", views.action, name="action"),
    path(f"{_ACTION}/update/", views.update, name="update"),
    path(f"{_ACTION}/edit/", views.edit, name="edit"),
    path(f"{_ACTION}/readers/", views.action_readers, name="action_readers"),
    path(f"{_COUNCIL}/plan/off-plan/", views.exceptions, name="exceptions"),
    path(
        f"{_COUNCIL}/plan/off-plan.<spreadsheet:kind>",
        views.exceptions_spreadsheet,
        name="exceptions_spreadsheet",
    ),
    path(f"{_COUNCIL}/plan/versions/", views.plan_versions, name="plan_versions"),
    path(f"{_COUNCIL}/plan/versions/<int:plan_version>/", views.plan_version, name="plan_version"),
    path(
        f"{_COUNCIL}/plan/versions/<int:plan_version>/decide/",
        views.plan_version_decide,
        name="plan_version_decide",
    ),
    path(f"{_COUNCIL}/plan/changes/", views.plan_changes, name="plan_changes"),
    path(
        f"{_COUNCIL}/plan/changes.<spreadsheet:kind>",
        views.plan_changes_spreadsheet,
        name="plan_changes_spreadsheet",
    ),
    path(f"{_COUNCIL}/plan/put-to-the-board/", views.plan_put_to_board, name="plan_put_to_board"),
    path(f"{_COUNCIL}/plan/send-to-partners/", views.plan_to_partners, name="plan_to_partners"),
    path(f"{_COUNCIL}/plan/agreements/add/", views.plan_agreement, name="plan_agreement"),
    path(f"{_COUNCIL}/plan/decide/<slug:plan_step>/", views.plan_decide, name="plan_decide"),
    path(f"{_COUNCIL}/plan/for-the-board/", views.for_board, name="for_board"),
    path(f"{_ACTION}/decide/<slug:decision>/", views.decide, name="decide"),
    path(f"{_ACTION}/date-changes/ask/", views.date_change_ask, name="date_change_ask"),
    path(f"{_ACTION}/date-changes/<int:change_number>/", views.date_change, name="date_change"),
    path(
        f"{_ACTION}/date-changes/<int:change_number>/decide/",
        views.date_change_decide,
        name="date_change_decide",
    ),
    path(
        f"{_ACTION}/date-changes/<int:change_number>/withdraw/",
        views.date_change_withdraw,
        name="date_change_withdraw",
    ),
    path(f"{_COUNCIL}/my-actions/mentions/", views.mentions, name="mentions"),
    path(f"{_ACTION}/comments/", views.comments, name="comments"),
    path(
        f"{_ACTION}/comments/<int:comment_number>/take-back/",
        views.comment_take_back,
        name="comment_take_back",
    ),
    path(f"{_ACTION}/milestones/add/", views.milestone_add, name="milestone_add"),
    path(f"{_MILESTONE}/edit/", views.milestone_edit, name="milestone_edit"),
    path(f"{_MILESTONE}/met/", views.milestone_met, name="milestone_met"),
    path(f"{_MILESTONE}/remove/", views.milestone_remove, name="milestone_remove"),
    path(f"{_COUNCIL}/indicators/", views.indicators, name="indicators"),
    path(
        f"{_COUNCIL}/indicators.<spreadsheet:kind>",
        views.indicators_spreadsheet,
        name="indicators_spreadsheet",
    ),
    path(f"{_COUNCIL}/indicators/add/", views.indicator_add, name="indicator_add"),
    path(f"{_COUNCIL}/indicators/grid/", views.indicator_grid, name="indicator_grid"),
    path(f"{_COUNCIL}/indicators/paste/", views.indicator_paste, name="indicator_paste"),
    path(f"{_COUNCIL}/indicators/approve/", views.indicator_approve, name="indicator_approve"),
    path(f"{_COUNCIL}/indicators/lock/", views.indicator_lock, name="indicator_lock"),
    path(f"{_INDICATOR}/", views.indicator, name="indicator"),
    path(f"{_INDICATOR}/edit/", views.indicator_edit, name="indicator_edit"),
    path(f"{_INDICATOR}/trajectory/", views.indicator_trajectory, name="indicator_trajectory"),
    path(f"{_INDICATOR}/retire/", views.indicator_retire, name="indicator_retire"),
    path(f"{_VALUE}/", views.indicator_value, name="indicator_value"),
    path(f"{_VALUE}/enter/", views.indicator_enter, name="indicator_enter"),
    path(f"{_VALUE}/take-back/", views.indicator_take_back, name="indicator_take_back"),
    path(f"{_VALUE}/decide/", views.indicator_decide, name="indicator_decide"),
    path(f"{_COUNCIL}/targets/", views.targets, name="targets"),
    path(f"{_COUNCIL}/targets.<spreadsheet:kind>", views.targets_spreadsheet, name="targets_spreadsheet"),
    path(f"{_COUNCIL}/plan/changed-clauses/", views.ties, name="ties"),
    path(f"{_COUNCIL}/notices/<int:number>/start-plan/", views.start, name="start_plan"),
    path(f"{_COUNCIL}/evidence/", views.evidence_list, name="evidence_list"),
    path(f"{_COUNCIL}/evidence.<spreadsheet:kind>", views.evidence_spreadsheet, name="evidence_spreadsheet"),
    path(f"{_COUNCIL}/evidence.zip", views.evidence_zip, name="evidence_zip"),
    path(f"{_COUNCIL}/evidence/waiting/", views.evidence_waiting, name="evidence_waiting"),
    path(f"{_COUNCIL}/evidence/add/", views.evidence_add, name="evidence_add"),
    path(f"{_EVIDENCE}/", views.evidence, name="evidence"),
    path(f"{_EVIDENCE}/edit/", views.evidence_edit, name="evidence_edit"),
    path(f"{_EVIDENCE}/accept/", views.evidence_judge, name="evidence_judge"),
    path(f"{_EVIDENCE}/readers/", views.evidence_readers, name="evidence_readers"),
    path(f"{_EVIDENCE}/versions/add/", views.evidence_version_add, name="evidence_version_add"),
    path(
        f"{_EVIDENCE}/versions/<int:version_number>/download/",
        views.evidence_download,
        name="evidence_download",
    ),
    path(f"{_COUNCIL}/audit-rounds/", views.audit_rounds, name="audit_rounds"),
    path(
        f"{_COUNCIL}/audit-rounds.<spreadsheet:kind>",
        views.audit_rounds_spreadsheet,
        name="audit_rounds_spreadsheet",
    ),
    path(f"{_COUNCIL}/audit-rounds/add/", views.audit_round_add, name="audit_round_add"),
    path(f"{_ROUND}/", views.audit_round, name="audit_round"),
    path(f"{_ROUND}/edit/", views.audit_round_edit, name="audit_round_edit"),
]
