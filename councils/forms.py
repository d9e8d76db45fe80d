"""What every form of ours shares: dates in three boxes, long text, GOV.UK wording of errors, and the error summary.

`form_components.py` turns a field into the parameters of its GOV.UK component; templates/components/form.html
prints it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
PARTS = ("day", "month", "year")


class DateParts(forms.Widget):
    """Three text boxes: `name-day`, `name-month`, `name-year`. The value is a dict of what was typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        whole = str(data.get(name, "")).strip()  # an ISO date, as links and the API write it
        if whole and not any(data.get(f"{name}-{part}") for part in PARTS):
            pieces = whole.split("-")
            if len(pieces) == 3:
                return dict(zip(PARTS, reversed(pieces), strict=True))
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        return as_typed(value)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}-day" if id_ else ""


class DateInputField(forms.Field):
    """A date typed in three boxes. Takes "3", "03", "mar" and "March" for a month, "26" for 2026.

    `earliest` and `latest` bound the year only where nothing else does; both are generous.
    """

    widget = DateParts

    def __init__(
        self,
        *,
        earliest: dt.date = dt.date(1990, 1, 1),
        latest: dt.date = dt.date(2100, 12, 31),
        **kwargs: Any,
    ):
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def name_in_errors(self) -> str:
        return str(self.label or "Date")

    def clean(self, value: Any) -> dt.date | None:
        typed = as_typed(value)
        missing = [part for part in PARTS if not typed[part]]
        if len(missing) == 3:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if missing:
            raise ValidationError(
                f"{self.name_in_errors()} must include a {' and '.join(missing)}",
                code=f"missing_{missing[0]}",
            )
        day, month, year = (
            whole(typed["day"]),
            month_number(typed["month"]),
            whole(typed["year"]),
        )
        if year is not None and len(typed["year"]) == 2:
            year += 2000
        if year is not None and year < 1000:
            raise ValidationError("Year must include 4 numbers", code="bad_year")
        try:
            date = dt.date(year or 0, month or 0, day or 0)
        except (ValueError, OverflowError):
            bad = "month" if month is None or not 1 <= month <= 12 else "year" if year is None else "day"
            raise ValidationError(f"{self.name_in_errors()} must be a real date", code=f"bad_{bad}") from None
        if not self.earliest <= date <= self.latest:
            raise ValidationError(
                f"{self.name_in_errors()} must be between {self.earliest.year} and {self.latest.year}",
                code="bad_year",
            )
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_typed(initial) != as_typed(data)


class LongText(forms.Textarea):
    """A text box whose line ends count as one character, as the character count under it says."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class GovForm(forms.Form):
    """A form in GOV.UK wording. Subclasses may set:

    choice_hints  {"confidence": {"at_risk": "May miss its date …"}}: the line under a radio or checkbox
    reveals       {"outcome": {"other": ["outcome_other"]}}: fields inside one radio's conditional panel
    shown_when    {"recovery": ("confidence", ("at_risk", "off_track"))}: fields that matter for some answers only;
                  the script hides them otherwise, without it they are simply visible
    mark_optional False leaves "(optional)" off, for filters
    """

    choice_hints: dict[str, dict[str, str]] = {}
    reveals: dict[str, dict[str, Sequence[str]]] = {}
    shown_when: dict[str, tuple[str, Sequence[str]]] = {}
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            say_errors_plainly(field)

    @property
    def error_list(self) -> list[dict[str, str]]:
        return error_list(self)


class FilterForm(GovForm):
    """A form in the address of a list (GET): nothing in it is needed, and wrong values are ignored. Its ids are its own,
    because a form that changes rows may stand beside it with fields of the same names."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        for field in self.fields.values():
            field.required = False


def say_errors_plainly(field: forms.Field) -> None:
    """Put GOV.UK wording in the place of Django's defaults; a message that the form itself gave stays."""
    label = lower_first(str(field.label or "an answer"))
    verb = (
        "Select"
        if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
        else "Enter"
    )
    wanted = "an answer" if label.endswith("?") else named(label)
    plain = {"required": f"{verb} {wanted}"}
    if isinstance(field, forms.FileField):
        plain |= {
            "empty": "The selected file is empty",
            "invalid": "The selected file could not be uploaded – try again",
            "missing": f"Select {wanted}",
        }
    elif isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        plain |= {"invalid": f"{field.label} must be a number"}
    elif isinstance(field, forms.EmailField):
        plain |= {"invalid": "Enter an email address in the correct format, like name@example.com"}
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        plain |= {"invalid_choice": f"Select {wanted} from the list"}
    default: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        default.update(getattr(cls, "default_error_messages", {}))
    for code, message in plain.items():
        if field.error_messages.get(code) == default.get(code):
            field.error_messages[code] = message
    max_length = getattr(field, "max_length", None)
    if max_length and not isinstance(field, forms.FileField):
        for validator in field.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = f"{field.label} must be {max_length:,} characters or less"  # type: ignore[attr-defined]


def error_list(*bound: forms.BaseForm) -> list[dict[str, str]]:
    """Text and link of every error, in the order of the fields; the link puts the focus where the mistake is."""
    items: list[dict[str, str]] = []
    for form in bound:
        for error in form.non_field_errors():
            items.append({"text": str(error), "href": first_field_link(form)})
        for name in form.fields:
            for error in form.errors.get(name, []):
                items.append({"text": str(error), "href": f"#{error_target(form, name)}"})
    return items


def error_target(form: forms.BaseForm, name: str) -> str:
    """Id of the box to focus: for a date the first box that is wrong."""
    id_ = str(form[name].auto_id)
    if not isinstance(form.fields[name].widget, DateParts):
        return id_
    codes = [error.code or "" for error in form.errors.as_data().get(name, [])]
    for part in PARTS:
        if any(code.endswith(part) for code in codes):
            return f"{id_}-{part}"
    return f"{id_}-day"


def first_field_link(form: forms.BaseForm) -> str:
    """A mistake that belongs to no field leads to the first visible one, or to the page's main part."""
    names = [name for name in form.fields if not form.fields[name].widget.is_hidden]
    return f"#{error_target(form, names[0])}" if names else "#main-content"


def active_filters(form: forms.BaseForm, query: QueryDict) -> list[dict[str, str]]:
    """The filters in force as removable chips: label and value, and the address of the list without that one."""
    chips: list[dict[str, str]] = []
    cleaned = getattr(form, "cleaned_data", {})
    for name, field in form.fields.items():
        if field.widget.is_hidden or not cleaned.get(name):
            continue
        key = form.add_prefix(name)
        values = query.getlist(key)
        labels = {str(v): str(text) for v, text in getattr(field, "choices", None) or []}
        if isinstance(field, DateInputField):
            from .lateness import long_date

            values, labels = [""], {"": long_date(cleaned[name])}
        if isinstance(field, forms.BooleanField):
            labels = {values[0]: ""} if values else {}
        for value in [v for v in values if v or isinstance(field, DateInputField)]:
            rest = query.copy()
            rest.pop("page", None)
            for part in PARTS:
                rest.pop(f"{key}-{part}", None)
            rest.setlist(key, [v for v in values if v != value])
            text = labels.get(value, value)
            chips.append(
                {
                    "text": f"{field.label}: {text}" if text else str(field.label),
                    "href": f"?{rest.urlencode()}",
                }
            )
    return chips


def as_typed(value: Any) -> dict[str, str]:
    """A date, or what was typed for one, as the three boxes show it."""
    if isinstance(value, Mapping):
        return {part: str(value.get(part, "")) for part in PARTS}
    if isinstance(value, dt.date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return dict.fromkeys(PARTS, "")


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def month_number(text: str) -> int | None:
    """3, "03", "mar", "Mar.", "March"; None for anything else."""
    number = whole(text)
    if number is not None:
        return number
    name = text.lower().rstrip(".")
    found = [n for n, month in enumerate(MONTHS, start=1) if len(name) >= 3 and month.startswith(name)]
    if name == "sept":
        return 9
    return found[0] if len(found) == 1 else None


def lower_first(text: str) -> str:
    """For a label inside a sentence: "Due date" becomes "due date", "DfE reference" stays."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def named(label: str) -> str:
    """ "due date" becomes "the due date"; "what has changed" and "your name" stay."""
    return label if label.split(" ")[0] in _NO_ARTICLE else f"the {label}"


_NO_ARTICLE = {
    "a",
    "an",
    "any",
    "at",
    "how",
    "if",
    "the",
    "their",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "your",
}
