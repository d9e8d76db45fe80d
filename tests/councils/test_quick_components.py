"""The components that every page or list needs print what the GOV.UK macros print, only sooner."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from councils.forms import DateInputField, FilterForm


class Filters(FilterForm):
    word = forms.CharField(label="Council or <place>", max_length=120)
    region = forms.ChoiceField(
        label="Region", choices=[("", "Any"), ("a&b", "North & <East>"), ("c", "South")]
    )
    kinds = forms.MultipleChoiceField(
        label="With actions that are",
        choices=[("x", "Off track"), ("y", "At risk")],
        widget=forms.CheckboxSelectMultiple,
    )
    late = forms.BooleanField(label="Overdue")
    explained = forms.BooleanField(label="Explained", help_text="What it means")
    since = DateInputField(label="Since", required=False)
    number = forms.IntegerField(label="Number")
    notice = forms.IntegerField(widget=forms.HiddenInput)


def printed(source: str, **values: Any) -> str:
    """What a template prints, without blanks around its tags."""
    html = re.sub(r"\s+", " ", engines["jinja2"].from_string(source).render(values))
    return re.sub(r" ?(<|>) ?", r"\1", html).strip()


@pytest.mark.parametrize(
    "query", [{}, {"word": 'a "b"', "region": "a&b", "kinds": ["y"], "late": "on", "number": "7"}]
)
@pytest.mark.parametrize("field", list(Filters.base_fields))
def test_a_quick_field_is_the_same_as_the_component(field: str, query: dict[str, object]) -> None:
    form = Filters(query)
    form.is_valid()
    quick = '{% from "components/filters.html" import filter_field %}{{ filter_field(bound) }}'
    slow = '{% from "components/form.html" import form_field %}{{ form_field(bound) }}'
    assert printed(quick, bound=form[field]) == printed(slow, bound=form[field])


ITEMS = [
    {"text": "My <actions>", "href": "/a/?b&c", "current": False, "active": False},
    {"text": "Plan", "href": "/p/", "current": True, "active": False},
    {"text": "Notice", "href": "/n/", "current": False, "active": True},
]


@pytest.mark.parametrize("items", [ITEMS, ITEMS[:1], ITEMS[1:]])
def test_the_quick_service_navigation_is_the_same_as_the_component(items: list[dict[str, Any]]) -> None:
    quick = '{% from "components/navigation.html" import service_navigation %}{{ service_navigation(items) }}'
    slow = """{% from "govuk_frontend_jinja/components/service-navigation/macro.html" import govukServiceNavigation %}
        {{ govukServiceNavigation({"navigation": items, "navigationLabel": "Main"}) }}"""
    assert printed(quick, items=items) == printed(slow, items=items)


@pytest.mark.parametrize("number", [1, 2, 6, 12])
def test_the_quick_pagination_is_the_same_as_the_component(number: int) -> None:
    page = Paginator(range(120), 10).page(number)
    asked = RequestFactory().get("/", {"sort": "due", "name": "a&b"})
    quick = '{% from "components/navigation.html" import pagination %}{{ pagination(page, request, label="Pages") }}'
    slow = """{% from "govuk_frontend_jinja/components/pagination/macro.html" import govukPagination %}
        {% set l = page_links(page, request) %}
        {{ govukPagination({"items": l["items"], "previous": l.previous, "next": l.next, "landmarkLabel": "Pages"}) }}"""
    assert printed(quick, page=page, request=asked) == printed(slow, page=page, request=asked)
