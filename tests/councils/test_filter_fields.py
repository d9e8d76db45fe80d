"""The quick fields of filters print what the GOV.UK macros print."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import engines

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


def printed(name: str, form: forms.Form, field: str) -> str:
    source = (
        f'{{% from "components/{name}s.html" import {name}_field %}}'
        if name == "filter"
        else ('{% from "components/form.html" import form_field %}')
    )
    html = (
        engines["jinja2"]
        .from_string(source + f"{{{{ {name}_field(bound) }}}}")
        .render({"bound": form[field]})
    )
    html = re.sub(r"\s+", " ", html)
    return re.sub(r" ?(<|>) ?", r"\1", html).strip()


@pytest.mark.parametrize(
    "query", [{}, {"word": 'a "b"', "region": "a&b", "kinds": ["y"], "late": "on", "number": "7"}]
)
@pytest.mark.parametrize("field", list(Filters.base_fields))
def test_a_quick_field_is_the_same_as_the_component(field: str, query: dict[str, object]) -> None:
    form = Filters(query)
    form.is_valid()
    assert printed("filter", form, field) == printed("form", form, field)
