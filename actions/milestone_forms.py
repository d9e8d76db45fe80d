from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm

from .models import Milestone


class MilestoneForm(GovForm):
    """Add (milestone None) or edit a milestone."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    title = forms.CharField(
        label="What will be reached?",
        max_length=300,
        error_messages={"required": "Enter what will be reached"},
    )
    due_on = DateInputField(
        label="By when?",
        help_text="For example, 31 3 2027",
        error_messages={"required": "Enter the day by which it will be reached"},
    )

    def __init__(self, *args: Any, milestone: Milestone | None = None) -> None:
        now = milestone and {
            "based_on": milestone.version,
            "title": milestone.title,
            "due_on": milestone.due_on,
        }
        super().__init__(*args, initial=now or {})


class MetForm(GovForm):
    met_on = DateInputField(
        label="On which day was it met?",
        help_text="Today, or the day in the past on which it was met.",
        error_messages={"required": "Enter the day on which it was met"},
    )

    def __init__(self, *args: Any, on: datetime.date) -> None:
        super().__init__(*args, initial={"met_on": on})
