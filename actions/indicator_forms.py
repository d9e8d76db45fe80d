"""The form of an indicator. Choices come from the council in the address; the rules are the verb's."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms

from councils.forms import DateInputField, GovForm, LongText
from councils.models import Council, Organisation, User
from notices.models import Notice, Requirement, Target

from .forms import LONGEST, people_of
from .indicator_definition import Definition
from .indicator_numbers import NumberField
from .indicator_targets import cut, target_in_words
from .models import Action, Direction, Frequency, Indicator, Objective, Unit
from .models.indicator import INDICATOR_REF
from .services.indicators import Serves, next_indicator_ref

_SHORT = {"class": "govuk-input--width-10"}
_PARTS = [("no", "It is entered as it is"), ("yes", "It is worked out from a numerator and a denominator")]
_OF_WORDS = {
    "from_parts": "no", "direction": Direction.HIGHER, "baseline": None, "baseline_period": "", "target": None,
    "target_high": None, "tolerance": None,
}  # fmt: skip
_NUMERIC = [unit.value for unit in Unit if unit != Unit.TEXT]


class IndicatorForm(GovForm):
    """Add (indicator None) or edit an indicator. `start` fills a new one in, from a number of the notice."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    ref = forms.CharField(
        label="Reference",
        help_text="A short name by which people cite it, such as I3. It cannot be changed later.",
        max_length=20,
        validators=[INDICATOR_REF],
        widget=forms.TextInput(attrs=_SHORT),
    )
    title = forms.CharField(label="What is measured", max_length=300)
    definition = forms.CharField(
        label="What is counted, and what is not?",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    unit = forms.ChoiceField(label="Unit", choices=Unit.choices)
    from_parts = forms.ChoiceField(
        label="How is the value found?", widget=forms.RadioSelect, choices=_PARTS, initial="no"
    )
    numerator = forms.CharField(label="What does the numerator count?", max_length=200, required=False)
    denominator = forms.CharField(label="What does the denominator count?", max_length=200, required=False)
    direction = forms.ChoiceField(
        label="Which way is better?", widget=forms.RadioSelect, choices=Direction.choices
    )
    baseline = NumberField(
        label="Baseline",
        help_text="The value at the start.",
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    baseline_period = forms.CharField(
        label="Period of the baseline",
        help_text="Such as March 2026.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    target = NumberField(
        label="Target",
        help_text="Within a range, this is the lowest value that is wanted.",
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    target_high = NumberField(
        label="Highest value that is wanted", required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    target_words = forms.CharField(
        label="What does good look like?",
        widget=LongText(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    target_by = DateInputField(label="By when", help_text="For example, 31 3 2027.", required=False)
    tolerance = NumberField(
        label="Tolerance",
        help_text="How far from the target is still acceptable. Beyond it, a value needs a reason and a recovery step.",
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    frequency = forms.ChoiceField(label="How often is it measured?", choices=Frequency.choices)
    first_period_on = DateInputField(
        label="First day of the first period",
        help_text="For example, 1 4 2026. All periods are counted from it.",
    )
    stale_after = forms.IntegerField(
        label="Days after a period until its value is stale",
        help_text="Leave empty for as many days as a period has.",
        min_value=0,
        max_value=1000,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    owner = forms.ChoiceField(
        label="Who enters its values?", help_text="One person, or a partner agency.", required=False
    )
    source = forms.CharField(label="Where do the figures come from?", max_length=200, required=False)
    objective = forms.ChoiceField(label="Objective", required=False)
    actions = forms.MultipleChoiceField(
        label="Which actions does it measure?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    requirements = forms.MultipleChoiceField(
        label="Which requirements does it measure?",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    watches = forms.MultipleChoiceField(
        label="Which targets of the notice does it watch?",
        help_text="Whether a target is met is read from its latest approved value.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    groups = (
        ("What is measured", ("ref", "title", "definition", "unit", "from_parts")),
        (
            "What is wanted",
            (
                "direction", "baseline", "baseline_period", "target", "target_high", "target_words", "target_by",
                "tolerance",
            ),
        ),
        ("When, and by whom", ("frequency", "first_period_on", "stale_after", "owner", "source")),
        ("What it serves", ("objective", "actions", "requirements", "watches")),
    )  # fmt: skip
    reveals = {"from_parts": {"yes": ["numerator", "denominator"]}}
    shown_when = {
        "from_parts": ("unit", _NUMERIC),
        "direction": ("unit", _NUMERIC),
        "baseline": ("unit", _NUMERIC),
        "baseline_period": ("unit", _NUMERIC),
        "target": ("unit", _NUMERIC),
        "target_high": ("direction", ("within",)),
        "target_words": ("unit", ("text",)),
        "tolerance": ("unit", _NUMERIC),
    }

    def __init__(
        self,
        *args: Any,
        council: Council,
        viewer: User,
        on: datetime.date,
        indicator: Indicator | None = None,
        start: dict[str, Any] | None = None,
    ) -> None:
        keep = indicator.owner_id if indicator else None
        self.owners: dict[str, User | Organisation] = {
            **{f"u{p.pk}": p for p in people_of(council, on=on, keep=keep)},
            **{f"o{o.pk}": o for o in Organisation.objects.filter(council=council)},
        }
        objectives = Objective.objects.visible_to(viewer).filter(council=council)
        self.objectives = {str(o.pk): o for o in objectives.order_by("-plan_id", "number")}
        shown = Action.objects.visible_to(viewer).filter(council=council)
        self.measured = {str(a.pk): a for a in shown.only("id", "ref", "title", "council_id").order_by("id")}
        clauses = Requirement.objects.visible_to(viewer).filter(
            council=council, notice__state__in=Notice.STANDING
        )
        self.clauses = {str(r.pk): r for r in clauses.demanding().order_by("-notice_id", "seq")}
        self.targets = {str(t.pk): t for t in _free_targets(council, viewer, indicator)}
        first = _indicator_now(indicator) if indicator else _new(council, on, start or {})
        super().__init__(*args, initial=first)
        for name in ("baseline", "target", "target_high", "tolerance"):
            field: Any = self.fields[name]
            field.unit = self["unit"].value()
        self._linked_but_not_shown(indicator)
        if indicator:
            del self.fields["ref"]
        self._choose("objective", [("", "None"), *((k, str(o)) for k, o in self.objectives.items())])
        self._choose("owner", [("", "Nobody yet"), *((k, o.name) for k, o in self.owners.items())])
        self._choose("actions", [(k, cut(str(a))) for k, a in self.measured.items()])
        self._choose("requirements", [(k, _clause(r)) for k, r in self.clauses.items()])
        self._choose("watches", [(k, target_in_words(t)) for k, t in self.targets.items()])

    def _choose(self, name: str, options: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = options
        if not options:
            del self.fields[name]

    def _linked_but_not_shown(self, indicator: Indicator | None) -> None:
        """What it serves already and this person cannot choose (an action kept from them, a clause of a notice that
        has ended) stays as it is."""
        self.kept: dict[str, list[Any]] = {}
        pairs = (
            ("actions", self.measured, "action_links", "action"),
            ("requirements", self.clauses, "requirement_links", "requirement"),
            ("watches", self.targets, "target_links", "target"),
        )
        for name, shown, links, field in pairs:
            rows = getattr(indicator, links).select_related(field) if indicator else []
            self.kept[name] = [
                getattr(link, field) for link in rows if str(getattr(link, f"{field}_id")) not in shown
            ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unit") == Unit.TEXT:  # questions about numbers are not asked of it
            given |= {
                "from_parts": "no",
                "direction": Direction.HIGHER,
                "tolerance": None,
                "baseline_period": "",
            }
            for name in ("from_parts", "direction", "baseline", "target", "target_high", "tolerance"):
                self.errors.pop(name, None)
                given[name] = {"from_parts": "no", "direction": Direction.HIGHER}.get(name)
        elif given.get("direction") != Direction.WITHIN:
            given["target_high"] = None
            self.errors.pop("target_high", None)
        return given

    def verb_arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        owner = self.owners.get(given["owner"])
        parts = given["from_parts"] == "yes"
        numeric = given["unit"] != Unit.TEXT
        definition = Definition(
            title=given["title"],
            definition=given["definition"],
            unit=given["unit"],
            direction=given["direction"],
            from_parts=parts,
            numerator=given["numerator"] if parts else "",
            denominator=given["denominator"] if parts else "",
            baseline=given["baseline"],
            baseline_period=given["baseline_period"],
            target=given["target"],
            target_high=given["target_high"],
            target_words="" if numeric else given["target_words"],
            target_by=given["target_by"],
            tolerance=given["tolerance"] or Decimal(0),
            frequency=given["frequency"],
            first_period_on=given["first_period_on"],
            stale_after=given["stale_after"],
            objective=self.objectives.get(given.get("objective", "")),
            owner=owner if isinstance(owner, User) else None,
            owner_organisation=owner if isinstance(owner, Organisation) else None,
            source=given["source"],
        )
        serves = Serves(
            actions=[*self._chosen("actions", self.measured), *self.kept["actions"]],
            requirements=[*self._chosen("requirements", self.clauses), *self.kept["requirements"]],
            watches=[*self._chosen("watches", self.targets), *self.kept["watches"]],
        )
        return {"definition": definition, "serves": serves}

    def _chosen(self, name: str, rows: dict[str, Any]) -> list[Any]:
        return [rows[key] for key in self.cleaned_data.get(name, [])]


def _free_targets(council: Council, viewer: User, indicator: Indicator | None) -> list[Target]:
    """Numbers of the standing instruments that no other indicator watches."""
    rows = Target.objects.visible_to(viewer).filter(
        council=council, requirement__notice__state__in=Notice.STANDING
    )
    free = rows.filter(indicator_links=None)
    if indicator:
        free = free | rows.filter(indicator_links__indicator=indicator)
    return list(
        free.select_related("requirement__notice").order_by(
            "requirement__notice_id", "requirement__seq", "id"
        )
    )


def _new(council: Council, on: datetime.date, start: dict[str, Any]) -> dict[str, Any]:
    first = on.replace(day=1)
    return {
        "ref": next_indicator_ref(council),
        "unit": Unit.PERCENT,
        "direction": Direction.HIGHER,
        "frequency": Frequency.MONTHLY,
        "from_parts": "no",
        "first_period_on": (first - datetime.timedelta(days=1)).replace(day=1),
        **start,
    }


def _indicator_now(indicator: Indicator) -> dict[str, Any]:
    owner = f"u{indicator.owner_id}" if indicator.owner_id else f"o{indicator.owner_organisation_id or ''}"
    same = (
        "title", "definition", "unit", "numerator", "denominator", "direction", "baseline", "baseline_period", "target",
        "target_high", "target_words", "target_by", "frequency", "first_period_on", "stale_after", "source",
    )  # fmt: skip
    return {
        **{name: getattr(indicator, name) for name in same},
        "based_on": indicator.version,
        "from_parts": "yes" if indicator.from_parts else "no",
        "tolerance": indicator.tolerance or None,
        "owner": "" if owner == "o" else owner,
        "objective": str(indicator.objective_id or ""),
        "actions": [str(link.action_id) for link in indicator.action_links.all()],
        "requirements": [str(link.requirement_id) for link in indicator.requirement_links.all()],
        "watches": [str(link.target_id) for link in indicator.target_links.all()],
    }


def _clause(requirement: Requirement) -> str:
    return cut(f"{requirement.citation.capitalize()}: {requirement.text}")
