"""A board that wants to meet more or less often asks; the Department consents where the notice says so."""

from __future__ import annotations

import datetime

from django.db import transaction

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from .. import cadence
from ..keeping import in_words, rules_of
from ..models import Board, CadenceChange
from .meeting import next_number

State = CadenceChange.State


@transaction.atomic
def ask_cadence_change(
    board: Board, *, by: User, on: datetime.date, to_every: str, from_on: datetime.date, reason: str
) -> CadenceChange:
    """Waits for consent; where the notice asks for none, it stands at once."""
    board.refresh_from_db(from_queryset=Board.objects.select_for_update())
    rows = CadenceChange.objects.filter(council_id=board.council_id)
    if (waits := rows.waiting().filter(board=board).first()) is not None:
        raise Refused(f"A request to meet {in_words(waits.to_every)} waits for consent. Withdraw it first.")
    rules = rules_of(board)
    if from_on < on:
        raise Refused("The day from which it counts must be today or later.")
    if from_on <= rules[-1].from_on:
        raise Refused(f"A change from {long_date(rules[-1].from_on)} stands already: enter a later day.")
    from_every = cadence.every_on(rules, from_on)
    if to_every == from_every:
        raise Refused(f"The board meets {in_words(to_every)} already.")
    if not reason.strip():
        raise Refused("Say why the board asks for it.")
    change = CadenceChange.objects.create(
        council_id=board.council_id,
        board=board,
        number=next_number(rows),
        from_every=from_every,
        to_every=to_every,
        from_on=from_on,
        reason=reason.strip(),
        needs_consent_of=board.change_needs_consent_of,
        asked_on=on,
        asked_by=by,
        state=State.WAITING if board.change_needs_consent_of else State.FREE,
    )
    _sign("asked to change how often the board meets", change, by)
    return change


@transaction.atomic
def answer_cadence_change(
    change: CadenceChange,
    *,
    by: User,
    on: datetime.date,
    consents: bool,
    decided_by: str,
    answered_on: datetime.date,
    answer: str = "",
) -> None:
    """Consent counts from the day that was asked for, or from its own day where that is later: it does not reach back."""
    _hold_waiting(change)
    if not change.asked_on <= answered_on <= on:
        raise Refused(
            f"The answer was given between the day of the request, {long_date(change.asked_on)}, and today."
        )
    if not decided_by.strip():
        raise Refused("Say who decided: name and office.")
    if not consents and not answer.strip():
        raise Refused("Say why consent is refused.")
    change.state = State.CONSENTED if consents else State.REFUSED
    change.answered_on, change.answered_by = answered_on, by
    change.decided_by, change.answer = decided_by.strip(), answer.strip()
    change.save()
    verb = "consented to" if consents else "refused"
    _sign(f"{verb} a change of how often the board meets", change, by, decided_by=change.decided_by)


@transaction.atomic
def withdraw_cadence_change(change: CadenceChange, *, by: User) -> None:
    _hold_waiting(change)
    change.state = State.WITHDRAWN
    change.save(update_fields=["state"])
    _sign("withdrew a request to change how often the board meets", change, by)


def _hold_waiting(change: CadenceChange) -> None:
    change.refresh_from_db(from_queryset=CadenceChange.objects.select_for_update())
    if change.state != State.WAITING:
        raise Refused(f"This request is not waiting any more: {change.get_state_display().lower()}.")


def _sign(verb: str, change: CadenceChange, by: User, **detail: object) -> None:
    audit.record(
        verb,
        council_id=change.council_id,
        about=change.board,
        by=by,
        link=change.get_absolute_url(),
        before=in_words(change.from_every),
        after=in_words(change.to_every),
        from_on=change.effective_on.isoformat(),
        **detail,
    )
