"""What the board's page says of the board itself, in words."""

from __future__ import annotations

import datetime
from typing import Any

from councils.lateness import long_date

from .cadence import every_on
from .keeping import gap_in_words, in_words, rules_of
from .models import Board, BoardMember, CadenceChange, GovernanceBody, TermsOfReference


def about(board: Board, *, on: datetime.date) -> dict[str, Any]:
    of_board = {"council_id": board.council_id, "board": board}
    rules = rules_of(board)
    return {
        "meets": _meets(board, in_words(every_on(rules, on))),
        "chair_words": _chair(board, on=on),
        "terms_words": _terms(board, on=on),
        "bodies": GovernanceBody.objects.filter(**of_board).standing(on=on).count(),
        "gap": gap_in_words(board, on=on) if board.notice.is_standing else "",
    }


def _meets(board: Board, now: str) -> str:
    said = now.capitalize()
    if now != in_words(board.meets_every):
        said = f"{said}; the notice said {in_words(board.meets_every)}"
    rows = CadenceChange.objects.waiting().filter(council_id=board.council_id, board=board)
    waits = rows.values_list("to_every", flat=True).first()
    return f"{said}. A request to meet {in_words(waits)} waits for consent" if waits else said


def _chair(board: Board, *, on: datetime.date) -> str:
    """Whether the notice asks for one, and whether the board has one."""
    seats = BoardMember.objects.filter(council_id=board.council_id, board=board, role=BoardMember.Role.CHAIR)
    chair = seats.serving(on=on).order_by("id").first()
    if chair is not None and not chair.is_independent:
        agreed = f" Agreed by {chair.exception_agreed_by}." if chair.exception_agreed_by else ""
        return f"No, by exception: {chair.not_independent_why.rstrip('.')}.{agreed}"
    if not board.independent_chair:
        return "The notice does not ask for one"
    return "Yes" if chair is not None else "The notice asks for one, and no chair is recorded for today"


def _terms(board: Board, *, on: datetime.date) -> str:
    """The version that holds; before the first, what the notice says."""
    rows = TermsOfReference.objects.filter(council_id=board.council_id, board=board)
    holds = rows.agreed(on=on).first()
    if holds is not None:
        return f"Version {holds.number}, agreed on {long_date(holds.agreed_on)}"
    return board.terms_of_reference or "None recorded yet"
