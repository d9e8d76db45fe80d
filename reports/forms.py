"""The date of a report, and which notice a trace is of."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from councils.forms import DateInputField, FilterForm, GovForm
from councils.lateness import long_date
from notices.models import Notice

from .models import ReportRun


class AsAtForm(GovForm):
    """The day whose figures a report shows: not before the notice, not after today."""

    mark_optional = False
    as_at = DateInputField(label="Show the figures as at", help_text="For example, 27 3 2026", required=False)

    def __init__(self, *args: Any, first: datetime.date, on: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.first, self.on = first, on

    def clean_as_at(self) -> datetime.date:
        if self.cleaned_data["as_at"] is None and str(self.data.get("as_at", "")).strip():
            raise ValidationError("The date must be a real date", code="bad_day")
        day: datetime.date = self.cleaned_data["as_at"] or self.on
        if day > self.on:
            raise ValidationError("The date must be today or in the past", code="bad_day")
        if day < self.first:
            raise ValidationError(
                f"The date must be on or after {long_date(self.first)}, when the notice was issued",
                code="bad_day",
            )
        return day


class TraceFilter(FilterForm):
    notice = forms.ChoiceField(label="Notice or direction")

    def __init__(self, *args: Any, notices: Sequence[Notice], **kwargs: Any) -> None:
        self.notices = {str(notice.number): notice for notice in notices}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notice"]
        field.choices = [(number, str(notice)) for number, notice in self.notices.items()]

    def chosen(self) -> Notice | None:
        """The one that the address names, else the first: the newest that is in force."""
        self.is_valid()
        first = next(iter(self.notices.values()), None)
        return self.notices.get(self.cleaned_data.get("notice", ""), first)


class CompareForm(GovForm):
    """Two issued reports; whichever is chosen first, the earlier one is compared with the later."""

    mark_optional = False
    earlier = forms.ChoiceField(label="From")
    later = forms.ChoiceField(label="To")

    def __init__(self, *args: Any, runs: Sequence[ReportRun], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(run.number), f"{run}, as at {long_date(run.as_at)}") for run in runs]
        for name in ("earlier", "later"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(choices) > 1:
            self.fields["earlier"].initial, self.fields["later"].initial = choices[1][0], choices[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "earlier" in cleaned and cleaned["earlier"] == cleaned.get("later"):
            self.add_error("later", "Choose two different reports")
        elif "earlier" in cleaned and "later" in cleaned:
            cleaned["earlier"], cleaned["later"] = sorted((cleaned["earlier"], cleaned["later"]), key=int)
        return cleaned
