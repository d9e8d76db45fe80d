"""The rows of the councils' dashboard as HTML.

Written in Python, not in the template, because this is the one page that prints a row for every council of England:
with a macro and an escape for each cell the rows took three times as long as everything else together.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from councils.lateness import short_date
from notices.models import Notice

from . import links
from .councils_dashboard import CouncilRow

KINDS = {value: escape(label) for value, label in Notice.Kind.choices}
_NUMBERS = (  # in the order of the columns
    ("off_track", "off track", "?confidence=off_track"),
    ("overdue", "overdue", "?overdue=on"),
    ("at_risk", "at risk", "?confidence=at_risk"),
    ("on_track", "on track", "?confidence=on_track"),
)
_CELL = '<td class="govuk-table__cell">'
_NUMBER = '<td class="govuk-table__cell govuk-table__cell--numeric">'


def table_rows(rows: Sequence[CouncilRow], *, on: datetime.date) -> Markup:
    return Markup("\n".join([_row(row, on) for row in rows]))


def _row(row: CouncilRow, on: datetime.date) -> str:
    name, slug = escape(row.name), escape(row.slug)
    plan = links.plan_list(slug)
    numbers = "".join(
        [
            f'{_NUMBER}<a class="govuk-link" href="{plan}{query}">{value}'
            f'<span class="govuk-visually-hidden"> {words} in {name}</span></a></td>'
            if (value := getattr(row, field))
            else f"{_NUMBER}0</td>"
            for field, words, query in _NUMBERS
        ]
    )
    return (
        '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">'
        f'<a class="govuk-link" href="{links.council(slug)}">{name}</a><br>'
        f'<span class="govuk-!-font-weight-regular">{escape(row.region)}</span></th>'
        f"{numbers}{_CELL}{_updated(row)}</td>{_CELL}{_review(row, on)}</td>"
        f'{_CELL}<a class="govuk-link" href="{links.notice(slug, row.notice_number)}">{KINDS[row.kind]}'
        f'<span class="govuk-visually-hidden"> to {name}</span></a><br>{short_date(row.issued_on)}</td></tr>'
    )


def _updated(row: CouncilRow) -> str:
    if not row.open:
        return "No open actions"
    if not row.last_board:
        return "No board yet"
    share = round(100 * row.updated / row.open)
    return f"{row.updated} of {row.open} ({share}%)<br>since {short_date(row.last_board)}"


def _review(row: CouncilRow, on: datetime.date) -> str:
    if not row.review_on:
        return "None planned"
    words = row.review_words(on)
    return f"{short_date(row.review_on)}<br>{f'<strong>{words}</strong>' if row.review_on < on else words}"
