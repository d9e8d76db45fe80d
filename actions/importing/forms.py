"""The forms of an import: which file, which worksheet, what each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from councils.forms import GovForm

from ..models import PlanImport
from . import values
from .columns import why_not
from .fields import FIELDS
from .grids import ENDINGS, as_text
from .headings import Table
from .services import Opened, mapping_of

_EXAMPLES, _LONGEST = 3, 40


class FileForm(GovForm):
    document = forms.FileField(
        label="Spreadsheet",
        help_text="An Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a .csv file, up to 25 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        error_messages={"required": "Select a spreadsheet"},
    )
    holds = forms.ChoiceField(
        label="What does it hold?",
        widget=forms.RadioSelect,
        choices=PlanImport.Holds.choices,
        initial=PlanImport.Holds.PLAN,
        required=False,
    )
    mark_optional = False


class PlaceForm(GovForm):
    """Where the table stands in the file."""

    sheet = forms.ChoiceField(label="Worksheet", required=False)
    header_row = forms.IntegerField(
        label="Row of the headings",
        help_text="The number that stands beside the row in the spreadsheet.",
        min_value=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    mark_optional = False

    def __init__(self, *args: Any, opened: Opened, planned: PlanImport, **kwargs: Any) -> None:
        first = {"sheet": planned.sheet, "header_row": planned.header_row}
        super().__init__(*args, initial=first, **kwargs)
        names = [grid.name for grid in opened.grids]
        fields: dict[str, Any] = self.fields
        fields["sheet"].choices = [(name, name) for name in names]
        if len(names) == 1:
            fields["sheet"].widget = forms.HiddenInput()


class ColumnsForm(GovForm):
    """One select for each column that has a heading or a value."""

    mark_optional = False

    def __init__(self, *args: Any, table: Table, planned: PlanImport, **kwargs: Any) -> None:
        held = mapping_of(planned)
        super().__init__(*args, **kwargs)
        fields = values.FIELDS if planned.of_values else FIELDS
        self.why_not = values.why_not if planned.of_values else why_not
        choices = [("", "Leave this column out"), *((field.name, field.label) for field in fields.values())]
        self.columns: dict[str, int] = {}
        for column, heading in enumerate(table.names):
            examples = _examples(table, column)
            if not heading and not examples:
                continue
            name = f"column_{column}"
            self.columns[name] = column
            self.fields[name] = forms.ChoiceField(
                label=heading or f"Column {column + 1}, which has no heading",
                help_text=f"Such as: {'; '.join(examples)}" if examples else "This column is empty.",
                choices=choices,
                required=False,
                initial=held.get(column, ""),
            )

    def mapping(self) -> dict[int, str]:
        return {
            column: self.cleaned_data[name]
            for name, column in self.columns.items()
            if self.cleaned_data[name]
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (reason := self.why_not(self.mapping())):
            self.add_error(next(iter(self.fields), None), reason)
        return cleaned


def _examples(table: Table, column: int) -> Sequence[str]:
    found: list[str] = []
    for row in table.grid.rows[table.first :]:
        text = " ".join(as_text(row[column]).split()) if column < len(row) else ""
        if text and text not in found:
            found.append(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
        if len(found) == _EXAMPLES:
            break
    return found
