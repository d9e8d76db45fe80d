"""The two fields by which a form takes a document: a file, or a link to it."""

from __future__ import annotations

from django import forms

from .files import MOST_BYTES, OFFICE


def upload_field(label: str = "File") -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=f"{', '.join(OFFICE)}; at most {MOST_BYTES // 1024**2} MB. Take out names and numbers of children.",
        required=False,
        allow_empty_file=True,
        max_length=1000,
    )


def link_field(label: str = "Or a link") -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text="Such as https://www.example.gov.uk/report",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a link like https://www.example.gov.uk/report"},
    )
