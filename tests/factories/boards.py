"""Boards, their meetings and what is decided there."""

from __future__ import annotations

import datetime

import factory

from boards.figures import figures_of
from boards.minutes import draft_minutes
from boards.models import (
    AgendaItem,
    Attendance,
    Board,
    BoardAction,
    BoardMember,
    CadenceChange,
    ChairNote,
    Challenge,
    GovernanceBody,
    Meeting,
    MeetingDecision,
    MeetingFigures,
    MeetingMinutes,
    MeetingPaper,
    ReportingLine,
    TermsOfReference,
)

from .councils import TODAY, OfCouncil, UserFactory
from .notices import NoticeFactory


class BoardFactory(OfCouncil):
    class Meta:
        model = Board

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    name = "Improvement Board"
    meets_every = "P4W"


class BoardMemberFactory(OfCouncil):
    class Meta:
        model = BoardMember

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    name = factory.Sequence(lambda n: f"Member {n}")


class MeetingFactory(OfCouncil):
    class Meta:
        model = Meeting

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Meeting.objects.filter(board=o.board).count() + 1)
    held_on = TODAY + datetime.timedelta(days=14)
    cut_off_on = factory.LazyAttribute(lambda o: o.held_on - datetime.timedelta(days=7))


class TermsOfReferenceFactory(OfCouncil):
    class Meta:
        model = TermsOfReference

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: TermsOfReference.objects.filter(board=o.board).count() + 1)
    text = "The board steers the plan and challenges its partners."
    what_changed = "Schools have a seat."
    agreed_on = TODAY - datetime.timedelta(days=100)
    recorded_on = factory.SelfAttribute("agreed_on")
    recorded_by = factory.SubFactory(UserFactory)


class GovernanceBodyFactory(OfCouncil):
    class Meta:
        model = GovernanceBody

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: GovernanceBody.objects.filter(council=o.council).count() + 1)
    kind = "sub_group"
    name = factory.LazyAttribute(lambda o: f"Group {o.number}")
    remit = "Audits of practice."


class ReportingLineFactory(OfCouncil):
    """From a body to the board, unless said otherwise."""

    class Meta:
        model = ReportingLine

    board = factory.SelfAttribute("from_body.board")
    number = factory.LazyAttribute(lambda o: ReportingLine.objects.filter(council=o.council).count() + 1)
    how_often = "meeting"
    about = "What the audits found"


class CadenceChangeFactory(OfCouncil):
    """A request that waits; `state` beyond that needs its answer, which is given when it is not."""

    class Meta:
        model = CadenceChange

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: CadenceChange.objects.filter(council=o.council).count() + 1)
    from_every = "P4W"
    to_every = "P6W"
    from_on = TODAY + datetime.timedelta(days=10)
    reason = "The plan is steady."
    needs_consent_of = factory.LazyAttribute(lambda o: "" if o.state == "free" else "the Department")
    asked_on = TODAY
    asked_by = factory.SubFactory(UserFactory)
    state = "waiting"
    answered_on = factory.LazyAttribute(lambda o: TODAY if o.state in CadenceChange.ANSWERED else None)
    answered_by = factory.LazyAttribute(lambda o: o.asked_by if o.answered_on else None)
    decided_by = factory.LazyAttribute(lambda o: "Owen Fletcher, case lead" if o.answered_on else "")


class AgendaItemFactory(OfCouncil):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: AgendaItem.objects.filter(meeting=o.meeting).count() + 1)
    position = factory.SelfAttribute("number")
    title = "Visit to the front door team"


class MeetingPaperFactory(OfCouncil):
    class Meta:
        model = MeetingPaper

    meeting = factory.SubFactory(MeetingFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: MeetingPaper.objects.filter(meeting=o.meeting).count() + 1)
    title = "Performance report"
    link = "https://www.example.org/report"
    added_on = TODAY


class AttendanceFactory(OfCouncil):
    class Meta:
        model = Attendance

    state = "present"


class ChairNoteFactory(OfCouncil):
    class Meta:
        model = ChairNote

    number = factory.LazyAttribute(lambda o: ChairNote.objects.filter(board=o.board).count() + 1)
    text = "Ask what the visits found."
    written_on = TODAY


class ChallengeFactory(OfCouncil):
    class Meta:
        model = Challenge

    board = factory.SelfAttribute("meeting.board")
    number = factory.LazyAttribute(lambda o: Challenge.objects.filter(council=o.council).count() + 1)
    text = "Why do children wait six weeks for a visit?"
    asked_of = "Head of Assessment"
    asked_on = TODAY


class BoardActionFactory(OfCouncil):
    class Meta:
        model = BoardAction

    board = factory.SelfAttribute("meeting.board")
    number = factory.LazyAttribute(lambda o: BoardAction.objects.filter(council=o.council).count() + 1)
    text = "Bring the figures of the night team"
    who = "Police"
    due_on = TODAY + datetime.timedelta(days=20)


class MeetingDecisionFactory(OfCouncil):
    """Words of the minutes alone: what a decision makes in the plan, the verb makes."""

    class Meta:
        model = MeetingDecision

    meeting = factory.SelfAttribute("item.meeting")
    number = factory.LazyAttribute(lambda o: MeetingDecision.objects.filter(meeting=o.meeting).count() + 1)
    kind = "note"
    about = factory.SelfAttribute("item.title")
    words = "Noted"
    decided_on = TODAY
    decided_by = factory.SubFactory(UserFactory)


class MeetingFiguresFactory(OfCouncil):
    class Meta:
        model = MeetingFigures

    as_at = factory.SelfAttribute("meeting.cut_off_on")
    data = factory.LazyAttribute(lambda o: figures_of(None, as_at=o.as_at, since=None).as_data())
    frozen_on = TODAY


class MeetingMinutesFactory(OfCouncil):
    class Meta:
        model = MeetingMinutes

    data = factory.LazyAttribute(lambda o: draft_minutes(o.meeting).as_data())
    sha256 = "0" * 64
    agreed_on = TODAY
    agreed_by = factory.SubFactory(UserFactory)
