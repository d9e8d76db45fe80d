"""Pages of this app."""

from django.urls import path

from . import views

app_name = "notices"
_NOTICE = "councils/<slug:council_slug>/notices/<int:number>"
urlpatterns = [
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
]
