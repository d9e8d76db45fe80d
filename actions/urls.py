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
]
