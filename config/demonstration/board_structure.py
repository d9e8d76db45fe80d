"""Around the demonstration's boards: terms of reference, a member who left, sub-groups and the bodies beside the board,
and a request to meet less often."""

from __future__ import annotations

import datetime

from boards.models import Board, BoardMember, Cadence, GovernanceBody
from boards.services.bodies import add_body, add_line
from boards.services.cadence_change import answer_cadence_change, ask_cadence_change
from boards.services.members import Seat, add_member, agree_terms, end_member
from councils.models import Organisation, User

Day = datetime.timedelta
FIRST_TERMS = """Purpose
The board steers the improvement plan, tests whether it makes a difference for children, and holds each partner to its part.

How it works
It reads the plan's figures as they stood at the cut-off. It agrees or refuses new dates, confirms what is complete when it has seen evidence, and logs each challenge until it is answered."""
SECOND_TERMS = f"""{FIRST_TERMS}

Who sits on it
The council, police, health, schools and the safeguarding partnership each send somebody who can decide for them. The Department attends as participant observer."""
BODIES = (
    ("sub_group", "Quality assurance sub-group", "Plans the audits of practice and tells the board what they show.", "every 4 weeks"),
    ("sub_group", "Workforce sub-group", "Follows vacancies, caseloads and agency staff.", "every 6 weeks"),
    ("safeguarding", "Local safeguarding partnership", "Assures how agencies work together to keep children safe.", "every 3 months"),
    ("trust", "Children’s Trust", "Sets the priorities that partners share for all children.", "every 3 months"),
    ("scrutiny", "Children and young people scrutiny committee", "Questions the cabinet on progress in public.", "every 2 months"),
)  # fmt: skip
# Who reports (0 is the board), to whom, how often, about what.
LINES = (
    (1, 0, "meeting", "What audits of the last weeks found"),
    (2, 0, "meeting", "Vacancies, caseloads and agency staff"),
    (3, 0, "P3M", "How well agencies work together"),
    (0, 4, "P3M", "Progress of the improvement plan"),
    (0, 5, "P3M", "Progress of the improvement plan, in public"),
)


def tell(board: Board, *, lead: User, chair: User, case_lead: User, on: datetime.date, asks: bool) -> None:
    """`asks`: its request to meet every 6 weeks waits; another board was refused one."""
    started = board.notice.issued_on or on
    agree_terms(board, by=lead, on=started + Day(days=25), text=FIRST_TERMS, agreed_on=started + Day(days=25))
    agree_terms(
        board, by=lead, on=on - Day(days=30), text=SECOND_TERMS, agreed_on=on - Day(days=30),
        what_changed="It says who sits on the board, as the Department asked.",
    )  # fmt: skip
    left = add_member(
        board,
        by=lead,
        seat=Seat(
            name="Head of the youth justice service", role=BoardMember.Role.ADVISER, valid_from=started
        ),
    )
    end_member(left, by=lead, last_on=on - Day(days=20), why="A new post in another county.")
    bodies: list[GovernanceBody | None] = [None]
    partnership = Organisation.objects.filter(council=board.council, kind="partnership").first()
    for kind, name, remit, meets in BODIES:
        whose = partnership if kind == "safeguarding" else None
        bodies.append(
            add_body(board, by=lead, kind=kind, name=name, remit=remit, meets=meets, organisation=whose)
        )
    for one, other, how_often, about in LINES:
        add_line(
            board, by=lead, from_body=bodies[one], to_body=bodies[other], how_often=how_often, about=about
        )
    if not board.change_needs_consent_of:
        return
    asked_on = on - Day(days=9 if asks else 40)
    change = ask_cadence_change(
        board, by=chair, on=asked_on, to_every=Cadence.WEEKS_6, from_on=on + Day(days=45),
        reason="The plan is in its second half, and the sub-groups meet every 4 weeks.",
    )  # fmt: skip
    if not asks:
        answer_cadence_change(
            change, by=case_lead, on=on - Day(days=31), consents=False, answered_on=on - Day(days=31),
            decided_by="Owen Fletcher, case lead", answer="Not before two reports in a row show steady progress.",
        )  # fmt: skip
