"""What people type for a report: its words, and how the council words its cover and its legend."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.forms import GovForm, LongText
from councils.status import brag_legend

from .models import ReportWords
from .models.words import WORDS
from .report_words import unknown_placeholders

LEGEND = {"B": "blue", "R": "red", "A": "amber", "G": "green", "": "no_colour"}


class WordsForm(GuardsChildren):
    """One text for each voice that the person writes in; `based_on_…`: the version that they saw."""

    about_children = tuple(ReportWords.Voice.values)
    mark_optional = False

    def __init__(self, *args: Any, voices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for voice in voices:
            self.fields[voice] = forms.CharField(
                label=ReportWords.Voice(voice).label,
                widget=LongText(attrs={"rows": 7}),
                max_length=WORDS,
                required=False,
            )
            self.fields[f"based_on_{voice}"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for voice in ReportWords.Voice.values:
            if names := unknown_placeholders(cleaned.get(voice) or ""):
                listed = ", ".join(f"{{{name}}}" for name in names)
                self.add_error(voice, f"There is no figure called {listed}. Use those that are listed below")
        return cleaned


class WordingForm(GovForm):
    """Empty fields take our own words."""

    mark_optional = False
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    marking = forms.CharField(
        label="Marking, over the title",
        help_text="For example, OFFICIAL – SENSITIVE",
        max_length=80,
        required=False,
    )
    cover = forms.CharField(
        label="Under the title",
        help_text="Who the report is for, and what they may do with it.",
        widget=LongText(attrs={"rows": 4}),
        max_length=600,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for colour in brag_legend():
            self.fields[LEGEND[colour.letter]] = forms.CharField(
                label=f"What “{colour.word}” means",
                help_text=f"Ours: {colour.meaning}",
                max_length=150,
                required=False,
            )
