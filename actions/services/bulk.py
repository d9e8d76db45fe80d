"""The same change of several actions at once, each by the verb that edits one: what became of it, row by row."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError

from councils.lateness import long_date
from councils.models import Organisation, User

from ..models import Action, Objective
from .around_action import KEEP, Keep
from .plan import edit_action
from .progress import Stale


@dataclass(frozen=True)
class Wanted:
    """What the chosen actions shall have; KEEP leaves them as they are, None is nobody."""

    owner: User | Organisation | Keep | None = KEEP
    objective: Objective | Keep = KEEP
    priority: str | Keep = KEEP
    accountable_lead: User | Keep | None = KEEP


@dataclass(frozen=True)
class Outcome:
    action: Action
    result: Literal["changed", "unchanged", "refused"]
    why: str = ""


def change_several(
    rows: Sequence[tuple[Action, int]], wanted: Wanted, *, by: User, on: datetime.date
) -> list[Outcome]:
    """Each action with the version that the person saw. One that is refused keeps none of the others back.

    Sent twice, the second time nothing changes: each is as it shall be.
    """
    return [_change(action, based_on, wanted, by=by, on=on) for action, based_on in rows]


def arguments(action: Action, wanted: Wanted) -> dict[str, Any]:
    """What edit_action takes: the action as it is, but for what is wanted."""
    given: dict[str, Any] = {
        name: getattr(action, name)
        for name in (
            "objective", "title", "owner", "owner_organisation", "due_on", "priority", "detail", "success_measure",
        )
    }  # fmt: skip
    if wanted.owner is not KEEP:
        person = isinstance(wanted.owner, User)
        given["owner"] = wanted.owner if person else None
        given["owner_organisation"] = None if person else wanted.owner
    if wanted.objective is not KEEP:
        given["objective"] = wanted.objective
    if wanted.priority is not KEEP:
        given["priority"] = wanted.priority
    return {
        **given,
        "accountable_lead": wanted.accountable_lead,
        "requirements": action.requirements.all(),
    }


def _change(action: Action, based_on: int, wanted: Wanted, *, by: User, on: datetime.date) -> Outcome:
    seen = action.version
    try:
        # a new owner is not the change that a changed clause asked for, so ties that wait go on waiting
        edit_action(action, by=by, on=on, based_on=based_on, settles=False, **arguments(action, wanted))
    except Stale as stale:
        return Outcome(action, "refused", _meanwhile(stale))
    except ValidationError as error:
        return Outcome(action, "refused", " ".join(error.messages))
    return Outcome(action, "changed" if action.version != seen else "unchanged")


def _meanwhile(stale: Stale) -> str:
    days = [update.reported_on for update in stale.updates[:1]]
    if stale.edits:
        return "Somebody edited it after you opened the list. Read it, then change it on its own page."
    when = f" on {long_date(days[0])}" if days else ""
    return f"Progress was reported on it{when}, after you opened the list. Read it, then change it on its own page."
