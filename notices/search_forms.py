"""What people look for among the clauses."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import FilterForm

from .models import Notice, Requirement
from .search import LONGEST, narrowed


class ClauseSearch(FilterForm):
    q = forms.CharField(
        label="Words or paragraph",
        help_text="Such as “supervision”, “paragraph 12” or “5.a”. Put words in quotation marks to find them side by side.",
        max_length=LONGEST,
    )
    instrument = forms.ChoiceField(label="Instrument", choices=[("", "All"), *Notice.Kind.choices])
    kind = forms.ChoiceField(label="Kind of clause", choices=[("", "All"), *Requirement.Kind.choices])
    binds = forms.ChoiceField(label="Whom it binds", choices=[("", "All"), *Requirement.Binds.choices])
    standing = forms.BooleanField(label="In force today only")

    @property
    def query(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    def narrow(self, rows: Any) -> Any:
        """The other filters; a wrong value in the address filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        choices = {name: given.get(name) or "" for name in ("instrument", "kind", "binds")}
        return narrowed(rows, **choices, standing=bool(given.get("standing")))
