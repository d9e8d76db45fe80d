"""Many values in one go: from the grid, from a pasted table. All of them or none."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from councils.models import User
from councils.refusal import Refused

from ..indicator_entry import Entry
from ..indicator_periods import Period
from ..models import Indicator, Observation
from . import observations
from .indicators import Overtaken


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value to keep, or (entry None) a draft to take away. `key` is where it came from: its box, its cell."""

    key: str
    indicator: Indicator
    period: Period
    before: Observation | None
    based_on: int
    entry: Entry | None


@dataclass
class Kept:
    saved: list[Observation] = field(default_factory=list)
    removed: int = 0
    submitted: list[Observation] = field(default_factory=list)
    need_words: list[Observation] = field(
        default_factory=list
    )  # off target: kept as drafts until they say why


class NotKept(Exception):
    """What stands in the way, in words by key; nothing was written. `overtaken` holds what others entered meanwhile."""

    def __init__(self, errors: dict[str, str], overtaken: dict[str, Observation]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors, self.overtaken = errors, overtaken


def enter_values(
    changes: Sequence[Change], *, by: User, on: datetime.date, submit: Sequence[Observation] | None = None
) -> Kept:
    """Keep every change as a draft. With `submit` (drafts that stood there already) all of them are handed in, but for
    those that are off target and do not say why yet."""
    kept, errors, overtaken = Kept(), {}, {}
    with transaction.atomic():
        for change in changes:
            try:
                _keep(change, kept, by=by, on=on)
            except Overtaken as error:
                assert isinstance(error.now, Observation)
                overtaken[change.key] = error.now
                errors[change.key] = "What you typed is kept here: look, then save again"
            except ValidationError as error:
                errors[change.key] = error.messages[0]
            except Refused as error:
                errors[change.key] = str(error)
        if errors:
            transaction.set_rollback(True)
        elif submit is not None:
            _hand_in([*kept.saved, *submit], kept, by=by, on=on)
    if errors:
        raise NotKept(errors, overtaken)
    return kept


def _keep(change: Change, kept: Kept, *, by: User, on: datetime.date) -> None:
    if change.entry is not None:
        row = observations.enter_value(
            change.indicator,
            period_on=change.period.starts_on,
            by=by,
            on=on,
            based_on=change.based_on,
            entry=change.entry,
        )
        row.indicator = change.indicator
        kept.saved.append(row)
    elif change.before is not None:
        observations.drop_draft(change.before, by=by, on=on, based_on=change.based_on)
        kept.removed += 1


def _hand_in(rows: Sequence[Observation], kept: Kept, *, by: User, on: datetime.date) -> None:
    done: set[int] = set()
    for row in rows:
        if row.pk in done or not row.is_open:
            continue
        done.add(row.pk)
        if observations.missing_words(row):
            kept.need_words.append(row)
        else:
            observations.submit_value(row, by=by, on=on)
            kept.submitted.append(row)
