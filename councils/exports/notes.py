"""Notes for a list as a workbook: as at when, which filters were in force, what the words mean."""

from __future__ import annotations

import datetime

from django import forms
from django.http import QueryDict

from .. import status
from ..forms import active_filters
from ..lateness import long_date


def list_notes(
    *, on: datetime.date, form: forms.BaseForm | None = None, query: QueryDict | None = None
) -> list[str]:
    """`form` is the list's bound filter form, `query` the address that filled it."""
    notes = [f"Made by Noticeboard, as at {long_date(on)}. An empty cell means that nothing is recorded."]
    if form is not None and query is not None:
        form.is_valid()  # a wrong value filters nothing
        chosen = [chip["text"] for chip in active_filters(form, query)]
        notes.append(f"Filtered by: {'; '.join(chosen)}." if chosen else "The whole list: no filter was set.")
    return notes


def word_notes(*kinds: str) -> list[str]:
    """What each word of these judgements means, as the pages say it: `word_notes("delivery", "confidence")`."""
    return [
        f"{kind.capitalize()}, “{one.word}”: {one.meaning}"
        for kind in kinds
        for one in status.STATUSES[kind].values()
    ]
