"""All that happened to a council's instruments, in one timeline; with the end of the council, and who took over."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from councils.lateness import count, long_date
from councils.models import Council, User

from ..models import Notice, NoticeStep, NoticeVersion


@dataclass(frozen=True)
class Event:
    """One entry of the timeline. `state` is the instrument's after it; `about` what the title's link leads to."""

    on: datetime.date
    title: str
    about: Notice | None = None
    state: str = ""
    by: str = ""
    lines: list[str] = field(default_factory=list)
    councils: list[tuple[Council, bool]] = field(
        default_factory=list
    )  # each, and whether its pages may be opened
    page: str = "notice"


def chain(council: Council, *, user: User) -> list[Event]:
    """Newest first. A fixed number of statements for any number of instruments."""
    rows: Any = Notice.objects.all().visible_to(user).filter(council=council)
    notices = list(rows.select_related("council").prefetch_related("reviews"))
    events = [event for notice in notices for event in _reviews(notice)]
    for step in _told(_steps(council, user)):
        events.append(_of_step(step))
    versions: Any = NoticeVersion.objects.all().visible_to(user).filter(council=council)
    for version in versions.confirmed().select_related("notice__council").prefetch_related("changes"):
        events.append(_of_version(version))
    events += _of_council(council, user)
    order = {id(event): place for place, event in enumerate(events)}
    return sorted(events, key=lambda event: (event.on, order[id(event)]), reverse=True)


def steps_of(notice: Notice, *, user: User) -> list[NoticeStep]:
    """The steps of one instrument, newest first."""
    return list(reversed(list(_told(_steps(notice.council, user, notice=notice)))))


def predecessors(council: Council, *, user: User) -> list[tuple[Council, bool]]:
    """Councils whose duties this one took over: facts of the public register. What was asked of them is shown to those
    who may open their pages."""
    found = council.predecessors.exclude(ended_on=None).order_by("ended_on", "name")
    return [(before, user.access.may_see(before.pk)) for before in found]


def _steps(council: Council, user: User, **lookup: Any) -> list[NoticeStep]:
    rows: Any = NoticeStep.objects.all().visible_to(user).filter(council=council, **lookup)
    return list(rows.select_related("notice__council", "other").order_by("notice_id", "number"))


def _told(steps: list[NoticeStep]) -> Iterator[NoticeStep]:
    """Without an end of the period that a decision, recorded later, turns out to have come before."""
    for step, after in zip_longest(steps, steps[1:]):
        overtaken = after is not None and after.notice_id == step.notice_id and after.taken_on < step.taken_on
        if not overtaken:
            yield step


def _of_step(step: NoticeStep) -> Event:
    notice, transition = step.notice, step.transition
    lines = [step.reason] if step.reason else []
    if step.other is not None:
        lines.append(f"In its place: {step.other}.")
    if step.adviser:
        lines.append(f"Adviser: {step.adviser}, until {long_date(step.support_until)}.")
    return Event(
        on=step.taken_on,
        title=f"{notice} {transition.past if transition else 'changed'}",
        about=notice,
        state=step.to_state,
        by=step.decided_by,
        lines=lines,
    )


def _of_version(version: NoticeVersion) -> Event:
    assert version.effective_on is not None
    changes = list(version.changes.all())
    return Event(
        on=version.effective_on,
        title=f"{version.notice} was amended (version {version.number})",
        about=version.notice,
        by=version.decided_by,
        lines=[version.reason, f"{count(len(changes), 'change')}."],
        page="versions",
    )


def _reviews(notice: Notice) -> Iterator[Event]:
    reviews: Any = notice.reviews.all()  # type: ignore[attr-defined]  # of the floor above, by name only
    for review in reviews:
        if review.held_on is None:
            continue
        yield Event(on=review.held_on, title=f"{review.get_kind_display()} of {notice}", about=notice)


def _of_council(council: Council, user: User) -> Iterator[Event]:
    if council.ended_on is not None:
        yield Event(
            on=council.ended_on,
            title=f"{council} was abolished",
            lines=["Its duties passed to its successors, with whatever instrument stood then."],
            councils=[(after, user.access.may_see(after.pk)) for after in council.successors.all()],
        )
