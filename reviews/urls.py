"""Pages of this app."""

from django.urls import path

from . import citing_pages, views

app_name = "reviews"
_COUNCIL = "councils/<slug:council_slug>"
urlpatterns = [
    path(f"{_COUNCIL}/reviews/", views.review_list, name="list"),
    path(f"{_COUNCIL}/reviews.<spreadsheet:kind>", views.list_spreadsheet, name="list_spreadsheet"),
    path(f"{_COUNCIL}/reviews/<int:review_id>/held/", views.hold, name="hold"),
    path(f"{_COUNCIL}/reviews/<int:review_id>/evidence/", citing_pages.evidence, name="evidence"),
    path(
        f"{_COUNCIL}/reviews/<int:review_id>/evidence/choose/",
        citing_pages.evidence_choose,
        name="evidence_choose",
    ),
    path(f"{_COUNCIL}/reviews/<int:review_id>/evidence.zip", citing_pages.evidence_zip, name="evidence_zip"),
    path(f"{_COUNCIL}/reviews/reports/<int:report_due_id>/sent/", views.report_sent, name="report_sent"),
    path(f"{_COUNCIL}/notices/<int:number>/put-in-force/", views.put_in_force, name="put_in_force"),
]
