"""What people type about inspections and findings. The rules are the verbs' (findings.py)."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.file_fields import link_field, upload_field
from councils.forms import DateInputField, FilterForm, GovForm, LongText

from .models import Finding, Inspection, Notice

LONGEST = 8000


FACTS = (
    "kind", "publisher", "title", "framework", "began_on", "ended_on", "letter_on", "letter_link", "published_on",
    "not_published",
)  # fmt: skip


class InspectionForm(GuardsChildren):
    about_children = ("title",)

    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=Inspection.Kind.choices)
    publisher = forms.CharField(label="Who published it?", help_text="Such as Ofsted.", max_length=120)
    title = forms.CharField(label="Title of the report", max_length=400)
    framework = forms.CharField(
        label="Framework",
        help_text="Under which it gives its grades, such as “Inspecting local authority children’s services”.",
        max_length=200,
        required=False,
    )
    began_on = DateInputField(label="First day of the visit", required=False)
    ended_on = DateInputField(label="Last day of the visit", required=False)
    letter_on = DateInputField(label="Date of the letter or report", required=False)
    letter = upload_field("The letter or report")
    letter_link = link_field("Or a link to it")
    published_on = DateInputField(label="Date of publication", required=False)
    not_published = forms.BooleanField(
        label="It is not published",
        help_text="Such as Ofsted’s letter after a first monitoring visit.",
        required=False,
    )
    notice = forms.ChoiceField(label="Which instrument cites it?", required=False)

    def __init__(
        self, *args: Any, notices: list[Notice], inspection: Inspection | None = None, **kwargs: Any
    ) -> None:
        self.notices = {str(notice.pk): notice for notice in notices}
        if inspection:
            first = {name: getattr(inspection, name) for name in FACTS}
            kwargs["initial"] = {**first, "notice": str(inspection.notice_id or "")}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notice"]
        field.choices = [("", "None"), *((pk, str(notice)) for pk, notice in self.notices.items())]

    def clean_notice(self) -> Notice | None:
        return self.notices.get(self.cleaned_data["notice"])

    def facts(self) -> dict[str, Any]:
        """What the verbs take."""
        return {name: self.cleaned_data[name] for name in (*FACTS, "letter", "notice")}


class GradeForm(GovForm):
    area = forms.CharField(
        label="Area",
        help_text="In the words of the report, such as “Overall effectiveness”. An area that has a grade is corrected.",
        max_length=200,
    )
    grade = forms.CharField(label="Grade", help_text="Such as Inadequate.", max_length=60)
    note = forms.CharField(
        label="What the report says in short",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


class FindingForm(GovForm):
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=Finding.Kind.choices)
    label = forms.CharField(
        label="Number",
        help_text="As the report numbers it.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    text = forms.CharField(
        label="Finding", help_text="In the words of the report.", widget=LongText, max_length=LONGEST
    )


class FindingFilter(FilterForm):
    kind = forms.ChoiceField(label="Kind of finding", choices=[("", "All"), *Finding.Kind.choices])
    action = forms.ChoiceField(
        label="Actions", choices=[("", "All"), ("yes", "Has an action"), ("no", "Has no action")]
    )

    def narrow(self, rows: Any) -> Any:
        self.is_valid()
        if kind := self.cleaned_data.get("kind"):
            rows = rows.filter(kind=kind)
        if action := self.cleaned_data.get("action"):
            rows = rows.filter(actions__isnull=action == "no").distinct()
        return rows
