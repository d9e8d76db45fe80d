"""The columns of the councils' dashboard, as HTML and as a spreadsheet.

Rows are written in Python, not in the template, because this is the one page that prints a row for every council of
England: with a macro and an escape for each cell the rows took three times as long as everything else together.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from councils.lateness import short_date
from notices.models import Notice

from . import links
from .councils_dashboard import CouncilRow

KINDS = {value: escape(label) for value, label in Notice.Kind.choices}
STAGES = {value: escape(label) for value, label in Notice.State.choices}


@dataclass(frozen=True, slots=True)
class Printing:
    """What all rows of a page have in common: the day, and the addresses of the lists behind the numbers, before the
    slug of the council and after it."""

    on: datetime.date
    actions: tuple[str, str]
    dates: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is its name in the address too. `heads` and `cells` are those of the spreadsheet."""

    label: str
    html: Callable[[CouncilRow, Printing], str]
    heads: Sequence[str]
    cells: Callable[[CouncilRow, datetime.date], Sequence[Any]]
    sort: str = ""
    numeric: bool = False

    @property
    def heading(self) -> dict[str, Any]:
        return {"label": self.label, "sort": self.sort, "numeric": self.numeric}


def _link(row: CouncilRow, value: int, words: str, address: tuple[str, str], show: str) -> str:
    """A number with its mark, as components/number.html prints it."""
    if not value:
        return "0"
    before, after = address
    return (
        f'<a class="govuk-link" data-number="{value}" href="{before}{row.slug}{after}&amp;show={show}">{value}'
        f'<span class="govuk-visually-hidden"> {words} in {escape(row.name)}</span></a>'
    )


def _number(field: str, words: str) -> Column:
    def html(row: CouncilRow, printing: Printing) -> str:
        return _link(row, getattr(row, field), words, printing.actions, field)

    label = words.capitalize()
    return Column(label, html, [label], lambda row, on: [getattr(row, field)], field, numeric=True)


def _updated(row: CouncilRow, printing: Printing) -> str:
    if not row.open:
        return "No open actions"
    if not row.last_board:
        return "No board yet"
    share = round(100 * row.updated / row.open)
    updated = _link(row, row.updated, "updated since the last board", printing.actions, "updated")
    of_all = _link(row, row.open, "open actions", printing.actions, "open")
    return f"{updated} of {of_all} ({share}%)<br>since {short_date(row.last_board)}"


def _review(row: CouncilRow, printing: Printing) -> str:
    if not row.review_on:
        return "None planned"
    words = row.review_words(printing.on)
    return f"{short_date(row.review_on)}<br>{f'<strong>{words}</strong>' if row.review_on < printing.on else words}"


def _instrument(row: CouncilRow, printing: Printing) -> str:
    return (
        f'<a class="govuk-link" href="{links.notice(row.slug, row.notice_number)}">{KINDS[row.kind]}'
        f'<span class="govuk-visually-hidden"> to {escape(row.name)}</span></a><br>{short_date(row.issued_on)}'
    )


def _board(row: CouncilRow, printing: Printing) -> str:
    """What is amiss beside the actions: a gap between boards, reports that have not come."""
    said = []
    if row.board_gap:
        board = f'<a class="govuk-link" href="{links.council(row.slug)}board/">Board gap</a>'
        said.append(f"{board}. {escape(row.board_gap)}")
    if row.late_reports:
        number = _link(row, row.late_reports, "late reports", printing.dates, "late_reports")
        said.append(f"{number} late {'report' if row.late_reports == 1 else 'reports'}")
    return "<br>".join(said) or "Nothing late"


COLUMNS: dict[str, Column] = {
    "off_track": _number("off_track", "off track"),
    "overdue": _number("overdue", "overdue"),
    "at_risk": _number("at_risk", "at risk"),
    "on_track": _number("on_track", "on track"),
    "updated": Column(
        "Updated since last board",
        _updated,
        ["Updated since last board", "Open actions", "Last board on"],
        lambda row, on: [row.updated if row.last_board else None, row.open, row.last_board],
        "updated",
    ),
    "not_updated": _number("not_updated", "not updated"),
    "board": Column(
        "Board and reports",
        _board,
        ["Board gap", "Late reports"],
        lambda row, on: [row.board_gap or None, row.late_reports],
        "late_reports",
    ),
    "review": Column(
        "Next review",
        _review,
        ["Next review due on", "Next review"],
        lambda row, on: [row.review_on, row.review_words(on)],
        "review",
    ),
    "instrument": Column(
        "Instrument",
        _instrument,
        ["Instrument", "Issued on"],
        lambda row, on: [Notice.Kind(row.kind).label, row.issued_on],
        "issued",
    ),
    "stage": Column(
        "Stage",
        lambda row, printing: STAGES[row.stage],
        ["Stage"],
        lambda row, on: [Notice.State(row.stage).label],
        "stage",
    ),
}
SHOWN = ("off_track", "overdue", "at_risk", "on_track", "updated", "board", "review", "instrument")


def chosen(names: Sequence[str]) -> list[str]:
    """The columns asked for, in the order of the table; those that are shown by themselves when none is."""
    return [name for name in COLUMNS if name in names] or list(SHOWN)


def table_rows(rows: Sequence[CouncilRow], columns: Sequence[str], printing: Printing) -> Markup:
    shown = [COLUMNS[name] for name in columns]
    return Markup("\n".join([_row(row, shown, printing) for row in rows]))


def _row(row: CouncilRow, columns: Sequence[Column], printing: Printing) -> str:
    name = escape(row.name)
    cells = "".join([f"{_NUMBER if one.numeric else _CELL}{one.html(row, printing)}</td>" for one in columns])
    watch = "Stop watching" if row.watched else "Watch"
    return (
        '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">'
        f'<a class="govuk-link" href="{links.council(row.slug)}">{name}</a><br>'
        f'<span class="govuk-!-font-weight-regular">{escape(row.region)}</span><br>'
        f'<button class="nb-as-link" form="watch" name="{"stop" if row.watched else "watch"}" value="{row.slug}">{watch}'
        f'<span class="govuk-visually-hidden"> {name}</span></button></th>{cells}</tr>'
    )


_CELL = '<td class="govuk-table__cell">'
_NUMBER = '<td class="govuk-table__cell govuk-table__cell--numeric">'
