"""Who may see what is restricted."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from councils.forms import GovForm
from councils.models import Council, Membership, User

from .models import Action, Evidence


class ReadersForm(GovForm):
    restricted = forms.BooleanField(label="Only named people may see it", required=False)
    people = forms.MultipleChoiceField(
        label="Who else may see it?", widget=forms.CheckboxSelectMultiple, required=False
    )
    shown_when = {"people": ("restricted", ("on",))}
    always = ""  # who needs no naming, as a sentence

    def __init__(
        self, *args: Any, row: Action | Evidence, council: Council, on: datetime.date, **kwargs: Any
    ) -> None:
        named = [person.user for person in row.people.select_related("user")]
        self.readers = {str(person.pk): person for person in [*people_of(council, on=on), *named]}
        first = {"restricted": row.restricted, "people": [str(person.pk) for person in named]}
        super().__init__(*args, initial=first, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [(pk, person.name) for pk, person in self.readers.items()]
        field.help_text = self.always

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"restricted": given["restricted"], "people": [self.readers[pk] for pk in given["people"]]}


class EvidenceReadersForm(ReadersForm):
    always = (
        "Its submitter, the owner of the action, the improvement lead, the director and the chair always can."
    )


class ActionReadersForm(ReadersForm):
    always = (
        "Its owner, its accountable lead, the improvement lead and the director always can. Select the chair too if the "
        "board is to decide on it."
    )


def people_of(council: Council, *, on: datetime.date) -> list[User]:
    """Everybody with a role in this council now."""
    ids = Membership.objects.filter(council=council).current(on=on).values("user_id")
    return list(User.objects.filter(pk__in=ids, is_active=True))
