"""Dates in three boxes, GOV.UK wording, the error summary, filters as chips."""

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from councils.forms import DateInputField, FilterForm, GovForm, LongText, active_filters, error_list


class DateForm(GovForm):
    due_on = DateInputField(label="Due date")


def dated(day="", month="", year=""):
    return DateForm(QueryDict(f"due_on-day={day}&due_on-month={month}&due_on-year={year}"))


@pytest.mark.parametrize(
    ("day", "month", "year", "date"),
    [
        ("3", "1", "2027", dt.date(2027, 1, 3)),
        ("03", "01", "2027", dt.date(2027, 1, 3)),
        ("3", "jan", "2027", dt.date(2027, 1, 3)),
        ("3", "January", "2027", dt.date(2027, 1, 3)),
        ("3", "Sept", "27", dt.date(2027, 9, 3)),
        ("29", "feb", "2028", dt.date(2028, 2, 29)),
        ("+3+", "+mar.", "2027+", dt.date(2027, 3, 3)),
    ],
)
def test_a_date_may_be_typed_in_numbers_or_words(day, month, year, date):
    form = dated(day, month, year)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due_on"] == date


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "box"),
    [
        ("", "", "", "Enter the due date", "day"),
        ("3", "", "2027", "Due date must include a month", "month"),
        ("", "", "2027", "Due date must include a day and month", "day"),
        ("3", "3", "", "Due date must include a year", "year"),
        ("31", "2", "2027", "Due date must be a real date", "day"),
        ("29", "2", "2027", "Due date must be a real date", "day"),
        ("3", "13", "2027", "Due date must be a real date", "month"),
        ("3", "ju", "2027", "Due date must be a real date", "month"),
        ("3", "ma", "2027", "Due date must be a real date", "month"),
        ("x", "3", "2027", "Due date must be a real date", "day"),
        ("3", "3", "soon", "Due date must be a real date", "year"),
        ("3", "3", "202", "Year must include 4 numbers", "year"),
        ("3", "3", "99999", "Due date must be a real date", "day"),
        ("3", "3", "1066", "Due date must be between 1990 and 2100", "year"),
        ("²", "3", "2027", "Due date must be a real date", "day"),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_leads_to_the_box(day, month, year, message, box):
    form = dated(day, month, year)

    assert form.error_list == [{"text": message, "href": f"#id_due_on-{box}"}]
    assert form["due_on"].value() == {"day": day, "month": month, "year": year}  # what was typed is kept


def test_an_optional_date_may_be_empty_and_a_link_may_carry_an_iso_date():
    class Optional(GovForm):
        due_on = DateInputField(label="Due date", required=False)

    empty, linked = Optional(QueryDict("")), Optional(QueryDict("due_on=2027-01-03"))

    assert empty.is_valid() and empty.cleaned_data == {"due_on": None}
    assert linked.is_valid() and linked.cleaned_data == {"due_on": dt.date(2027, 1, 3)}


def test_a_date_that_was_not_touched_has_not_changed():
    data = QueryDict("due_on-day=3&due_on-month=1&due_on-year=2027")

    assert DateForm(data, initial={"due_on": dt.date(2027, 1, 3)}).has_changed() is False
    assert DateForm(data, initial={"due_on": dt.date(2027, 1, 4)}).has_changed() is True


class AnswerForm(GovForm):
    owner = forms.ChoiceField(choices=[("1", "Head of Safeguarding")])
    narrative = forms.CharField(label="What has changed", widget=LongText, max_length=5)
    email = forms.EmailField(label="Email address")
    caseload = forms.IntegerField(label="DfE figure", required=False)
    sure = forms.ChoiceField(label="Are you sure?", choices=[("y", "Yes")], widget=forms.RadioSelect)
    own = forms.CharField(label="Ref", error_messages={"required": "Give this action a reference"})
    paper = forms.FileField(label="Document")


def test_messages_are_in_plain_english_and_in_the_order_of_the_fields():
    form = AnswerForm({"email": "no", "caseload": "many"}, {})

    assert form.error_list == [
        {"text": "Select the owner", "href": "#id_owner"},
        {"text": "Enter what has changed", "href": "#id_narrative"},
        {"text": "Enter an email address in the correct format, like name@example.com", "href": "#id_email"},
        {"text": "DfE figure must be a number", "href": "#id_caseload"},
        {"text": "Select an answer", "href": "#id_sure"},
        {"text": "Give this action a reference", "href": "#id_own"},
        {"text": "Select the document", "href": "#id_paper"},
    ]


def test_a_line_end_counts_as_one_character():
    five = AnswerForm({"narrative": "ab\r\ncd"})
    six = AnswerForm({"narrative": "ab\r\ncde"})

    assert "narrative" not in five.errors and five.cleaned_data["narrative"] == "ab\ncd"
    assert six.errors["narrative"] == ["What has changed must be 5 characters or less"]


def test_a_mistake_of_the_whole_form_leads_to_its_first_box():
    class Form(GovForm):
        version = forms.IntegerField(widget=forms.HiddenInput)
        due_on = DateInputField(required=False)

        def clean(self):
            raise forms.ValidationError("Somebody else has saved this action.")

    assert Form({"version": "1"}).error_list == [
        {"text": "Somebody else has saved this action.", "href": "#id_due_on-day"}
    ]


def test_several_forms_share_one_summary_and_no_form_no_errors():
    assert [e["href"] for e in error_list(DateForm(prefix="a", data={}), DateForm(prefix="b", data={}))] == [
        "#id_a-due_on-day",
        "#id_b-due_on-day",
    ]
    assert error_list(DateForm()) == []


class PlanFilter(FilterForm):
    confidence = forms.MultipleChoiceField(choices=[("at_risk", "At risk"), ("off_track", "Off track")])
    overdue = forms.BooleanField(label="Overdue only")
    due_before = DateInputField()
    words = forms.CharField()


def test_filters_in_force_are_chips_that_can_be_taken_away_alone():
    query = QueryDict(
        "confidence=at_risk&confidence=off_track&overdue=on&due_before=2026-12-01&words=a%26b&page=3&sort=-due"
    )
    form = PlanFilter(query)
    form.is_valid()

    chips = active_filters(form, query)

    assert [chip["text"] for chip in chips] == [
        "Confidence: At risk", "Confidence: Off track", "Overdue only", "Due before: 1 December 2026", "Words: a&b",
    ]  # fmt: skip
    without_first = QueryDict(chips[0]["href"].removeprefix("?"))
    assert without_first.getlist("confidence") == ["off_track"]
    assert without_first["sort"] == "-due" and "page" not in without_first
    assert "due_before" not in QueryDict(chips[3]["href"].removeprefix("?"))
    assert "words" not in QueryDict(chips[4]["href"].removeprefix("?"))


def test_a_list_starts_without_filters_and_ignores_wrong_ones():
    empty, wrong = PlanFilter(QueryDict("")), PlanFilter(QueryDict("confidence=green"))
    wrong.is_valid()

    assert empty.is_valid() and active_filters(empty, QueryDict("")) == []
    assert active_filters(wrong, QueryDict("confidence=green")) == []
