"""The frame of every page, the static pages, and what people see when a page is refused. Needs no database.

The addresses are made here, so that the test is about the frame and not about the pages behind its links.
"""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path, resolve, reverse

from config import context, pages
from councils import status
from councils.access import Access
from councils.permissions import ROLES_WITH, Role


def page(request, **kwargs):
    return HttpResponse("")


def of_council(app, *names, others=()):
    beside = {entry.name for entries in context.PAGES_OF_SECTIONS for entry in entries}
    every = {*names, *(name.removeprefix(f"{app}:") for name in beside if name.startswith(f"{app}:"))}
    place = "councils/<slug:council_slug>/"
    own = [path(f"{place}{app}-{n}/", page, name=n) for n in sorted(every - {o.name for o in others})]
    return path("", include(([*others, *own], app)))


urlpatterns = [
    *(
        path(f"{name}/", page, name=name)
        for name in (
            "home",
            "choose_council",
            "api-docs",
            "account_login",
            "account_logout",
            "account_change_password",
        )
    ),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("cookies/", pages.cookies, name="cookies"),
    of_council(
        "reports",
        others=[
            path("councils/", page, name="councils"),
            *[
                path(f"{entry.name.partition(':')[2]}/", page, name=entry.name.partition(":")[2])
                for entry in context.DEPARTMENT_PAGES[1:]
            ],
            path("councils/<slug:council_slug>/", page, name="council"),
            path("councils/<slug:council_slug>/reports/", page, name="list"),
        ],
    ),
    of_council("actions", "mine", "plan", "action"),
    of_council("notices", "list", "requirement", others=[path("clauses/", page, name="search_all")]),
    of_council("boards", "board"),
    of_council("reviews", "list"),
    of_council(
        "reminders", others=[path("tasks/", page, name="tasks"), path("calendar/", page, name="calendar")]
    ),
    path("councils/<slug:council_slug>/people/", page, name="people"),
]


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = __name__


class Council:
    def __init__(self, pk, name, ended_on=None, successors=()):
        self.pk, self.short_name, self.slug, self.ended_on = pk, name, name.lower(), ended_on
        self.successors = SimpleNamespace(all=lambda: list(successors))

    def __str__(self):
        return f"{self.short_name} Council"

    def is_abolished(self, *, on):
        return self.ended_on is not None and self.ended_on < on

    def get_absolute_url(self):
        return f"/councils/{self.slug}/"


BORCHESTER, AMBRIDGE = Council(1, "Borchester"), Council(2, "Ambridge")


class Person(SimpleNamespace):
    is_authenticated = True

    def __str__(self):
        return "Jo Smith"


def membership(role, council=None):
    return SimpleNamespace(
        role=role,
        council=council,
        council_id=council and council.pk,
        get_role_display=lambda: Role(role).label,
    )


def request(address="/help/", council=None, *memberships):
    made = RequestFactory().get(address)
    made.user, made.memberships, made.council = Person(), list(memberships), council
    made.user.access = Access(memberships)
    made.resolver_match = resolve(address)
    return made


def signed_out(address="/help/"):
    made = RequestFactory().get(address)
    made.user = SimpleNamespace(is_authenticated=False)
    return made


COUNCIL_ROLES = [role for role in Role if role not in context.DEPARTMENT_ROLES]


@pytest.mark.parametrize("role", COUNCIL_ROLES)
def test_council_people_have_five_links_within_their_council(role):
    frame = context.build_frame(request("/help/", None, membership(role, BORCHESTER)))

    first = "My actions" if role in context.OWNERS_OF_ACTIONS else "Overview"
    wanted = [first, "Plan", "Notice", "Board and reviews", "Reports"]
    if role == Role.ADMINISTRATOR:  # came for the people
        wanted = ["People", "Overview", "Plan", "Notice", "Board and reviews"]
    assert [item["text"] for item in frame.navigation] == wanted
    assert all(item["href"].startswith("/councils/borchester/") for item in frame.navigation)
    assert frame.sections == [] and frame.role == Role(role).label


@pytest.mark.parametrize("role", sorted(context.DEPARTMENT_ROLES))
def test_the_department_moves_between_councils_and_inside_one_by_its_sections(role):
    outside = context.build_frame(request("/councils/", None, membership(role)))
    inside = context.build_frame(request("/councils/ambridge/actions-plan/", AMBRIDGE, membership(role)))

    assert [item["text"] for item in outside.navigation] == ["All councils", "Clauses"]
    assert outside.sections == []
    assert outside.navigation[0]["current"] is True
    assert [item["text"] for item in inside.sections] == [
        "Overview",
        "Notice",
        "Plan",
        "Board and reviews",
        "Reports",
    ]
    assert [item["text"] for item in inside.sections if item["current"]] == ["Plan"]


@pytest.mark.parametrize(
    ("address", "current", "active"),
    [
        ("/councils/borchester/actions-mine/", ["My actions"], []),
        ("/councils/borchester/actions-plan/", ["Plan"], []),
        ("/councils/borchester/actions-action/", [], ["Plan"]),
        ("/councils/borchester/notices-requirement/", [], ["Notice"]),
        ("/councils/borchester/reviews-list/", [], ["Board and reviews"]),
        ("/councils/borchester/reports-trace/", [], ["Notice"]),  # its section is not its app's
        ("/help/", [], []),
    ],
)
def test_the_link_of_the_page_and_of_its_section_are_marked(address, current, active):
    council = BORCHESTER if "borchester" in address else None
    frame = context.build_frame(request(address, council, membership("officer", BORCHESTER)))

    assert [item["text"] for item in frame.navigation if item["current"]] == current
    assert [item["text"] for item in frame.navigation if item["active"]] == active


@pytest.mark.parametrize("role", ["officer", "lead", "chair", "administrator", "observer", "case_lead"])
def test_the_pages_of_a_section_stand_beside_each_other_for_those_who_may_open_them(role):
    of = None if role in context.DEPARTMENT_ROLES else BORCHESTER
    for entries in context.PAGES_OF_SECTIONS:
        wanted = [e for e in entries if e.needs is None or Role(role) in ROLES_WITH[e.needs]]
        for entry in wanted:
            address = reverse(entry.name, kwargs={"council_slug": "borchester"})
            pages = context.build_frame(request(address, BORCHESTER, membership(role, of))).pages
            assert [page["text"] for page in pages] == [e.text for e in wanted]
            assert [page["text"] for page in pages if page["current"] or page["active"]] == [entry.text]
    first = context.build_frame(
        request("/councils/borchester/actions-mine/", BORCHESTER, membership(role, of))
    )
    assert first.pages == []


def test_the_departments_pages_over_all_councils_stand_beside_each_other():
    for entry in context.DEPARTMENT_PAGES:
        pages = context.build_frame(request(reverse(entry.name), None, membership("observer"))).pages
        assert [page["text"] for page in pages] == [e.text for e in context.DEPARTMENT_PAGES]
        assert [page["text"] for page in pages if page["current"]] == [entry.text]


def test_only_people_with_several_councils_can_change_council():
    one = context.build_frame(request("/help/", None, membership("chair", BORCHESTER)))
    two = context.build_frame(
        request("/help/", None, membership("chair", BORCHESTER), membership("chair", AMBRIDGE))
    )

    assert (one.can_change_council, one.council) == (False, BORCHESTER)
    assert (two.can_change_council, two.council, two.navigation) == (True, None, [])


def test_an_abolished_council_is_shown_as_such_and_named_with_its_successors():
    gone = Council(
        3, "Felpersham", dt.date(2023, 3, 31), ["North Felpersham Council", "Penny Hassett Council"]
    )
    html = pages.help_page(request("/help/", gone, membership("observer"))).content.decode()

    assert "Felpersham Council was abolished on 31 March 2023." in html
    assert "Its duties passed to North Felpersham Council and Penny Hassett Council." in html


@pytest.mark.parametrize("view", [pages.accessibility, pages.privacy, pages.cookies, pages.help_page])
def test_static_pages_open_signed_out_with_one_main_heading(view):
    response = view(signed_out())
    html = response.content.decode()

    assert response.status_code == 200
    assert html.count("<h1") == 1 and "Sign out" not in html


def test_help_explains_every_status_that_people_meet():
    html = pages.help_page(signed_out()).content.decode()

    for kind in ("delivery", "confidence", "compliance", "notice"):
        assert all(s.meaning.replace("'", "&#39;") in html for s in status.STATUSES[kind].values())


REFUSALS = [
    (pages.bad_request, 400),
    (pages.permission_denied, 403),
    (pages.csrf_failure, 403),
    (pages.page_not_found, 404),
]


@pytest.mark.parametrize(("view", "code"), REFUSALS)
def test_a_refusal_is_a_page_that_says_what_to_do(view, code):
    response = view(request("/councils/borchester/", BORCHESTER, membership("officer", BORCHESTER)))

    assert response.status_code == code
    assert b"Sign out" in response.content and response.content.count(b"<h1") == 1


def test_a_foreign_council_and_a_missing_one_give_the_same_bytes():
    foreign = request("/councils/ambridge/", AMBRIDGE, membership("officer", BORCHESTER))
    missing = request("/councils/nowhere/", None, membership("officer", BORCHESTER))

    assert pages.page_not_found(foreign).content == pages.page_not_found(missing).content
    assert b"Ambridge" not in pages.page_not_found(foreign).content


def test_a_failure_needs_neither_person_nor_session():
    broken = RequestFactory().get("/")
    assert not hasattr(broken, "user")

    failed, away = pages.server_error(broken), pages.service_unavailable(broken)

    assert (failed.status_code, away.status_code) == (500, 503)
    assert away["Retry-After"] == "30"
    assert b"was not saved" in failed.content and b"was not saved" in away.content


@pytest.mark.parametrize("brand", ["plain", "govuk"])
def test_a_page_holds_no_inline_script_or_style(settings, brand):
    settings.BRAND, settings.DEMO = brand, True
    html = pages.help_page(request("/help/", None, membership("officer", BORCHESTER))).content.decode()

    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert " style=" not in html and "<style" not in html and not re.search(r"\son\w+=", html)
    assert ("GOV.UK" in html) is (brand == "govuk")


def test_the_demonstration_says_so_on_every_page(settings):
    for demo in (True, False):
        settings.DEMO = demo
        assert (b"Demonstration" in pages.help_page(signed_out()).content) is demo


def test_people_are_escaped_in_the_frame():
    council = Council(9, "Loxley")
    council.short_name = "<i>Loxley</i>"
    made = request("/help/", None, membership("officer", council))
    html = pages.help_page(made).content.decode()

    assert "<i>Loxley" not in html and "&lt;i&gt;Loxley" in html
