"""Landing, choosing a council, and an administrator's pages. The names have no prefix: they belong to the whole site."""

from django.urls import path

from . import views
from .exports.pages import council_export

urlpatterns = [
    path("", views.home, name="home"),
    path("choose-council/", views.choose_council, name="choose_council"),
    path("councils/<slug:council_slug>/people/", views.people, name="people"),
    path(
        "councils/<slug:council_slug>/people.<spreadsheet:kind>",
        views.people_spreadsheet,
        name="people_spreadsheet",
    ),
    path("councils/<slug:council_slug>/everything/", council_export, name="council_export"),
    path("councils/<slug:council_slug>/people/add/", views.add_person, name="add_person"),
    path(
        "councils/<slug:council_slug>/people/<int:membership_id>/end/",
        views.end_membership,
        name="end_membership",
    ),
    path(
        "councils/<slug:council_slug>/people/<int:membership_id>/address/",
        views.clear_address,
        name="clear_address",
    ),
]
