"""An amendment is collected as a draft, which changes nothing, and confirmed as the instrument's next version."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from councils import audit
from councils.lateness import long_date
from councils.models import StoredFile, User
from councils.refusal import Refused

from ..life import table
from ..life import verbs as life
from ..models import ClauseChange, Deadline, Notice, NoticeVersion, Requirement

Kind = ClauseChange.Kind
CHANGEABLE = (Deadline.Kind.ABSOLUTE, Deadline.Kind.RELATIVE)
ONCE_A_CLAUSE = (Kind.REWORDED, Kind.REMOVED)
OF_DEADLINES = (Kind.DEADLINE_CHANGED, Kind.DEADLINE_ADDED)
CLASHES = {
    Kind.REWORDED: (Kind.REMOVED,),
    Kind.REMOVED: (Kind.REWORDED, *OF_DEADLINES),
    **dict.fromkeys(OF_DEADLINES, (Kind.REMOVED,)),
}


def draft_of(notice: Notice) -> NoticeVersion | None:
    found: NoticeVersion | None = (
        NoticeVersion.objects.filter(council_id=notice.council_id, notice=notice).drafts().first()
    )
    return found


@transaction.atomic
def reword(requirement: Requirement, *, by: User | None, text: str) -> ClauseChange:
    """Collect new words of a clause."""
    version = _draft(requirement.notice, by=by)
    _check_there(requirement, version, Kind.REWORDED)
    if not text.strip():
        raise Refused("Enter the new words, or remove the clause instead.")
    if text.strip() == requirement.text:
        raise Refused("These are the words that the clause has already.")
    return _collect(version, by, Kind.REWORDED, requirement, before=requirement.text, after=text.strip())


@transaction.atomic
def remove(requirement: Requirement, *, by: User | None) -> ClauseChange:
    version = _draft(requirement.notice, by=by)
    _check_there(requirement, version, Kind.REMOVED)
    return _collect(version, by, Kind.REMOVED, requirement, before=requirement.text)


@transaction.atomic
def add_clause(
    notice: Notice,
    *,
    by: User | None,
    text: str,
    label: str = "",
    section: str = "",
    kind: str = Requirement.Kind.MEASURE,
    binds: str = Requirement.Binds.COUNCIL,
    change: ClauseChange | None = None,
) -> ClauseChange:
    """Collect a new clause, or change one that was collected before (`change`)."""
    version = _draft(notice, by=by)
    if not text.strip():
        raise Refused("Enter the words of the clause.")
    clause = {"label": label.strip(), "section": section.strip(), "kind": kind, "binds": binds}
    if change is not None:
        change.after, change.clause = text.strip(), clause
        change.save(update_fields=["after", "clause"])
        _sign("changed a draft amendment", version, by, change=change.kind)
        return change
    return _collect(version, by, Kind.ADDED, None, after=text.strip(), clause=clause)


@transaction.atomic
def set_deadline(
    requirement: Requirement,
    *,
    by: User | None,
    words: str,
    due_on: datetime.date,
    deadline: Deadline | None = None,
) -> ClauseChange:
    """Collect a new date of a deadline, or (without one) a new deadline of the clause."""
    version = _draft(requirement.notice, by=by)
    _check_there(requirement, version, Kind.DEADLINE_ADDED if deadline is None else Kind.DEADLINE_CHANGED)
    if not words.strip():
        raise Refused("Enter the words of the amendment that give the deadline.")
    before = ""
    if deadline is not None:
        if deadline.requirement_id != requirement.pk:
            raise ValueError("The deadline is of another clause.")
        if deadline.kind not in CHANGEABLE:
            raise Refused(
                "Only a deadline with a date can get another date. Change the words of the clause instead."
            )
        if deadline.due_on == due_on:
            raise Refused(f"The deadline is {long_date(due_on)} already.")
        before = deadline_words(deadline.span, deadline.due_on)
    return _collect(
        version,
        by,
        Kind.DEADLINE_ADDED if deadline is None else Kind.DEADLINE_CHANGED,
        requirement,
        deadline=deadline,
        before=before,
        after=deadline_words(words.strip(), due_on),
        due_on=due_on,
        due_on_before=deadline.due_on if deadline else None,
        clause={"span": words.strip()},
    )


@transaction.atomic
def extend_period(notice: Notice, *, by: User | None, until: datetime.date) -> ClauseChange:
    version = _draft(notice, by=by)
    if notice.period_ends_on is not None and until <= notice.period_ends_on:
        raise Refused(f"The period ends on {long_date(notice.period_ends_on)}. Enter a later day.")
    if notice.issued_on is not None and until <= notice.issued_on:
        raise Refused(f"It was issued on {long_date(notice.issued_on)}. Enter a later day.")
    return _collect(
        version,
        by,
        Kind.PERIOD_EXTENDED,
        None,
        before=long_date(notice.period_ends_on) or "No end was planned",
        after=long_date(until),
        due_on=until,
        due_on_before=notice.period_ends_on,
    )


@transaction.atomic
def take_back(change: ClauseChange, *, by: User | None) -> None:
    """Take one change out of a draft amendment."""
    version = change.version
    _check_draft(version)
    kind = change.kind
    change.delete()
    _sign("took a change out of a draft amendment", version, by, change=kind)


@transaction.atomic
def abandon(version: NoticeVersion, *, by: User | None) -> None:
    """Give up a draft amendment with all that it collected. The history tables keep it."""
    _check_draft(version)
    _sign("gave up a draft amendment", version, by, changes=version.changes.count())
    ClauseChange.objects.filter(council_id=version.council_id, version=version).delete()
    version.delete()


@transaction.atomic
def decide(
    version: NoticeVersion,
    *,
    by: User | None,
    decided_on: datetime.date,
    decided_by: str,
    effective_on: datetime.date,
    reason: str,
    document: StoredFile | None = None,
) -> None:
    """Keep with the draft who decided the amendment, when, why and from when it holds."""
    _check_draft(version)
    if effective_on < decided_on:
        raise Refused("An amendment takes effect on the day on which it was decided, or later.")
    issued_on = version.notice.issued_on
    if issued_on is not None and decided_on < issued_on:
        raise Refused(f"The instrument was issued on {long_date(issued_on)}: it was not amended before.")
    version.decided_on, version.decided_by = decided_on, decided_by.strip()
    version.effective_on, version.reason = effective_on, reason.strip()
    version.document = document or version.document
    version.save(update_fields=["decided_on", "decided_by", "effective_on", "reason", "document"])
    _sign("wrote down who decided an amendment", version, by)


@transaction.atomic
def confirm(version: NoticeVersion, *, by: User | None, on: datetime.date) -> None:
    """The draft becomes the instrument's next version: clauses change, and nothing of it can be edited any more."""
    notice = version.notice
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    version.refresh_from_db(from_queryset=NoticeVersion.objects.select_for_update())
    _check_draft(version)
    _check_standing(notice)
    why_not = not_ready(version, on=on)
    if why_not:
        raise Refused(why_not)
    changes = list(version.changes.select_related("requirement", "deadline").order_by("id"))
    _add_clauses(notice, version, changes)
    _change_deadlines(changes)
    version.confirmed_by, version.confirmed_at = by, timezone.now()
    version.save(update_fields=["confirmed_by", "confirmed_at"])
    _change_clauses(changes, version.number)
    _sign(
        "amended an instrument",
        version,
        by,
        decided_by=version.decided_by,
        effective_on=version.effective_on.isoformat() if version.effective_on else None,
        changes=[[c.kind, c.requirement.seq if c.requirement else None] for c in changes],
    )
    period = next((change for change in changes if change.kind == Kind.PERIOD_EXTENDED), None)
    if period is not None:
        _extend(notice, version, period, by=by, on=on)


def not_ready(version: NoticeVersion, *, on: datetime.date) -> str | None:
    """What is missing before the draft can be confirmed, as one sentence."""
    if not version.changes.exists():
        return "Nothing is changed yet: choose what the amendment changes."
    if (
        version.decided_on is None
        or version.effective_on is None
        or not (version.decided_by and version.reason)
    ):
        return "Say who decided the amendment, when and why."
    if version.decided_on > on:
        return f"The decision is of {long_date(version.decided_on)}, which is in the future."
    if version.effective_on > on:
        return f"The amendment takes effect on {long_date(version.effective_on)}. Come back on that day: the draft is kept."
    before = NoticeVersion.objects.filter(council_id=version.council_id, notice=version.notice_id).confirmed()
    last = before.aggregate(on=Max("effective_on"))["on"]
    if last and version.effective_on < last:
        return (
            f"The version before it holds from {long_date(last)}: this one takes effect on that day or later."
        )
    return None


def deadline_words(span: str, due_on: datetime.date | None) -> str:
    return f"{span} ({long_date(due_on)})" if due_on else span


def _draft(notice: Notice, *, by: User | None) -> NoticeVersion:
    """The instrument's draft amendment; the first change begins one."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    _check_standing(notice)
    found = draft_of(notice)
    if found is not None:
        return found
    of_notice = NoticeVersion.objects.filter(council_id=notice.council_id, notice=notice)
    last: int = of_notice.aggregate(n=Max("number"))["n"] or 1
    version = NoticeVersion.objects.create(
        council_id=notice.council_id, notice=notice, number=last + 1, begun_by=by
    )
    _sign("began a draft amendment", version, by)
    return version


def _collect(
    version: NoticeVersion,
    by: User | None,
    kind: ClauseChange.Kind,
    requirement: Requirement | None,
    *,
    deadline: Deadline | None = None,
    **fields: Any,
) -> ClauseChange:
    """One change of a kind for a clause, a deadline or the period: saying it again replaces what was said before."""
    same: dict[str, Any] = {"council_id": version.council_id, "version": version, "kind": kind}
    if kind in ONCE_A_CLAUSE:
        change, _ = ClauseChange.objects.update_or_create(**same, requirement=requirement, defaults=fields)
    elif kind in (Kind.DEADLINE_CHANGED, Kind.PERIOD_EXTENDED):
        change, _ = ClauseChange.objects.update_or_create(
            **same, deadline=deadline, defaults={**fields, "requirement": requirement}
        )
    else:
        change = ClauseChange.objects.create(**same, requirement=requirement, **fields)
    _sign(
        "changed a draft amendment",
        version,
        by,
        change=kind,
        requirement=requirement.seq if requirement else None,
    )
    return change


def _check_there(requirement: Requirement, version: NoticeVersion, kind: ClauseChange.Kind) -> None:
    if requirement.is_removed:
        raise Refused(f"{requirement.citation.capitalize()} was removed by version {requirement.removed_in}.")
    of_clause = version.changes.filter(requirement=requirement)
    clash = of_clause.exclude(kind=kind).filter(kind__in=CLASHES[kind]).first()
    if clash is not None:
        raise Refused(
            f"{requirement.citation.capitalize()}: this amendment has “{clash.get_kind_display().lower()}” already. "
            "Take that back first."
        )


def _check_draft(version: NoticeVersion) -> None:
    if version.is_confirmed:
        raise Refused(f"{version} was confirmed already and cannot be changed.")


def _check_standing(notice: Notice) -> None:
    if not notice.is_standing:
        raise Refused(
            f"{notice} is {notice.get_state_display().lower()}: only an instrument in force is amended."
        )


def _add_clauses(notice: Notice, version: NoticeVersion, changes: list[ClauseChange]) -> None:
    """New clauses come after the last one, so that every other keeps its number and its address."""
    last: int = notice.requirements.aggregate(n=Max("seq"))["n"] or 0
    for change in changes:
        if change.kind != Kind.ADDED:
            continue
        last += 1
        change.requirement = Requirement.objects.create(
            council_id=notice.council_id,
            notice=notice,
            seq=last,
            kind=change.clause["kind"],
            section=change.clause["section"],
            label=change.clause["label"],
            binds=change.clause["binds"],
            text=change.after,
            version=version.number,
            first_line=0,
            last_line=0,
        )
        change.save(update_fields=["requirement"])


def _change_deadlines(changes: list[ClauseChange]) -> None:
    for change in changes:
        if change.kind == Kind.DEADLINE_CHANGED:
            deadline = change.deadline
            assert deadline is not None
            if deadline.due_on != change.due_on_before:
                raise Refused(
                    f"The deadline “{deadline.span}” has got another date since you began: take the change back and make it again."
                )
            deadline.kind, deadline.span = Deadline.Kind.ABSOLUTE, change.clause["span"]
            deadline.due_on, deadline.precision = change.due_on, "day"
            deadline.offset = deadline.anchor = ""
            deadline.save(update_fields=["kind", "span", "due_on", "precision", "offset", "anchor"])
        elif change.kind == Kind.DEADLINE_ADDED and change.requirement is not None:
            change.deadline = Deadline.objects.create(
                council_id=change.council_id,
                requirement=change.requirement,
                kind=Deadline.Kind.ABSOLUTE,
                span=change.clause["span"],
                due_on=change.due_on,
                precision="day",
            )
            change.save(update_fields=["deadline"])


def _change_clauses(changes: list[ClauseChange], number: int) -> None:
    """One statement a clause, whatever changes of it: its version counts up once."""
    of_clause: dict[int, list[ClauseChange]] = {}
    for change in changes:
        if change.requirement_id is not None and change.kind != Kind.ADDED:
            of_clause.setdefault(change.requirement_id, []).append(change)
    for clause in Requirement.objects.filter(pk__in=of_clause).select_for_update():
        clause.version = number
        for change in of_clause[clause.pk]:
            if change.kind == Kind.REWORDED:
                clause.text = change.after
            elif change.kind == Kind.REMOVED:
                clause.removed_in = number
        clause.save(update_fields=["version", "text", "removed_in"])


def _extend(
    notice: Notice, version: NoticeVersion, change: ClauseChange, *, by: User | None, on: datetime.date
) -> None:
    assert version.effective_on is not None
    notice.period_ends_on = change.due_on
    notice.save(update_fields=["period_ends_on"])
    if notice.state == Notice.State.PERIOD_ENDED and not life.is_period_over(notice, on=on):
        life.record(
            notice,
            table.BY_NAME["extend-period"],
            by=by,
            taken_on=version.effective_on,
            decided_by=version.decided_by,
            reason=version.reason,
        )


def _sign(verb: str, version: NoticeVersion, by: User | None, **detail: object) -> None:
    notice = version.notice
    audit.record(
        verb,
        council_id=version.council_id,
        about=f"{notice}, version {version.number}",
        by=by,
        link=notice.get_absolute_url(),
        **detail,
    )
