"""What people type about boards and their meetings."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText

from .services import CUT_OFF_DAYS


class ClockField(forms.TimeField):
    """A time as people write it: 10am, 2.30pm, 14:00."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    default_error_messages = {"invalid": "Enter a time, like 10am or 2:30pm"}
    FORMATS = ("%H:%M", "%H:%M:%S", "%I%p", "%I:%M%p")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=self.FORMATS, **kwargs)

    def to_python(self, value: Any) -> datetime.time | None:
        if isinstance(value, str):
            value = value.strip().lower().replace(" ", "").replace(".", ":")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else value


class PlanMeetingsForm(GovForm):
    first_on = DateInputField(label="Date of the first meeting")
    until = DateInputField(label="Plan meetings until")
    starts_at = ClockField(label="Start time", help_text="For example, 10am or 2:30pm")
    place = forms.CharField(label="Place", max_length=200, required=False)
    cut_off_days = forms.IntegerField(
        label="Working days before each meeting when updates close",
        min_value=1,
        max_value=20,
        initial=CUT_OFF_DAYS,
        error_messages={
            "min_value": "Updates must close at least 1 working day before",
            "max_value": "Updates must close at most 20 working days before",
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first_on, until = cleaned.get("first_on"), cleaned.get("until")
        if first_on and until and until < first_on:
            self.add_error("until", "The last day must be the same as or after the first meeting")
        return cleaned


class CancelMeetingForm(GovForm):
    why = forms.CharField(label="Why is it cancelled?", widget=LongText, max_length=1000)
