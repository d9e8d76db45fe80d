"""Steps in the life of a meeting are taken here and nowhere else; the database checks the same table (life.py) again."""

from __future__ import annotations

import datetime

from django.db import transaction

from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from ..figures import figures_of, last_meeting_before
from ..life import BY_NAME, Step
from ..minutes import draft_minutes
from ..models import Meeting, MeetingFigures, MeetingMinutes
from ..pack import pack_of
from .agenda import _build, carry_into
from .meeting import hold, in_words, plan_of, sign


@transaction.atomic
def take_step(meeting: Meeting, name: str, *, by: User | None, on: datetime.date, why: str = "") -> Meeting:
    """Raises Refused with one sentence when the meeting cannot take the step now."""
    step = BY_NAME[name]
    hold(meeting)
    if refusal := why_not(meeting, step, on=on):
        raise Refused(refusal)
    if step.needs_why and not why.strip():
        raise Refused("Say why the meeting is cancelled.")
    if step.name == "issue":
        _build(meeting, by=by, on=on)
        _freeze_figures(meeting, by=by, on=on)
    if step.name == "agree":
        assert by is not None
        _keep_minutes(meeting, by=by, on=on)
    meeting.state = step.to
    meeting.cancelled_why = why.strip() if step.needs_why else ""
    meeting.save(update_fields=["state", "cancelled_why"])
    sign(
        step.signed, meeting, by, state=step.to, **({"why": meeting.cancelled_why} if step.needs_why else {})
    )
    if step.name == "open":
        _build(meeting, by=by, on=on)
    if step.name == "agree":
        _carry_on(meeting, by=by)
    return meeting


def why_not(meeting: Meeting, step: Step, *, on: datetime.date) -> str:
    """One sentence if the meeting cannot take the step now; empty when it can."""
    if meeting.state not in step.froms:
        return (
            "This meeting is cancelled already." if meeting.state == "cancelled" else f"{in_words(meeting)}."
        )
    if step.name == "issue" and on <= meeting.cut_off_on:
        return (
            f"Updates close on {long_date(meeting.cut_off_on)}. The papers can be issued from the next day on, "
            "or set an earlier cut-off."
        )
    if step.name == "start" and on < meeting.held_on:
        return f"The meeting is on {long_date(meeting.held_on)}. It can be started on that day."
    return ""


def cancel_meeting(meeting: Meeting, *, by: User | None, why: str) -> None:
    """The meeting stays in the list as cancelled, with the reason; its day is not planned again."""
    take_step(meeting, "cancel", by=by, on=meeting.held_on, why=why)


@transaction.atomic
def change_cut_off(meeting: Meeting, *, by: User, cut_off_on: datetime.date) -> None:
    """Another last day for updates, until the papers are issued."""
    hold(meeting, states=["planned", "open"])
    if cut_off_on >= meeting.held_on:
        raise Refused("Updates must close before the meeting.")
    before, meeting.cut_off_on = meeting.cut_off_on, cut_off_on
    meeting.save(update_fields=["cut_off_on"])
    sign(
        "changed the cut-off of a meeting",
        meeting,
        by,
        before=before.isoformat(),
        after=cut_off_on.isoformat(),
    )


def _freeze_figures(meeting: Meeting, *, by: User | None, on: datetime.date) -> None:
    since = last_meeting_before(meeting)
    plan = plan_of(meeting)
    figures = figures_of(plan, as_at=meeting.cut_off_on, since=since)
    pack = pack_of(meeting, as_at=meeting.cut_off_on)
    MeetingFigures.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        as_at=meeting.cut_off_on,
        data={**figures.as_data(), "pack": pack.as_data()},
        frozen_on=on,
        frozen_by=by,
    )


def _keep_minutes(meeting: Meeting, *, by: User, on: datetime.date) -> None:
    minutes = draft_minutes(meeting)
    MeetingMinutes.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        data=minutes.as_data(),
        sha256=minutes.sha256(),
        agreed_on=on,
        agreed_by=by,
    )


def _carry_on(meeting: Meeting, *, by: User | None) -> None:
    """What is carried goes to the next meeting, where there is one; a later one takes it up when its agenda is built."""
    following = Meeting.objects.filter(council_id=meeting.council_id, board_id=meeting.board_id)
    next_one = (
        following.filter(held_on__gt=meeting.held_on, state__in=["planned", "open", "issued"])
        .order_by("held_on")
        .first()
    )
    if next_one is not None:
        hold(next_one)
        carried = carry_into(next_one)
        if carried:
            sign("carried items to the next meeting", next_one, by, items=len(carried))
