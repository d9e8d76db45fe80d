from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import FilterForm
from councils.status import choices

from .models import DueItemQuerySet, Kind, ReminderQuerySet
from .models.due import PERSONAL


class DueFilter(FilterForm):
    kind = forms.MultipleChoiceField(
        label="What",
        choices=[(kind.value, kind.label) for kind in Kind if kind not in PERSONAL],
        widget=forms.CheckboxSelectMultiple,
    )
    overdue = forms.BooleanField(label="Overdue only")

    def narrow(self, items: DueItemQuerySet, *, on: Any) -> DueItemQuerySet:
        """Wrong values in the address are ignored."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("kind"):
            items = items.filter(kind__in=wanted["kind"])
        return items.overdue(on=on) if wanted.get("overdue") else items


class LogFilter(FilterForm):
    state = forms.MultipleChoiceField(
        label="State", choices=lambda: choices("reminder"), widget=forms.CheckboxSelectMultiple
    )
    kind = forms.MultipleChoiceField(
        label="What",
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.OWN],
        widget=forms.CheckboxSelectMultiple,
    )

    def narrow(self, reminders: ReminderQuerySet) -> ReminderQuerySet:
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("state"):
            reminders = reminders.filter(state__in=wanted["state"])
        return reminders.filter(kind__in=wanted["kind"]) if wanted.get("kind") else reminders
