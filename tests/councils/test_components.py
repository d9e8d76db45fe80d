"""The macros: what a form, a table, a status become on the page. Needs no database."""

import datetime as dt
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from councils import status
from councils.forms import DateInputField, FilterForm, GovForm, LongText


def render(source, **context):
    html = engines["jinja2"].from_string(source).render(context)
    return re.sub(r"\s+", " ", html).strip()


def request(path="/"):
    return RequestFactory().get(path)


class UpdateForm(GovForm):
    confidence = forms.ChoiceField(choices=status.choices("confidence"), widget=forms.RadioSelect)
    recovery = forms.CharField(widget=LongText, required=False)
    narrative = forms.CharField(widget=LongText, max_length=500, help_text="Name no child")
    due_on = DateInputField(label="Due date")
    kinds = forms.MultipleChoiceField(
        choices=[("a", "Quality"), ("b", "Impact")], widget=forms.CheckboxSelectMultiple, required=False
    )
    reply = forms.ChoiceField(choices=[("post", "By post"), ("no", "Not at all")], widget=forms.RadioSelect)
    address = forms.CharField(widget=LongText, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    choice_hints = {"confidence": status.meanings("confidence")}
    shown_when = {"recovery": ("confidence", ("at_risk", "off_track"))}
    reveals = {"reply": {"post": ["address"]}}


FORM = '{% from "components/form.html" import form_fields, error_summary %}{{ error_summary(form) }}{{ form_fields(form) }}'


def test_every_field_of_a_form_is_printed_once():
    html = render(FORM, form=UpdateForm())

    for name in ("recovery", "narrative", "address", "version", "due_on-day", "due_on-month", "due_on-year"):
        assert html.count(f'name="{name}"') == 1, name
    assert html.count('name="confidence"') == 3 and html.count('type="checkbox"') == 2


def test_each_error_is_linked_to_its_box_and_described_by_it():
    form = UpdateForm({})
    html = render(FORM, form=form)

    for error in form.error_list:
        assert f'<a href="{error["href"]}">' in html
        assert f'id="{error["href"][1:]}"' in html
    described = set(" ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split())
    assert described and all(f'id="{one}"' in html for one in described)


def test_what_was_typed_is_kept_to_the_letter_inside_a_radios_panel_too():
    typed = 'one\n  two <b>&\n\n"three"'
    form = UpdateForm({"reply": "post", "address": typed})
    html = engines["jinja2"].from_string(FORM).render({"form": form})
    textarea = re.search(r'<textarea[^>]*name="address"[^>]*>(.*?)</textarea>', html, re.DOTALL)

    assert textarea is not None
    assert textarea[1] == "one\n  two &lt;b&gt;&amp;\n\n&#34;three&#34;"


def test_a_field_for_some_answers_says_which_and_is_visible_without_a_script():
    html = render(FORM, form=UpdateForm())

    assert 'data-shown-when="confidence" data-answers="at_risk off_track"' in html
    assert " hidden" not in html.replace('type="hidden"', "")
    assert "Recovery (optional)" not in html and "Kinds (optional)" in html


def test_hints_stand_under_the_radios():
    html = render(FORM, form=UpdateForm())

    assert html.count("govuk-radios__hint") == 3 and "May miss its date" in html


def test_a_wrong_date_marks_the_box_that_is_wrong():
    form = UpdateForm({"due_on-day": "3", "due_on-month": "", "due_on-year": "2027"})
    html = render(
        '{% from "components/form.html" import form_field %}{{ form_field(form["due_on"]) }}', form=form
    )

    boxes = re.findall(r'<input class="([^"]*)" id="id_due_on-(\w+)"', html)
    assert [part for classes, part in boxes if "govuk-input--error" in classes] == ["month"]
    assert 'value="2027"' in html and "Due date must include a month" in html


def test_a_password_is_never_written_back():
    class SignIn(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    html = render(FORM, form=SignIn({"password": "s3cret-and-typed"}))

    assert "s3cret" not in html and 'type="password"' in html


@pytest.mark.parametrize("kind", status.STATUSES)
def test_a_tag_is_the_one_of_the_govuk_package(kind):
    for s in status.STATUSES[kind].values():
        ours = render(
            '{% from "components/status.html" import status_tag %}{{ status_tag(k, v) }}', k=kind, v=s.value
        )
        theirs = render(
            '{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}{{ govukTag(p) }}',
            p={"text": s.word, "classes": f"govuk-tag--{s.colour}"},
        )
        assert ours == theirs.replace("> ", ">").replace(" <", "<")


def test_a_due_date_is_followed_by_its_lateness_in_words():
    html = render(
        '{% from "components/status.html" import due %}{{ due(d, on) }}',
        d=dt.date(2026, 3, 8),
        on=dt.date(2026, 3, 14),
    )

    assert html == (
        '<time datetime="2026-03-08">8 March 2026</time> <span class="nb-late nb-late--overdue">6 days overdue</span>'
    )


TABLE = '{% from "components/table.html" import data_table %}{{ data_table("Late", columns, rows, request=request, sort=sort) }}'
COLUMNS = [{"label": "Ref", "sort": "ref"}, {"label": "Days", "numeric": True, "sort": "days"}]


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches_and_escapes_its_cells():
    html = render(
        TABLE, columns=COLUMNS, rows=[["<A1>", 6], [{"html": "<i>x</i>"}, 7]], request=request(), sort="ref"
    )

    assert '<div class="nb-table" role="region" aria-label="Late" tabindex="0">' in html
    assert "&lt;A1&gt;" in html and "&lt;i&gt;x" in html
    assert html.count('<th scope="row"') == 2 and html.count('<th scope="col"') == 2


def test_each_cell_names_its_column_for_a_phone():
    """But for the row's own name, cells over several columns, columns without a heading, and tables of two columns."""
    columns = [{"label": "Action"}, {"label": 'Due "then"'}, {"label": "Details", "hidden": True}]
    html = render(
        '{% from "components/table.html" import table %}{% call table("Plan", columns) %}'
        '<tr><th scope="row">1.1</th><td>today</td><td class="x">more</td></tr>'
        '<tr class="g"><td colspan="3">Group</td></tr><tr><th scope="row">1.2</th><td></td></tr>{% endcall %}',
        columns=columns,
    )  # fmt: skip
    rows = html[html.index("<tbody") :]
    due = 'data-label="Due &#34;then&#34;"'
    assert f'<th scope="row">1.1</th><td {due}>today</td><td class="x">more</td>' in rows
    assert f'<td colspan="3">Group</td></tr><tr><th scope="row">1.2</th><td {due}></td>' in rows
    assert "data-label" not in render(
        '{% from "components/table.html" import data_table %}{{ data_table("Judged", columns, [["Met", 3]]) }}',
        columns=[{"label": "Judgement"}, {"label": "Requirements", "numeric": True}],
    )


def test_a_row_beside_a_cell_that_reaches_down_is_labelled_from_its_second_column():
    columns = [{"label": "Clause"}, {"label": "Action"}, {"label": "Evidence"}]
    html = render(
        '{% from "components/table.html" import table %}{% call table("Trace", columns) %}'
        '<tr><th rowspan="2">1</th><td>1.1</td><td>a</td></tr><tr><td>1.2</td><td>b</td></tr>'
        '<tr><th rowspan="1">2</th><td>1.3</td><td>c</td></tr><tr><th>3</th><td>1.4</td><td>d</td></tr>{% endcall %}',
        columns=columns,
    )  # fmt: skip
    rows = html[html.index("<tbody") :]
    assert rows.count('<td data-label="Action">1.') == 4
    assert [rows.count(f'<td data-label="Evidence">{letter}</td>') for letter in "abcd"] == [1, 1, 1, 1]
    assert rows.count("data-label") == 8


def test_a_sorted_column_says_so_and_its_link_turns_it_round():
    page = request("/plan/?theme=w&page=2")
    up = render(TABLE, columns=COLUMNS, rows=[["A", 1]], request=page, sort="days")
    down = render(TABLE, columns=COLUMNS, rows=[["A", 1]], request=page, sort="-days")

    assert (
        up.count("aria-sort") == 1
        and 'aria-sort="ascending"' in up
        and 'href="?theme=w&amp;sort=-days"' in up
    )
    assert (
        down.count("aria-sort") == 1
        and 'aria-sort="descending"' in down
        and 'href="?theme=w&amp;sort=days"' in down
    )


def test_an_empty_list_is_a_sentence_not_a_table():
    html = render(TABLE, columns=COLUMNS, rows=[], request=request(), sort="")

    assert "<table" not in html and "There is nothing to show." in html


def test_page_numbers_keep_the_filters():
    page = Paginator(range(500), 50).page(5)
    html = render(
        '{% from "components/navigation.html" import pagination %}{{ pagination(page, request) }}',
        page=page, request=request("/plan/?theme=w&page=5"),
    )  # fmt: skip

    assert 'href="?theme=w&amp;page=6"' in html and html.count('aria-current="page"') == 1


def test_apply_stands_above_and_below_the_filters_and_the_sort_order_is_kept():
    class Words(FilterForm):
        words = forms.CharField()

    page = request("/plan/?words=hub&sort=-due")
    form = Words(page.GET)
    form.is_valid()
    html = render(
        '{% from "components/filters.html" import filtered_list %}'
        '{% call filtered_list(request, form, "1 action") %}LIST{% endcall %}',
        request=page, form=form,
    )  # fmt: skip

    assert html.count("Apply filters") == 2 and '<input type="hidden" name="sort" value="-due">' in html
    assert '<details class="nb-filtered__panel">' in html
    assert "Words: hub" in html and "(optional)" not in html and "LIST" in html


def test_a_summary_escapes_values_and_names_each_change_link():
    html = render(
        '{% from "components/summary.html" import summary_list %}{{ summary_list(rows) }}',
        rows=[
            {"key": "Owner", "value": "<b>", "change": "/o"},
            {"key": "Notes", "value": ""},
            {"key": "Late", "value": 0},
        ],
    )

    assert "&lt;b&gt;" in html and "Notes" not in html and "Late" in html
    assert 'Change<span class="govuk-visually-hidden"> owner</span>' in html


def test_the_text_of_an_email_is_not_escaped_and_has_the_words_of_its_html():
    blocks = [
        {"text": "Tom & Jo's actions"},
        {"list": [{"text": "A1 <hub>", "note": "6 days overdue", "href": "http://x/?a=1&b=2"}]},
        {"action": {"text": "See all", "href": "http://x/"}},
    ]
    text = engines["jinja2"].get_template("email/base.txt").render({"blocks": blocks})
    html = engines["jinja2"].get_template("email/base.html").render({"blocks": blocks, "subject": "Due"})

    assert "Tom & Jo's actions" in text and "A1 <hub>" in text and "http://x/?a=1&b=2" in text
    assert (
        "Tom &amp; Jo&#39;s actions" in html
        and "A1 &lt;hub&gt;" in html
        and 'href="http://x/?a=1&amp;b=2"' in html
    )
