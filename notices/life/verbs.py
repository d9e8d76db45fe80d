"""Steps in the life of an instrument are taken here and nowhere else. The database checks the same table again."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F, Max

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from ..models import Notice, NoticeStep
from . import table
from .table import Made, Transition


def possible(notice: Notice, *, on: datetime.date) -> list[Transition]:
    """The steps that a person can record now, in the order of the page."""
    return [t for t in table.LIFE if t.made is Made.PERSON and why_not(notice, t, on=on) is None]


def why_not(notice: Notice, transition: Transition, *, on: datetime.date) -> str | None:
    """One sentence if the instrument cannot take the step now; None when it can."""
    if notice.state not in transition.froms:
        return f"{notice} is {notice.get_state_display().lower()}: this step is not possible from there."
    if notice.kind not in transition.kinds:
        return f"{notice} is of another kind: {notice.get_kind_display().lower()}. It has no such step."
    if transition.period_over is not None and transition.period_over != is_period_over(notice, on=on):
        return "Its planned period says otherwise."
    return None


def is_period_over(notice: Notice, *, on: datetime.date) -> bool:
    return notice.period_ends_on is not None and notice.period_ends_on < on


def followers(notice: Notice, transition: Transition) -> list[Notice]:
    """The instruments of the council that can take its place by this step: not older than it, drafts too."""
    kind = transition.follower_of(notice.kind)
    rows = Notice.objects.filter(council_id=notice.council_id, kind=kind).exclude(pk=notice.pk)
    rows = rows.exclude(state=Notice.State.WITHDRAWN).order_by("number")
    return [row for row in rows if row.state == Notice.State.DRAFT or _is_later(row, notice)]


def check(
    notice: Notice,
    name: str,
    *,
    on: datetime.date,
    taken_on: datetime.date,
    decided_by: str,
    reason: str,
    other: Notice | None = None,
    adviser: str = "",
    support_until: datetime.date | None = None,
) -> Transition:
    """Raise Refused with one sentence where the step cannot be recorded with these answers. Writes nothing."""
    transition = table.BY_NAME[name]
    refusal = (
        why_not(notice, transition, on=on) if transition.made is Made.PERSON else "Nobody takes this step."
    )
    if refusal:
        raise Refused(refusal)
    if taken_on > on:
        raise Refused("The date of the step must be today or in the past.")
    if not decided_by.strip():
        raise Refused("Say who decided it: the minister or the official.")
    if not reason.strip():
        raise Refused("Say why it was decided.")
    _check_order(notice, taken_on)
    if transition.to == Notice.State.SUPPORT:
        if not adviser.strip() or support_until is None:
            raise Refused("Say who the adviser is and until when the support lasts.")
        if support_until < taken_on:
            raise Refused("The support must end on or after the day on which it begins.")
    elif adviser or support_until:
        raise ValueError("Only a support period has an adviser and an end.")
    if (transition.follower_of(notice.kind) is None) != (other is None):
        raise Refused("Say which later instrument takes its place, where one does.")
    if other is not None:
        _check_follower(notice, transition, other)
        if other.state == Notice.State.DRAFT and other.revises_id not in (None, notice.pk):
            raise Refused(f"{other} takes the place of another instrument already.")
    return transition


@transaction.atomic
def take_step(
    notice: Notice,
    name: str,
    *,
    by: User | None,
    on: datetime.date,
    taken_on: datetime.date,
    decided_by: str,
    reason: str,
    other: Notice | None = None,
    adviser: str = "",
    support_until: datetime.date | None = None,
) -> NoticeStep | None:
    """Record one decided step. With a draft in its place the instrument ends when that draft is put in force, so there
    is no step yet (None): a council is never left between two instruments."""
    _lock(notice)
    transition = check(
        notice,
        name,
        on=on,
        taken_on=taken_on,
        decided_by=decided_by,
        reason=reason,
        other=other,
        adviser=adviser,
        support_until=support_until,
    )
    if other is not None:
        if other.state == Notice.State.DRAFT:
            _will_replace(other, notice, by=by, transition=transition, decided_by=decided_by, reason=reason)
            return None
        if other.revises_id is None:
            other.revises = notice
            other.save(update_fields=["revises"])
    return record(
        notice,
        transition,
        by=by,
        taken_on=taken_on,
        decided_by=decided_by.strip(),
        reason=reason.strip(),
        other=other,
        adviser=adviser.strip(),
        support_until=support_until,
    )


def record(
    notice: Notice,
    transition: Transition,
    *,
    by: User | None,
    taken_on: datetime.date,
    decided_by: str = "",
    reason: str = "",
    other: Notice | None = None,
    adviser: str = "",
    support_until: datetime.date | None = None,
) -> NoticeStep:
    """Write the step, which moves the instrument, and sign it. Whoever calls holds the instrument's row."""
    last = NoticeStep.objects.filter(council_id=notice.council_id, notice=notice).aggregate(n=Max("number"))
    step = NoticeStep.objects.create(
        council_id=notice.council_id,
        notice=notice,
        number=(last["n"] or 0) + 1,
        from_state=notice.state,
        to_state=transition.to,
        taken_on=taken_on,
        decided_by=decided_by,
        reason=reason,
        other=other,
        adviser=adviser,
        support_until=support_until,
        recorded_by=by,
    )
    notice.refresh_from_db(fields=["state", "ended_on"])
    audit.record(
        "recorded a step of an instrument",
        council_id=notice.council_id,
        about=notice,
        by=by,
        link=notice.get_absolute_url(),
        step=transition.name,
        number=step.number,
        before=step.from_state,
        after=step.to_state,
        taken_on=taken_on.isoformat(),
        decided_by=decided_by,
        other=other.number if other else None,
    )
    return step


def issue(notice: Notice, *, by: User | None) -> NoticeStep:
    """The step of services.put_in_force, from the date of issue; what the instrument replaces ends on the same day."""
    assert notice.issued_on is not None
    old = notice.revises
    step = record(
        notice,
        table.BY_NAME["put-in-force"],
        by=by,
        taken_on=notice.issued_on,
        decided_by=notice.signatory_name,
    )
    if old is not None and old.is_standing:
        _lock(old)
        transition = table.replacing(old.kind, notice.kind)
        _check_follower(old, transition, notice)
        _check_order(old, notice.issued_on)
        record(
            old,
            transition,
            by=by,
            taken_on=notice.issued_on,
            decided_by=notice.signatory_name or notice.signatory_role or "Not named in the document",
            reason=f"{notice} took its place.",
            other=notice,
        )
    return step


def end_periods(*, on: datetime.date) -> int:
    """The clock's step, for every instrument in the transaction's scope whose planned period has passed."""
    over = Notice.objects.filter(state=Notice.State.IN_FORCE, period_ends_on__lt=on).order_by("id")
    ended = 0
    for notice in over.select_for_update(skip_locked=True).select_related(None):
        last = NoticeStep.objects.filter(council_id=notice.council_id, notice=notice).aggregate(
            on=Max("taken_on")
        )
        assert notice.period_ends_on is not None
        day_after = notice.period_ends_on + datetime.timedelta(days=1)
        record(notice, table.BY_NAME["end-period"], by=None, taken_on=max(day_after, last["on"] or day_after))
        ended += 1
    return ended


def _will_replace(
    draft: Notice, old: Notice, *, by: User | None, transition: Transition, decided_by: str, reason: str
) -> None:
    draft.revises = old
    draft.save(update_fields=["revises"])
    audit.record(
        "named the draft that will replace an instrument",
        council_id=old.council_id,
        about=old,
        by=by,
        link=old.get_absolute_url(),
        step=transition.name,
        other=draft.number,
        decided_by=decided_by.strip(),
        reason=reason.strip(),
    )


def _check_follower(notice: Notice, transition: Transition, other: Notice) -> None:
    if other.council_id != notice.council_id or other.pk == notice.pk:
        raise ValueError("An instrument is replaced by another one of the same council.")
    if other.state == Notice.State.WITHDRAWN:
        raise Refused(f"{other} was withdrawn: it cannot take the place of another.")
    if other.kind != transition.follower_of(notice.kind):
        raise Refused(f"{other} is of another kind: it cannot take the place of {notice} by this step.")
    if other.state != Notice.State.DRAFT and not _is_later(other, notice):
        raise Refused(f"{other} is older than {notice}: it cannot take its place.")


def _is_later(one: Notice, than: Notice) -> bool:
    return bool(one.issued_on and than.issued_on and one.issued_on >= than.issued_on)


def _check_order(notice: Notice, taken_on: datetime.date) -> None:
    """Decisions are in order among themselves; the end of the period is nobody's (models/step.py)."""
    decided = NoticeStep.objects.filter(council_id=notice.council_id, notice=notice).exclude(
        from_state=Notice.State.IN_FORCE, to_state=Notice.State.PERIOD_ENDED
    )
    last = decided.order_by(F("number").desc()).first()
    if last is not None and taken_on < last.taken_on:
        raise Refused(
            f"The step before this one was on {long_date(last.taken_on)}. Enter that day or a later one."
        )


def _lock(notice: Notice) -> None:
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
