"""The warning of child_data.py in a form: look again, or say that nobody can be identified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from .child_data import Clue, clues_in_all, in_words
from .forms import GovForm

CHECKED = "I have checked: nobody can be identified"


class GuardsChildren(GovForm):
    """Set `about_children` to the names of the fields with people's own words; names of files are looked at too.

    The checkbox is there only when something was seen, so nobody ticks it out of habit. Hand
    `checked` to the verb, which notes the decision in the audit log without the text.
    """

    about_children: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clues: list[Clue] = clues_in_all(self._words()) if self.is_bound else []
        if self.clues:
            self.fields["nobody_identified"] = forms.BooleanField(label=CHECKED, required=False)

    def _words(self) -> list[str]:
        texts = [str(self.data.get(self.add_prefix(name)) or "") for name in self.about_children]
        return [*texts, *(str(getattr(upload, "name", "") or "") for upload in self.files.values())]

    @property
    def checked(self) -> list[str]:
        """What the person was warned of and confirmed, for the verb."""
        return [clue.name.lower() for clue in self.clues]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.clues and not cleaned.get("nobody_identified"):
            self.add_error(
                "nobody_identified",
                f"This looks as if it holds {in_words(self.clues)}. Take it out, or select that nobody can be identified",
            )
        cleaned.pop("nobody_identified", None)  # an answer to this form, and nothing for a verb
        return cleaned
