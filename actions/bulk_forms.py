"""Choosing several actions, and what all of them shall have."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from councils.forms import GovForm
from councils.models import Council, Organisation, User

from .forms import people_of
from .models import Action, Objective
from .services.around_action import KEEP
from .services.bulk import Wanted

_ROW = re.compile(r"(\d{1,18})-(\d{1,9})")
LEAVE = ("", "Leave as it is")
NOBODY = ("nobody", "Nobody yet")


class RowsField(forms.MultipleChoiceField):
    """Each choice is an action and the version that the person saw. A version that has passed is a choice too: what
    becomes of it is told in the result."""

    known: Mapping[int, Action] = {}

    def valid_value(self, value: str) -> bool:
        match = _ROW.fullmatch(value)
        return match is not None and int(match[1]) in self.known


class BulkForm(GovForm):
    owner = forms.ChoiceField(label="New owner", required=False)
    accountable_lead = forms.ChoiceField(label="New accountable lead", required=False)
    objective = forms.ChoiceField(label="Move to objective", required=False)
    priority = forms.ChoiceField(label="Priority", required=False, choices=[LEAVE, *Action.Priority.choices])
    rows = RowsField(
        label="Which actions?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one action"},
    )

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        council: Council,
        on: datetime.date,
        objectives: Sequence[Objective],
        known: Mapping[int, Action],
        listed: Sequence[Action],
        **kwargs: Any,
    ) -> None:
        """`known`: the actions of the plan; `listed`: those that the filters leave, in order."""
        super().__init__(*args, **kwargs)
        people = {f"u{person.pk}": person for person in people_of(council, on=on)}
        agencies = {f"o{o.pk}": o for o in Organisation.objects.filter(council=council)}
        self.people: dict[str, User] = people
        self.owners: dict[str, User | Organisation] = {**people, **agencies}
        self.objectives = {str(objective.pk): objective for objective in objectives}
        self.known = known
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [LEAVE, *((key, o.name) for key, o in self.owners.items()), NOBODY]
        fields["accountable_lead"].choices = [LEAVE, *((key, p.name) for key, p in people.items()), NOBODY]
        fields["objective"].choices = [LEAVE, *((pk, str(o)) for pk, o in self.objectives.items())]
        fields["rows"].known = known
        fields["rows"].choices = [(row_of(action), str(action)) for action in listed]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in ("owner", "accountable_lead", "objective", "priority")):
            self.add_error(None, "Choose at least one thing that will change")
        return given

    def chosen(self) -> list[tuple[Action, int]]:
        """Each action once, with the version that the person saw."""
        seen = dict(row.split("-") for row in self.cleaned_data["rows"])
        return [(self.known[int(pk)], int(version)) for pk, version in seen.items()]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            owner=self.owners.get(given["owner"]) if given["owner"] else KEEP,
            objective=self.objectives[given["objective"]] if given["objective"] else KEEP,
            priority=given["priority"] or KEEP,
            accountable_lead=self.people.get(given["accountable_lead"])
            if given["accountable_lead"]
            else KEEP,
        )


def row_of(action: Action) -> str:
    return f"{action.pk}-{action.version}"
