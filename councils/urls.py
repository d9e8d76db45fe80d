"""Landing, choosing a council, and an administrator's pages. Names are not spaced: they belong to the whole site."""

from django.urls import path

from .views import home, people

urlpatterns = [
    path("", home.home, name="home"),
    path("choose-council/", home.choose_council, name="choose_council"),
    path("councils/<slug:council_slug>/people/", people.people, name="people"),
    path("councils/<slug:council_slug>/people/add/", people.person_add, name="person_add"),
    path(
        "councils/<slug:council_slug>/people/<int:membership_id>/end/", people.membership_end, name="membership_end"
    ),
]
