"""When a person is told of a thing: some days before, on the day, and again and again while it is overdue.

At any date one rule is the current one of a thing: the last that its date has reached. That reminder is made, once.
So a scheduler that was off makes what it missed when it comes back, but only the latest of each thing: three days late
it says "due in 5 days" where it would have said "in 7", and never both. The same holds for a thing that is new, or
whose date or owner has changed: the person concerned is told at the next tick, by the current rule.

With working days, what would come on a weekend or a bank holiday comes on the working day before; an overdue thing is
asked for again on the working day after.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from councils.lateness import count
from councils.working_days import is_working_day, next_working_day

LONGEST = 60  # days before: further away nobody is told
ON_DAY = "on_day"
NEWS = "news"  # an action that changed hands: told once
NEWS_FOR = 7  # days; older news is none
SILENT_AFTER = 35  # days without an update: longer than from one board to the next
LADDER = (7, 14, 14)  # days overdue before the accountable lead is told, then the director, then the chair
STEPS = ("accountable lead", "director", "chair of the board")
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """What a council may set (models/settings.py)."""

    leads: tuple[int, ...] = (14, 7, 1)
    working_days: bool = True
    overdue_every: int = 7


DEFAULTS = Rules()


def default_leads() -> list[int]:
    return list(DEFAULTS.leads)


def ahead(on: datetime.date) -> datetime.date:
    """The last day before the next working day: what would come on any day until then comes today."""
    return next_working_day(on + _ONE_DAY) - _ONE_DAY


def behind(on: datetime.date) -> datetime.date:
    """The day itself if it is a working day, else the last one."""
    while not is_working_day(on):
        on -= _ONE_DAY
    return on


def rule_at(
    due_on: datetime.date, *, on: datetime.date, rules: Rules = DEFAULTS, leads: bool = True
) -> str | None:
    """The current rule of a thing that is due on a day; None while it is too far away. `leads`: whether it is told of
    before its day at all."""
    before, after = (ahead(on), behind(on)) if rules.working_days else (on, on)
    late, left = (after - due_on).days, (due_on - before).days
    if late >= rules.overdue_every:
        return f"overdue_{late // rules.overdue_every * rules.overdue_every}"
    if left <= 0:
        return ON_DAY
    reached = [lead for lead in rules.leads if lead >= left] if leads else []
    return f"before_{min(reached)}" if reached else None


def rule_sql(due_on: str, rules: str, *, leads: str) -> str:
    """`rule_at` as a PostgreSQL expression; both are tested against each other. `rules` names a row with leads,
    overdue_every, ahead and behind; `leads` is a condition."""
    late, left = f"({rules}.behind - {due_on})", f"({due_on} - {rules}.ahead)"
    return (
        f"CASE WHEN {late} >= {rules}.overdue_every "
        f"THEN 'overdue_' || ({late} / {rules}.overdue_every * {rules}.overdue_every) "
        f"WHEN {left} <= 0 THEN '{ON_DAY}' "
        f"WHEN {leads} THEN 'before_' || (SELECT min(lead) FROM unnest({rules}.leads) lead WHERE lead >= {left}) END"
    )


def rule_in_words(rule: str) -> str:
    """For the send log: "14 days before", "on the day", "3 weeks overdue", "escalated to the director"."""
    name, _, number = rule.partition("_")
    if rule == NEWS:
        return "when it changed hands"
    if rule == ON_DAY or not number.isdigit():
        return "on the day"
    days = int(number)
    if name == "escalated":
        return f"escalated to the {STEPS[days - 1]}"
    if name == "before":
        return f"{count(days, 'day')} before"
    return f"{count(days // 7, 'week') if days % 7 == 0 else count(days, 'day')} overdue"
