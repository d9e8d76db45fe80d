"""The grid of values to enter: a row an indicator, a column a period, a table for each rhythm of measuring."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from councils.forms import GovForm
from councils.models import User
from councils.status import word

from .indicator_entry import Entry
from .indicator_numbers import Unreadable, as_typed, is_nothing, read_number, squeezed, unit_mark
from .indicator_periods import Period, ended, period_from
from .indicator_trend import figure
from .models import Frequency, Indicator, Observation, Unit
from .services.many_values import Change, NotKept

COLUMNS = 4
PARTS = ("numerator", "denominator")
_BOX = re.compile(r"(?P<part>value|numerator|denominator)-(?P<key>\d+-\d{4}-\d\d-\d\d)")


@dataclass
class Cell:
    """One period of one indicator. `names` are its boxes, none where there is nothing to type."""

    indicator: Indicator
    period: Period | None  # None: not measured yet in this column
    observation: Observation | None = None
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        assert self.period is not None
        return f"{self.indicator.pk}-{self.period.starts_on.isoformat()}"

    @property
    def based_on(self) -> str:
        return f"seen-{self.key}"

    def seen(self, observation: Observation | None) -> str:
        """Which version the person looks at, and what stands in its boxes."""
        parts = [name.split("-", 1)[0] for name in self.names]
        texts = [as_typed(getattr(observation, part)) if observation else "" for part in parts]
        return "|".join([str(observation.version if observation else 0), *texts])

    @property
    def figure(self) -> str:
        if self.observation is None:
            return ""
        return figure(self.observation.value, self.indicator.unit)


@dataclass
class Table:
    """Indicators of one rhythm, whose periods stand under each other."""

    name: str
    periods: list[Period]
    rows: list[tuple[Indicator, list[Cell]]] = field(default_factory=list)


def tables(
    indicators: Sequence[Indicator], user: User, *, on: datetime.date, back: int = 0, only_due: bool = False
) -> list[Table]:
    """The periods that are over, newest first: on a phone its boxes are in sight. `back` moves so many periods into the past. One statement.

    `only_due` leaves out indicators with nothing to enter in these periods.
    """
    over = {row.pk: ended(row, on=on) for row in indicators}
    groups: dict[tuple[int, Period], list[Indicator]] = defaultdict(list)
    order = list(Frequency)
    for row in indicators:
        if len(over[row.pk]) > back:
            groups[order.index(Frequency(row.frequency)), over[row.pk][-1 - back]].append(row)
    found: list[Table] = []
    shown: dict[tuple[int, Period], list[Period]] = {}
    for key, rows in groups.items():
        longest = max((over[row.pk] for row in rows), key=len)
        shown[key] = longest[: len(longest) - back][: -COLUMNS - 1 : -1]
    values = _values(indicators, user, [period for periods in shown.values() for period in periods])
    for key in sorted(groups, key=lambda one: (one[0], one[1].starts_on)):
        table = Table(Frequency(list(Frequency)[key[0]]).label, shown[key])
        for row in groups[key]:
            cells = [_cell(row, period, values) for period in table.periods]
            if not only_due or any(_is_due(cell) for cell in cells):
                table.rows.append((row, cells))
        if table.rows:
            found.append(table)
    return found


def _values(
    indicators: Sequence[Indicator], user: User, periods: Sequence[Period]
) -> dict[tuple[int, datetime.date], Observation]:
    if not indicators or not periods:
        return {}
    rows = Observation.objects.visible_to(user).filter(
        council_id=indicators[0].council_id,
        indicator__in=[row.pk for row in indicators],
        period_on__gte=min(period.starts_on for period in periods),
    )
    by_pk = {row.pk: row for row in indicators}
    found = {}
    for row in rows:
        row.indicator = by_pk[row.indicator_id]
        row.council = row.indicator.council
        found[row.indicator_id, row.period_on] = row
    return found


def _cell(indicator: Indicator, period: Period, values: dict[tuple[int, datetime.date], Observation]) -> Cell:
    own = period_from(indicator, period.starts_on)
    if own is None:
        return Cell(indicator, None)
    cell = Cell(indicator, own, values.get((indicator.pk, own.starts_on)))
    if indicator.is_numeric and (cell.observation is None or cell.observation.is_open):
        parts = PARTS if indicator.from_parts else ("value",)
        cell.names = tuple(f"{part}-{cell.key}" for part in parts)
    return cell


def _is_due(cell: Cell) -> bool:
    return cell.period is not None and (cell.observation is None or cell.observation.is_open)


class GridForm(GovForm):
    """Every box of the tables. `changes` is what was typed into them, against what stood there."""

    def __init__(self, *args: Any, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = [cell for cell in cells if cell.names]
        self.all_cells = {cell.key: cell for cell in cells}
        for cell in self.cells:
            for name in cell.names:
                part = name.split("-", 1)[0]
                now = as_typed(getattr(cell.observation, part)) if cell.observation else ""
                self.fields[name] = forms.CharField(
                    label=_label(cell, part), required=False, max_length=40, initial=now
                )
            self.fields[cell.based_on] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=150, initial=cell.seen(cell.observation)
            )

    def clean(self) -> dict[str, Any]:
        """What was typed into a box that is there no more is not dropped in silence."""
        for name in self.data:
            match = _BOX.fullmatch(name)
            typed = squeezed(str(self.data[name]))
            if match is None or name in self.fields or not typed:
                continue
            cell = self.all_cells.get(match["key"])
            if cell is None or cell.period is None:
                self.add_error(
                    None, f"“{typed}” was typed for an indicator or a period that is not here any more"
                )
            elif cell.observation and typed != as_typed(getattr(cell.observation, match["part"])):
                state = word("value", cell.observation.state).lower()
                self.add_error(
                    None, f"{_label(cell, match['part'])}: you typed {typed}, but the value is {state} by now"
                )
        return super().clean() or {}

    def changes(self) -> list[Change]:
        """Boxes that say something else than what stood there; adds an error to each that cannot be read."""
        found = []
        for cell in self.cells:
            typed = {name: self.cleaned_data.get(name) or "" for name in cell.names}
            version, *shown = (self.cleaned_data.get(cell.based_on) or "0").split("|")
            if [squeezed(text) for text in typed.values()] == (shown or [""] * len(typed)):
                continue  # not touched, whatever others entered meanwhile
            try:
                entry = self._entry(cell, typed)
            except _Refused as refused:
                self.add_error(refused.name, refused.sentence)
                continue
            if entry is None and cell.observation is None:
                continue
            assert cell.period is not None
            found.append(
                Change(
                    key=cell.names[0],
                    indicator=cell.indicator,
                    period=cell.period,
                    before=cell.observation,
                    based_on=int(version) if version.isascii() and version.isdigit() else 0,
                    entry=entry,
                )
            )
        return found

    def refuse(self, refused: NotKept) -> None:
        """Put each reason at its box; a box that somebody else changed is from now on based on what they entered."""
        labels = {cell.names[0]: cell for cell in self.cells}
        data = self.data.copy()  # type: ignore[attr-defined]
        for key, sentence in refused.errors.items():
            now = refused.overtaken.get(key)
            cell = labels[key]
            where = f"{cell.indicator.ref}, {cell.period.name}" if cell.period else cell.indicator.ref
            if now is not None:
                data[cell.based_on] = cell.seen(now)
                sentence = (
                    f"Somebody else entered {figure(now.value, cell.indicator.unit)} meanwhile. {sentence}"
                )
            self.add_error(key, f"{where}: {sentence}")
        self.data = data

    def _entry(self, cell: Cell, typed: dict[str, str]) -> Entry | None:
        if all(is_nothing(text) for text in typed.values()):
            return None
        numbers = {}
        for name, text in typed.items():
            part = name.split("-", 1)[0]
            label = self.fields[name].label
            try:
                numbers[part] = read_number(text, cell.indicator.unit if part == "value" else Unit.NUMBER)
            except Unreadable as error:
                raise _Refused(name, f"{label}: “{squeezed(text)}” {error}") from error
            if numbers[part] is None:
                raise _Refused(name, f"{label}: enter the {part}, or leave both empty")
        before = Entry.of(cell.observation).columns() if cell.observation else {}
        return Entry(**{**before, **numbers})


def _label(cell: Cell, part: str) -> str:
    assert cell.period is not None
    mark = unit_mark(cell.indicator)
    words = f", {part}" if part in PARTS else f" in {mark}" if mark else ""
    return f"{cell.indicator.ref}, {cell.period.name}{words}"


class _Refused(Exception):
    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name, self.sentence = name, sentence
