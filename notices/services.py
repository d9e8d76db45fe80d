"""What happens to instruments: recorded as a draft, put in force, judged."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.lateness import long_date
from councils.models import Council, User
from councils.refusal import Refused

from . import counting, recording, terms
from .intake.reader import as_json
from .life import verbs as life
from .models import ComplianceJudgement, Notice, Requirement

if TYPE_CHECKING:
    from .reading.result import Reading


def import_reading(
    reading: Reading,
    *,
    council: Council,
    by: User | None,
    source_name: str,
    source_text: str,
    source_sha256: str,
) -> Notice:
    """Record what was read as a draft notice of `council`. Whether it is the right council is the caller's question: an
    instrument to two councils is imported once for each."""
    if not reading.importable:
        raise Refused("This document is not an improvement notice or a statutory direction.")
    return record_draft(
        as_json(reading),
        council=council,
        by=by,
        source_name=source_name,
        source_text=source_text,
        source_sha256=source_sha256,
    )


@transaction.atomic
def record_draft(
    whole: recording.Json,
    *,
    council: Council,
    by: User | None,
    source_name: str,
    source_text: str,
    source_sha256: str,
    revises: Notice | None = None,
) -> Notice:
    """A draft notice with all its clauses, from the contract's object: the reader's own, or as a person corrected it."""
    notice = Notice.objects.create(
        council=council,
        number=_next_number(council),
        state=Notice.State.DRAFT,
        revises=revises,
        source_name=recording.fit(Notice, "source_name", source_name),
        source_text=source_text.replace("\x00", ""),
        source_sha256=source_sha256,
        reading=whole,
        **recording.notice_fields(whole, council),
    )
    recording.record_rows(notice, whole)
    audit.record(
        "recorded a draft notice",
        council_id=council.pk,
        about=notice,
        by=by,
        link=notice.get_absolute_url(),
        source=source_name,
        sha256=source_sha256,
    )
    return notice


@transaction.atomic
def put_in_force(notice: Notice, *, by: User | None, on: datetime.date, issued_on: datetime.date) -> None:
    """The draft becomes binding, and what it replaces ends on the same day; deadlines that count from its issue or its
    end get their dates, once and for all."""
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    if notice.state != Notice.State.DRAFT:
        raise Refused(f"{notice} is not a draft: it is already {notice.get_state_display().lower()}.")
    if issued_on > on:
        raise Refused(f"The issue date, {long_date(issued_on)}, is in the future.")
    notice.issued_on, notice.in_force_on, notice.in_force_by = issued_on, on, by
    notice.period_ends_on = terms.period_ends_on(notice.reading, issued_on=issued_on)
    notice.save(update_fields=["issued_on", "in_force_on", "in_force_by", "period_ends_on"])
    life.issue(notice, by=by)
    counting.freeze(notice, on=on)
    audit.record(
        "put a notice in force",
        council_id=notice.council_id,
        about=notice,
        by=by,
        link=notice.get_absolute_url(),
        issued_on=issued_on.isoformat(),
        period_ends_on=notice.period_ends_on.isoformat() if notice.period_ends_on else None,
    )


@transaction.atomic
def judge_compliance(
    requirement: Requirement, *, by: User, on: datetime.date, body: str, value: str, why: str
) -> ComplianceJudgement:
    """A new row each time; earlier judgements stay. Actions that serve the clause are not touched (design §3)."""
    notice = requirement.notice
    if notice.state in (Notice.State.DRAFT, Notice.State.WITHDRAWN):
        raise Refused("Compliance can be judged once the notice is in force.")
    if not why.strip():
        raise Refused("Say why the requirement is judged so.")
    if value not in dict(ComplianceJudgement.JUDGED):
        raise Refused("Say whether the requirement is met.")
    return _append_judgement(
        "judged a requirement", requirement, by=by, on=on, body=body, value=value, why=why
    )


@transaction.atomic
def take_back_judgement(
    judgement: ComplianceJudgement, *, by: User, on: datetime.date
) -> ComplianceJudgement:
    """A new row that says what the same body said before this judgement; "not assessed" where it was its first."""
    rows = ComplianceJudgement.objects.filter(
        council_id=judgement.council_id, requirement_id=judgement.requirement_id, body=judgement.body
    ).order_by("-id")
    if rows.first() != judgement:
        raise Refused("This requirement was judged again since. The newest judgement stands.")
    before = rows.filter(pk__lt=judgement.pk).first()
    return _append_judgement(
        "took back a judgement",
        judgement.requirement,
        by=by,
        on=on,
        body=judgement.body,
        value=before.value if before else ComplianceJudgement.Value.NOT_ASSESSED,
        why=f"The judgement of {long_date(judgement.judged_on)} was taken back.",
    )


def _append_judgement(
    verb: str, requirement: Requirement, *, by: User, on: datetime.date, body: str, value: str, why: str
) -> ComplianceJudgement:
    judgement = ComplianceJudgement.objects.create(
        council_id=requirement.council_id,
        requirement=requirement,
        body=ComplianceJudgement.Body(body),
        value=ComplianceJudgement.Value(value),
        why=why.strip(),
        judged_on=on,
        judged_by=by,
    )
    audit.record(
        verb,
        council_id=requirement.council_id,
        about=f"{requirement.notice}, {requirement.citation}",
        by=by,
        link=requirement.get_absolute_url(),
        body=judgement.body,
        value=judgement.value,
    )
    return judgement


def _next_number(council: Council) -> int:
    """Two imports for one council wait for each other here; the register's row itself is not changed."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    last: int | None = Notice.objects.filter(council=council).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
