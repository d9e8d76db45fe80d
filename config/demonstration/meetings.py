"""The board's first meeting, from its agenda to its minutes, and the next one, open for papers."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from boards import services
from boards.models import Board, BoardMember, Meeting
from boards.services.attendance import Came
from boards.services.chair_notes import add_chair_note
from councils.models import User

Day = datetime.timedelta

DATA = """Measure,April,May,June
Assessments within 45 days,61%,63%,66%
Visits on time,72%,71%,75%
"""


def hold_first(board: Board, *, lead: User, chair: User) -> None:
    """Before there was a plan: how the board works, the draft of the plan, two challenges."""
    meeting = Meeting.objects.select_related("board__council", "council").get(board=board, number=1)
    day = meeting.held_on
    opened = meeting.cut_off_on - Day(days=5)
    services.take_step(meeting, "open", by=lead, on=opened)
    ways = services.add_item(meeting, by=lead, title="How the board will work")
    draft = services.add_item(meeting, by=lead, title="The draft of the improvement plan")
    services.add_paper(
        meeting, by=lead, on=opened, title="Figures of the last three months", item=draft,
        upload=SimpleUploadedFile("figures.csv", DATA.encode()),
    )  # fmt: skip
    services.add_paper(
        meeting, by=lead, on=opened, title="Working together to safeguard children",
        link="https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
    )  # fmt: skip
    services.take_step(meeting, "issue", by=lead, on=meeting.cut_off_on + Day(days=1))
    services.take_step(meeting, "start", by=chair, on=day)
    services.record_attendance(meeting, by=lead, came=_came(board, day))
    services.decide_item(
        ways,
        by=chair,
        on=day,
        decision="note",
        why="The board meets every four weeks and asks for figures that are settled.",
    )
    services.keep_notes(
        draft, by=lead, carry=False,
        notes="Members asked for fewer actions, each with one owner. The plan comes to the next meeting to be agreed.",
    )  # fmt: skip
    _follow_up(meeting, board, lead=lead, chair=chair, day=day)
    add_chair_note(
        board, by=chair, on=day, meeting=meeting,
        text="Ask the Head of Assessment at the next meeting why the drift is in two teams only. Visit one of them before.",
    )  # fmt: skip
    services.take_step(meeting, "end", by=chair, on=day)
    services.take_step(meeting, "agree", by=chair, on=day + Day(days=6))
    services.take_step(meeting, "close", by=lead, on=day + Day(days=7))


def _came(board: Board, day: datetime.date) -> dict[int, Came]:
    members = list(BoardMember.objects.filter(board=board).serving(on=day).order_by("id"))
    came = {member.pk: Came("present") for member in members}
    agencies = [member for member in members if member.organisation_id]
    came[agencies[0].pk] = Came("present", contribution="Reported on children who were found at night.")
    came[agencies[1].pk] = Came("substitute", "The deputy of the Director of Nursing")
    came[agencies[-1].pk] = Came("apologies")
    return came


def _follow_up(meeting: Meeting, board: Board, *, lead: User, chair: User, day: datetime.date) -> None:
    agency = BoardMember.objects.filter(board=board, organisation__isnull=False).order_by("id").first()
    assert agency is not None
    settled = services.add_challenge(
        meeting, by=lead, on=day, asked_by=agency, asked_of="Head of Assessment",
        text="Why do families wait longer for a first visit in the north of the county?",
    )  # fmt: skip
    services.answer_challenge(
        settled, by=lead, on=day + Day(days=12),
        answer="Two of five posts were empty there. They are filled, and visits are on time since.",
    )  # fmt: skip
    services.close_challenge(settled, by=chair, on=day + Day(days=28))
    services.add_challenge(
        meeting, by=lead, on=day, asked_by=agency, asked_of="Director of Children's Services",
        text="How do managers know that supervision changes what happens to children?",
    )  # fmt: skip
    figures = services.add_board_action(
        meeting, by=lead, text="Bring figures of the night team to the next meeting.", who="Borsetshire Constabulary",
        organisation=agency.organisation, due_on=day + Day(days=28),
    )  # fmt: skip
    done = day + Day(days=26)
    services.finish_board_action(figures, by=lead, on=done, done_on=done, outcome="Sent to all members.")
    services.add_board_action(
        meeting, by=lead, text="Visit the front door team and tell the board what was seen.", who="Lead Member",
        due_on=day + Day(days=60),
    )  # fmt: skip


def open_next(board: Board, *, lead: User, on: datetime.date) -> None:
    """Its agenda is what needs the board today."""
    coming = Meeting.objects.select_related("board__council", "council").filter(board=board)
    meeting: Meeting = coming.upcoming(on=on).exclude(held_on=on)[0]
    services.take_step(meeting, "open", by=lead, on=on)
    services.add_item(meeting, by=lead, title="Visit of the Lead Member to the front door team")
