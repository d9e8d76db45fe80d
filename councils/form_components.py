"""A Django field becomes the parameters of its GOV.UK component. Any form will do, allauth's too; GovForm gives more.

templates/components/form.html asks for `component(bound_field)` and prints it with the macro named in `kind`.
"""

from typing import Any

from django import forms
from django.forms import BoundField

from .forms import PARTS, DateParts

Component = dict[str, Any]

# Attributes of a widget that the component takes as they are; a placeholder is left out: a hint does that work.
_PASSED_ON = ("min", "max", "step", "list", "accept", "readonly")


def component(
    bound: BoundField,
    *,
    label: str | None = None,
    hint: str | None = None,
    classes: str | None = None,
    heading: bool = False,
    hide_label: bool = False,
    size: str | None = None,
) -> Component:
    """`{"kind": "radios", "params": {…}}`; `heading` makes the label the page's h1, `hide_label` keeps it for ears only."""
    form, field, widget = bound.form, bound.field, bound.field.widget
    if widget.is_hidden:
        return {
            "kind": "hidden",
            "params": {
                "name": bound.html_name,
                "id": bound.auto_id,
                "value": text_value(bound),
            },
        }
    text = label or str(bound.label)
    conditional = getattr(form, "shown_when", {}).get(bound.name)
    if (
        not field.required
        and getattr(form, "mark_optional", True)
        and not conditional
        and "optional" not in text
        and not isinstance(field, forms.BooleanField)
    ):
        text += " (optional)"
    errors = [str(error) for error in form.errors.get(bound.name) or ()]
    hint_text = (
        hint
        if hint is not None
        else ""
        if isinstance(field, forms.BooleanField)
        else str(bound.help_text or "")
    )
    attrs = {**widget.attrs}
    params: Component = {
        "name": bound.html_name,
        "id": bound.auto_id,
        "formGroup": _form_group(bound, conditional),
    }
    params["classes"] = " ".join(filter(None, [classes, attrs.get("class", "")]))
    if hint_text:
        params["hint"] = {"text": hint_text}
    if errors:
        params["errorMessage"] = {"text": errors[0]}
    size = "l" if heading else size or "s"
    named = {
        "text": text,
        "isPageHeading": heading,
        "classes": "govuk-visually-hidden" if hide_label else f"{{}}--{size}",
    }
    params["attributes"] = {name: str(attrs[name]) for name in _PASSED_ON if name in attrs}
    builder = _builder(bound)
    return builder(bound, params, named, attrs)


def text_value(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _form_group(bound: BoundField, conditional: tuple[str, Any] | None) -> Component:
    """Where a field matters for some answers only, the script reads from its group which answers those are."""
    if not conditional:
        return {}
    name, answers = conditional
    return {
        "classes": "nb-shown-when",
        "attributes": {
            "data-shown-when": bound.form[name].html_name,
            "data-answers": " ".join(answers),
        },
    }


def _builder(bound: BoundField) -> Any:
    widget = bound.field.widget
    if isinstance(widget, DateParts):
        return _date
    if isinstance(widget, forms.CheckboxSelectMultiple):  # before RadioSelect, whose subclass it is
        return _checkboxes
    if isinstance(widget, forms.RadioSelect):
        return _radios
    if isinstance(widget, forms.CheckboxInput):
        return _single_checkbox
    if isinstance(widget, forms.Select):
        return _select
    if isinstance(widget, forms.Textarea):
        return _textarea
    if isinstance(widget, forms.FileInput):
        return _file
    return _input


def _labelled(params: Component, named: Component) -> None:
    params["label"] = {**named, "classes": named["classes"].format("govuk-label")}


def _legend(params: Component, named: Component) -> None:
    params["fieldset"] = {
        "legend": {
            **named,
            "classes": named["classes"].format("govuk-fieldset__legend"),
        }
    }


def _input(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _labelled(params, named)
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    params |= {
        "value": text_value(bound),
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
    }
    if kind == "password":
        params.pop("value")  # a password is never written back into a page
        params["autocomplete"] = attrs.get("autocomplete", "current-password")
        return {"kind": "password", "params": params}
    if kind == "number":
        # A text box with a number pad: a number box changes its value when the page is scrolled.
        kind = "text"
        params["inputmode"] = params["inputmode"] or "decimal"
        params["attributes"] = {}
        params["classes"] = params["classes"] or "govuk-input--width-5"
    if kind == "email":
        params["spellcheck"] = False
    params["type"] = kind
    if "spellcheck" in attrs:
        params["spellcheck"] = str(attrs["spellcheck"]).lower() == "true"
    return {"kind": "input", "params": params}


def _textarea(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _labelled(params, named)
    params |= {"value": text_value(bound), "rows": attrs.get("rows", 5)}
    max_length = getattr(bound.field, "max_length", None)
    if max_length and not params["formGroup"]:  # the counter's macro drops attributes of the group
        params |= {"maxlength": max_length, "threshold": 75}
        return {"kind": "character_count", "params": params}
    return {"kind": "textarea", "params": params}


def _select(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _labelled(params, named)
    params["items"] = _items(bound)
    for item in params["items"]:
        item["selected"] = item.pop("checked")
    return {"kind": "select", "params": params}


def _radios(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _legend(params, named)
    params["idPrefix"] = params.pop("id")
    params["items"] = _items(bound, reveal=True)
    return {"kind": "radios", "params": params}


def _checkboxes(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _legend(params, named)
    params["idPrefix"] = params.pop("id")
    params["items"] = _items(bound)
    return {"kind": "checkboxes", "params": params}


def _single_checkbox(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    """One box: its label is the sentence beside it."""
    params["idPrefix"] = params.pop("id")
    item: Component = {
        "value": "on",
        "text": named["text"],
        "checked": bool(bound.value()),
    }
    if bound.help_text:
        item["hint"] = {"text": str(bound.help_text)}
    params["items"] = [item]
    return {"kind": "checkboxes", "params": params}


def _file(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _labelled(params, named)
    return {"kind": "file", "params": params}


def _date(bound: BoundField, params: Component, named: Component, attrs: Component) -> Component:
    _legend(params, named)
    codes = [error.code or "" for error in bound.form.errors.as_data().get(bound.name, [])]
    parts_wrong = [part for part in PARTS if any(code.endswith(part) for code in codes)]
    typed = bound.field.widget.format_value(bound.value())
    items = []
    for part in PARTS:
        wrong = bool(codes) and (part in parts_wrong or not parts_wrong)
        width = "4" if part == "year" else "2"
        items.append(
            {
                "name": part,
                "value": typed[part],
                "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if wrong else ""),
                # A month may be typed as a word, so its box must not bring up a number pad only.
                "inputmode": "text" if part == "month" else "numeric",
            }
        )
    params |= {"namePrefix": params.pop("name"), "items": items}
    return {"kind": "date", "params": params}


def _items(bound: BoundField, *, reveal: bool = False) -> list[Component]:
    form, widget = bound.form, bound.field.widget
    hints = getattr(form, "choice_hints", {}).get(bound.name, {})
    reveals = getattr(form, "reveals", {}).get(bound.name, {}) if reveal else {}
    raw = bound.value()
    values = raw if isinstance(raw, list | tuple) else [raw]
    selected = {"" if value is None else str(value) for value in values}
    items: list[Component] = []
    for value, text in widget.choices:
        value = "" if value is None else str(value)
        if reveal and value == "" and not bound.field.required:
            text = "None" if set(str(text)) <= {"-"} else text
        item: Component = {
            "value": value,
            "text": str(text),
            "checked": value in selected,
        }
        if hints.get(value):
            item["hint"] = {"text": str(hints[value])}
        item["reveals"] = [form[name] for name in reveals.get(value, [])]
        items.append(item)
    return items


def revealed_names(form: forms.BaseForm) -> set[str]:
    """Fields that stand inside another field's panel, so that a list of all fields leaves them out."""
    reveals = getattr(form, "reveals", {})
    return {name for panels in reveals.values() for names in panels.values() for name in names}
