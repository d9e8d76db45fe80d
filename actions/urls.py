"""Pages of this app."""

from django.urls import path

from . import views

app_name = "actions"
_COUNCIL = "councils/<slug:council_slug>"
_ACTION = f"{_COUNCIL}/actions/<str:ref>"
urlpatterns = [
    path(f"{_COUNCIL}/my-actions/", views.mine, name="mine"),
    path(f"{_COUNCIL}/plan/", views.plan, name="plan"),
    path(f"{_COUNCIL}/plan.<spreadsheet:kind>", views.plan_spreadsheet, name="plan_spreadsheet"),
    path(f"{_COUNCIL}/plan/objectives/add/", views.objective_add, name="objective_add"),
    path(f"{_COUNCIL}/plan/objectives/<int:number>/edit/", views.objective_edit, name="objective_edit"),
    path(f"{_COUNCIL}/actions/add/", views.add, name="add"),
    path(f"{_ACTION}/", views.action, name="action"),
    path(f"{_ACTION}/update/", views.update, name="update"),
    path(f"{_ACTION}/edit/", views.edit, name="edit"),
    path(f"{_COUNCIL}/plan/off-plan/", views.exceptions, name="exceptions"),
    path(
        f"{_COUNCIL}/plan/off-plan.<spreadsheet:kind>",
        views.exceptions_spreadsheet,
        name="exceptions_spreadsheet",
    ),
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
]
