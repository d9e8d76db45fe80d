"""Filters of the Department's pages: a day, which councils, and which part of the list that the page shows of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from councils.forms import DateInputField, FilterForm, GovForm
from notices.models import Notice

from ..models import SavedView

ANY = ("", "Any")
STAGES = [(value, label) for value, label in Notice.State.choices if value in Notice.STANDING]
REVIEWS = [
    ANY,
    ("overdue", "Overdue"),
    ("30", "In the next 30 days"),
    ("90", "In the next 90 days"),
    ("none", "None planned"),
]


class DayFilter(FilterForm):
    """The day as at which a page is shown: today, or one that is past."""

    as_at = DateInputField(label="As at")

    def __init__(self, *args: Any, on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_as_at(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["as_at"]
        if day and day > self.on:
            raise ValidationError("The date must be today or in the past", code="bad_day")
        return day

    def past_day(self) -> datetime.date | None:
        self.is_valid()  # a wrong value filters nothing
        day: datetime.date | None = self.cleaned_data.get("as_at")
        return day if day and day < self.on else None


class CouncilFilter(DayFilter):
    """Which councils to show. The choices of regions are those that the list holds."""

    field_order: Sequence[str] = (
        "name", "region", "instrument", "stage", "confidence", "overdue", "not_updated", "review", "board_gap",
        "late_reports", "watched", "as_at",
    )  # fmt: skip

    name = forms.CharField(label="Name of the council", max_length=120)
    region = forms.ChoiceField(label="Region")
    instrument = forms.ChoiceField(label="Instrument", choices=[ANY, *Notice.Kind.choices])
    stage = forms.ChoiceField(label="Stage", choices=[ANY, *STAGES])
    confidence = forms.MultipleChoiceField(
        label="Councils with actions that are",
        choices=[("off_track", "Off track"), ("at_risk", "At risk")],
        widget=forms.CheckboxSelectMultiple,
    )
    overdue = forms.BooleanField(label="Councils with overdue actions")
    not_updated = forms.BooleanField(label="Councils with actions not updated since the last board")
    review = forms.ChoiceField(label="Next review", choices=REVIEWS)
    board_gap = forms.BooleanField(label="Councils whose board meets too seldom")
    late_reports = forms.BooleanField(label="Councils with late reports")
    watched = forms.BooleanField(label="Councils on my watchlist")

    def __init__(self, *args: Any, regions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["region"]
        field.choices = [ANY, *((region, region) for region in regions)]


class PartFilter(CouncilFilter):
    """The same for a list that has looks: which of them, and of one council."""

    field_order = ("show", "council", *CouncilFilter.field_order)

    show = forms.ChoiceField(label="Show")
    council = forms.ChoiceField(label="Council")

    def __init__(
        self,
        *args: Any,
        looks: Sequence[tuple[str, str]],
        councils: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["show"].choices = looks
        fields["council"].choices = [ANY, *councils]


class ChangesFilter(PartFilter):
    """What changed has a day of its own."""

    field_order = ("show", "since", "council", *CouncilFilter.field_order)

    since = DateInputField(label="Since")


class CompareFilter(CouncilFilter):
    """The indicators to choose from are those of the councils that the other filters leave."""

    field_order = ("indicator", *CouncilFilter.field_order)

    indicator = forms.ChoiceField(label="Indicator")


class ColumnsForm(GovForm):
    columns = forms.MultipleChoiceField(
        label="Columns to show", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "columns_%s", **kwargs})
        field: Any = self.fields["columns"]
        field.choices = choices


class SavedViewForm(GovForm):
    """A name for the filters, the order and the columns in force."""

    name = forms.CharField(label="Name of the view", max_length=SavedView._meta.get_field("name").max_length)
    query = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=SavedView._meta.get_field("query").max_length
    )
