"""Sub-groups and the bodies beside the board: their remit, and who reports to whom, how often."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from councils import audit
from councils.lateness import long_date
from councils.models import Organisation, User
from councils.refusal import Refused

from ..models import Board, GovernanceBody, ReportingLine
from .meeting import next_number


@transaction.atomic
def add_body(
    board: Board,
    *,
    by: User,
    kind: str,
    name: str,
    remit: str,
    chair_name: str = "",
    organisation: Organisation | None = None,
    meets: str = "",
) -> GovernanceBody:
    _hold(board)
    body = GovernanceBody.objects.create(
        council_id=board.council_id,
        board=board,
        number=next_number(GovernanceBody.objects.filter(council_id=board.council_id)),
        kind=kind,
        name=name.strip(),
        remit=remit.strip(),
        chair_name=chair_name.strip(),
        organisation=organisation,
        meets=meets.strip(),
    )
    _sign("added a body around the board", body, by)
    return body


@transaction.atomic
def change_body(
    body: GovernanceBody,
    *,
    by: User,
    kind: str,
    name: str,
    remit: str,
    chair_name: str = "",
    organisation: Organisation | None = None,
    meets: str = "",
) -> None:
    """What was recorded before stays in the history."""
    _hold_standing(body)
    body.kind, body.name, body.remit = kind, name.strip(), remit.strip()
    body.chair_name, body.organisation, body.meets = chair_name.strip(), organisation, meets.strip()
    body.save()
    _sign("changed a body around the board", body, by)


@transaction.atomic
def end_body(body: GovernanceBody, *, by: User, on: datetime.date, ended_on: datetime.date, why: str) -> None:
    """With it end its lines: nobody reports to a body that is no more."""
    _hold_standing(body)
    if ended_on > on:
        raise Refused("The day on which it ended must be today or in the past.")
    if not why.strip():
        raise Refused("Say why it ended.")
    body.ended_on, body.ended_why = ended_on, why.strip()
    body.save(update_fields=["ended_on", "ended_why"])
    lines = ReportingLine.objects.standing().filter(Q(from_body=body) | Q(to_body=body))
    lines.filter(council_id=body.council_id).update(ended_on=ended_on)
    _sign("ended a body around the board", body, by, why=body.ended_why, ended_on=ended_on.isoformat())


@transaction.atomic
def add_line(
    board: Board,
    *,
    by: User,
    from_body: GovernanceBody | None,
    to_body: GovernanceBody | None,
    how_often: str,
    about: str,
) -> ReportingLine:
    """No body stands for the board itself. Two bodies have one line each way."""
    _hold(board)
    if from_body == to_body:
        raise Refused("A body does not report to itself. Choose two different ones.")
    for body in (from_body, to_body):
        if body is not None and body.ended_on is not None:
            raise Refused(f"{body.name} ended on {long_date(body.ended_on)}.")
    rows = ReportingLine.objects.filter(council_id=board.council_id)
    again = rows.standing().filter(board=board, from_body=from_body, to_body=to_body).first()
    if again is not None:
        raise Refused(f"This line is there already: {again.get_how_often_display().lower()}. End it first.")
    line = ReportingLine.objects.create(
        council_id=board.council_id,
        board=board,
        number=next_number(rows),
        from_body=from_body,
        to_body=to_body,
        how_often=how_often,
        about=about.strip(),
    )
    _sign("recorded who reports to whom", board, by, line=str(line), how_often=how_often)
    return line


@transaction.atomic
def end_line(line: ReportingLine, *, by: User, on: datetime.date) -> None:
    line.refresh_from_db(from_queryset=ReportingLine.objects.select_for_update())
    if line.ended_on is not None:
        raise Refused(f"This line ended on {long_date(line.ended_on)}.")
    line.ended_on = on
    line.save(update_fields=["ended_on"])
    _sign("ended a line of reporting", line.board, by, line=str(line))


def _hold(board: Board) -> None:
    Board.objects.select_for_update().get(pk=board.pk)


def _hold_standing(body: GovernanceBody) -> None:
    body.refresh_from_db(from_queryset=GovernanceBody.objects.select_for_update())
    if body.ended_on is not None:
        raise Refused(f"{body.name} ended on {long_date(body.ended_on)} and is kept as it was.")


def _sign(verb: str, about: Board | GovernanceBody, by: User, **detail: object) -> None:
    audit.record(
        verb, council_id=about.council_id, about=about, by=by, link=about.get_absolute_url(), **detail
    )
