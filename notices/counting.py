"""Dates that are counted: relative deadlines from the day they hang on, occurrences from the day they start from.

Everything is counted once, when the instrument is put in force, and frozen: no later reading of the same words moves a
date. Where an anchor was not known then, or was recorded wrong, a person records it with the reason (record_anchor), and
that alone counts anew.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import F, Max, Q

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from . import periods, terms
from .models import AnchorDate, Deadline, Notice, Occurrence, Requirement

Anchors = dict[str, datetime.date | None]
HORIZON = "P3M"
_BOARD_MEETS = re.compile(r"\bmeet", re.I)
REPORTERS = (Requirement.Binds.BOARD_CHAIR, Requirement.Binds.LEADER, Requirement.Binds.DEPARTMENT)


def anchors_of(notice: Notice) -> Anchors:
    """What each anchor is known to be: the newest record of a person, else what the document says."""
    if notice.issued_on is None:
        return dict.fromkeys(AnchorDate.Anchor.values)
    known = terms.anchors(notice.reading, issued_on=notice.issued_on, ends_on=notice.period_ends_on)
    recorded = AnchorDate.objects.filter(council_id=notice.council_id, notice=notice).order_by("id")
    return known | {row.anchor: row.falls_on for row in recorded.exclude(anchor=AnchorDate.Anchor.END)}


def freeze(notice: Notice, *, on: datetime.date) -> None:
    """Called once, when the instrument is put in force (`on`: that day)."""
    _count(notice, anchors_of(notice), AnchorDate.Anchor.values)
    roll_forward(on=on, notice=notice)


@transaction.atomic
def record_anchor(
    notice: Notice, *, by: User, on: datetime.date, anchor: str, falls_on: datetime.date, why: str
) -> AnchorDate:
    """Record a day that was not known, or another one than was recorded, and count what hangs on it.

    Only dates that still are as they were counted move: one that an amendment has changed since stays. Occurrences that
    are met or missed stay too. Reviews and reports due (the floor above) keep their dates.
    """
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    kind = AnchorDate.Anchor(anchor)
    if not notice.is_standing:
        raise Refused("Dates can be recorded while the notice is in force.")
    before = anchors_of(notice)[kind]
    if before == falls_on:
        raise Refused(f"It is recorded as {long_date(falls_on)} already.")
    if not why.strip():
        raise Refused("Say where the date comes from, or why the earlier one was wrong.")
    if kind == AnchorDate.Anchor.ISSUE and falls_on > on:
        raise Refused("The issue date must be today or in the past.")
    if kind == AnchorDate.Anchor.END and notice.issued_on and falls_on < notice.issued_on:
        raise Refused("The end must be after the notice was issued.")
    row = AnchorDate.objects.create(
        council_id=notice.council_id, notice=notice, anchor=kind, falls_on=falls_on, instead_of=before,
        why=why.strip(), recorded_on=on, recorded_by=by,
    )  # fmt: skip
    field = {AnchorDate.Anchor.ISSUE: "issued_on", AnchorDate.Anchor.END: "period_ends_on"}.get(kind)
    if field:
        setattr(notice, field, falls_on)
        notice.save(update_fields=[field])
    # start and commencement are the day of issue unless somebody said otherwise
    moved = _count(
        notice, anchors_of(notice), AnchorDate.Anchor.values if kind == AnchorDate.Anchor.ISSUE else [kind]
    )
    roll_forward(on=on, notice=notice)
    audit.record(
        "recorded the date that deadlines count from",
        council_id=notice.council_id,
        about=f"{notice}: {kind.label.lower()}",
        by=by,
        link=notice.get_absolute_url(),
        date=falls_on.isoformat(),
        instead_of=before.isoformat() if before else None,
        why=row.why,
        moved=[f"{deadline.span}: {deadline.due_on or deadline.counts_from}" for deadline in moved],
    )
    return row


def _count(notice: Notice, anchors: Anchors, names: Collection[str]) -> list[Deadline]:
    """Give dates to the deadlines that hang on these anchors; returns those that moved."""
    rows = Deadline.objects.filter(council_id=notice.council_id, requirement__notice=notice)
    moved = []
    for deadline in rows.select_related("requirement"):
        name = deadline.anchor or AnchorDate.Anchor.START
        start = anchors.get(name)
        if start is None or name not in names or start == deadline.counts_from:
            continue
        if deadline.kind == Deadline.Kind.RECURRING:
            if not is_counted(deadline, notice):
                continue
            deadline.occurrences.open().filter(happened_on=None).delete()  # type: ignore[attr-defined]
        elif not deadline.anchor or not _was_counted(deadline):
            continue
        else:
            deadline.due_on, deadline.precision = due_on(deadline, start), "day"
        deadline.counts_from = start
        moved.append(deadline)
    Deadline.objects.bulk_update(moved, ["due_on", "precision", "counts_from"])
    return moved


def due_on(deadline: Deadline, start: datetime.date) -> datetime.date | None:
    """The last day that keeps it, counted from `start`; "before the end of this notice" is the end itself."""
    if periods.is_period(deadline.offset):
        return periods.counted(start, deadline.offset, words=deadline.span)
    return start if not deadline.offset and deadline.anchor == AnchorDate.Anchor.END else None


def _was_counted(deadline: Deadline) -> bool:
    """It has no date yet, or the one that was counted, which nobody has changed since."""
    if deadline.counts_from is None:
        return deadline.due_on is None
    return deadline.due_on == due_on(deadline, deadline.counts_from)


def is_counted(deadline: Deadline, notice: Notice) -> bool:
    """Whether a recurring clause has occurrences of its own: not where its times are followed as something else."""
    if not periods.is_period(deadline.every):
        return False
    if periods.after(datetime.date(2000, 1, 1), deadline.every) == datetime.date(2000, 1, 1):
        return False
    clause = deadline.requirement
    return clause.kind not in Requirement.ASKS_NOTHING and not followed_as(deadline, notice)


def followed_as(deadline: Deadline, notice: Notice) -> str:
    """ "meetings" or "reports" where the floors above follow its times: the board's meetings, the chair's reports."""
    clause, reading = deadline.requirement, notice.reading
    board = reading.get("board") or {}
    sentence = terms.sentence_with(clause.text, deadline.span)
    if (
        deadline.every
        and board.get("meets_every") == deadline.every
        and "board" in clause.text.lower()
        and _BOARD_MEETS.search(sentence)
    ):
        return "meetings"
    reports = (report.get("every") for report in reading.get("reports", []))
    return "reports" if clause.binds in REPORTERS and deadline.every in reports else ""


@transaction.atomic
def roll_forward(*, on: datetime.date, notice: Notice | None = None) -> int:
    """Make the occurrences of the next three months, and always the next one; returns how many are new. Those of an
    instrument that has ended, due after its end, go. Safe to repeat, and side by side.

    What fell due before the instrument was put in force here is not made: nobody followed it in Noticeboard.
    """
    of_notice = Q(requirement__notice=notice) if notice else Q()
    rows = (
        Deadline.objects.filter(
            of_notice,
            kind=Deadline.Kind.RECURRING,
            counts_from__isnull=False,
            requirement__notice__state__in=Notice.STANDING,
            requirement__removed_in=None,
        )
        .annotate(
            since=F("requirement__notice__in_force_on"),
            last=Max("occurrences__number"),
            latest=Max("occurrences__due_on"),
        )
        .order_by("id")
    )
    new = [row for deadline in rows for row in _next(deadline, on=on)]
    Occurrence.objects.bulk_create(new, ignore_conflicts=True)
    over = Occurrence.objects.open().filter(happened_on=None, **_of(notice))
    over.filter(
        Q(deadline__requirement__notice__ended_on__lt=F("due_on"))
        | Q(deadline__requirement__removed_in__isnull=False, due_on__gt=on)
    ).delete()
    return len(new)


def _of(notice: Notice | None) -> dict[str, Notice]:
    return {"deadline__requirement__notice": notice} if notice else {}


def _next(deadline: Deadline, *, on: datetime.date) -> Iterator[Occurrence]:
    """`deadline` with `since`, `last` and `latest` (roll_forward): its occurrences that are not there yet."""
    start, number = deadline.counts_from, deadline.last or 0  # type: ignore[attr-defined]
    assert start is not None
    since = deadline.since or start  # type: ignore[attr-defined]
    until = periods.after(on, HORIZON)
    has_one_ahead = deadline.latest is not None and deadline.latest >= on  # type: ignore[attr-defined]
    while True:
        number += 1
        day = periods.after(start, deadline.every, number)
        if (deadline.due_on and day > deadline.due_on) or (day > until and has_one_ahead):
            return
        if day < since:
            continue
        has_one_ahead = has_one_ahead or day >= on
        yield Occurrence(council_id=deadline.council_id, deadline=deadline, number=number, due_on=day)
