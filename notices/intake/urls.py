"""Addresses of the way from a document to a draft notice; part of the addresses of `notices`."""

from django.urls import path

from . import views

_ALL = "councils/<slug:council_slug>/notices/read"
_ONE = f"{_ALL}/<int:intake_number>"
_CLAUSE = f"{_ONE}/clauses/<int:item_id>"
_ENTRY = f"{_ONE}/entries/<int:entry_id>"
patterns = [
    path(f"{_ALL}/", views.intake_list, name="intakes"),
    path(f"{_ONE}/", views.intake, name="intake"),
    path(f"{_ONE}/file/", views.intake_file, name="intake_file"),
    path(f"{_ONE}/again/", views.try_again, name="intake_again"),
    path(f"{_ONE}/discard/", views.discard, name="intake_discard"),
    path(f"{_ONE}/check/", views.check, name="intake_check"),
    path(f"{_ONE}/facts/", views.change_front, name="intake_front"),
    path(f"{_ONE}/warnings/<int:warning_number>/", views.settle_warning, name="intake_warning"),
    path(f"{_ONE}/clauses/add/", views.add_clause, name="intake_add_clause"),
    path(f"{_CLAUSE}/", views.change_clause, name="intake_clause"),
    path(f"{_CLAUSE}/split/", views.split_clause, name="intake_split"),
    path(f"{_CLAUSE}/join/", views.join_clauses, name="intake_join"),
    *[
        path(f"{_CLAUSE}/add-{kind}/", views.add_part, {"kind": kind}, name=f"intake_add_{kind}")
        for kind in ("deadline", "target")
    ],
    *[
        path(f"{_ONE}/add-{kind}/", views.add_part, {"kind": kind}, name=f"intake_add_{kind}")
        for kind in ("board", "review", "report", "evidence")
    ],
    path("councils/<slug:council_slug>/notices/<int:number>/file/", views.notice_file, name="file"),
    path(f"{_ENTRY}/", views.change_part, name="intake_part"),
    path(f"{_ENTRY}/drop/", views.drop, name="intake_drop"),
    path(f"{_ENTRY}/restore/", views.restore, name="intake_restore"),
]
