"""When a person is told of a thing: 14, 7 and 1 days before, on the day, and every week that it is overdue.

At any date one rule is the current one of a thing: the last that its date has reached. That reminder is made, once.
So a scheduler that was off makes what it missed when it comes back, but only the latest of each thing: three days late
it says "due in 5 days" where it would have said "in 7", and never both. The same holds for a thing that is new, or
whose date or owner has changed: the person concerned is told at the next tick, by the current rule.
"""

from __future__ import annotations

import datetime

from councils.lateness import count

LEADS = (14, 7, 1)  # days before, longest first
WEEK = 7
ON_DAY = "on_day"


def rule_at(due_on: datetime.date, *, on: datetime.date) -> str | None:
    """The current rule of a thing that is due on a day; None while it is too far away."""
    days = (due_on - on).days
    if days > LEADS[0]:
        return None
    if days > 0:
        return f"before_{min(lead for lead in LEADS if lead >= days)}"
    weeks = -days // WEEK
    return f"overdue_{weeks * WEEK}" if weeks else ON_DAY


def rule_sql(due_on: str, on: str) -> str:
    """`rule_at` as a PostgreSQL expression, for dates within the longest lead. Both are tested against each other."""
    left = f"({due_on} - {on})"
    leads = " ".join(f"WHEN {left} > {lead} THEN 'before_{longer}'" for longer, lead in _leads())
    return (
        f"CASE {leads} WHEN {left} > -{WEEK} THEN '{ON_DAY}' "
        f"ELSE 'overdue_' || (-{left} / {WEEK} * {WEEK})::text END"
    )


def _leads() -> list[tuple[int, int]]:
    """Each lead with the next shorter one; the day itself ends the last."""
    return list(zip(LEADS, (*LEADS[1:], 0), strict=True))


def rule_in_words(rule: str) -> str:
    """For the send log: "14 days before", "on the day", "3 weeks overdue"."""
    name, _, days = rule.partition("_")
    if rule == ON_DAY or not days.isdigit():
        return "on the day"
    number = int(days)
    return (
        f"{count(number, 'day')} before" if name == "before" else f"{count(number // WEEK, 'week')} overdue"
    )
