"""Rounds of case-file audits: recorded, and put right where they were recorded wrongly."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.models import Council, User
from councils.refusal import Refused

from ..models import Action, AuditGrade, AuditRound, AuditRoundAction, Grade


@dataclass(frozen=True)
class ThemeResult:
    """How many files got which grade on one theme."""

    theme: str
    outstanding: int = 0
    good: int = 0
    requires_improvement: int = 0
    inadequate: int = 0

    @property
    def graded(self) -> int:
        return sum(getattr(self, grade) for grade in Grade.values)


@transaction.atomic
def record_round(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    results: Sequence[ThemeResult],
    actions: Iterable[Action] = (),
    checked: Sequence[str] = (),
    **facts: Any,
) -> AuditRound:
    """A round that took place. The same name and period twice is refused: it is a double click, or a mistake."""
    _require_sound(results, on=on, **facts)
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    same = {name: facts[name] for name in ("name", "starts_on", "ends_on")}
    if AuditRound.objects.filter(council=council, **same).exists():
        raise Refused("A round with this name and period is recorded already")
    last = AuditRound.objects.filter(council=council).aggregate(last=Max("number"))["last"] or 0
    audit_round = AuditRound.objects.create(
        council=council, number=last + 1, recorded_by=by, recorded_on=on, **facts
    )
    _put(audit_round, results, actions)
    _sign("recorded a round of audits", audit_round, by, checked)
    return audit_round


@transaction.atomic
def edit_round(
    audit_round: AuditRound,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    results: Sequence[ThemeResult],
    actions: Iterable[Action] = (),
    checked: Sequence[str] = (),
    **facts: Any,
) -> AuditRound:
    """Put a round right. History keeps what it said before."""
    _require_sound(results, on=on, **facts)
    saved = AuditRound.objects.filter(
        pk=audit_round.pk, council_id=audit_round.council_id, version=based_on
    ).update(version=based_on + 1, **facts)
    if not saved:
        raise Refused("Somebody changed this round after you opened it. Look at it again, then send yours.")
    audit_round.refresh_from_db()
    audit_round.grades.all().delete()
    audit_round.action_links.all().delete()
    _put(audit_round, results, actions)
    _sign("edited a round of audits", audit_round, by, checked)
    return audit_round


def _put(audit_round: AuditRound, results: Sequence[ThemeResult], actions: Iterable[Action]) -> None:
    council_id = audit_round.council_id
    AuditGrade.objects.bulk_create(
        [
            AuditGrade(
                council_id=council_id,
                audit_round=audit_round,
                place=place,
                theme=result.theme,
                **{grade: getattr(result, grade) for grade in Grade.values},
            )
            for place, result in enumerate(results, start=1)
        ]
    )
    AuditRoundAction.objects.bulk_create(
        [
            AuditRoundAction(council_id=council_id, audit_round=audit_round, action=action)
            for action in actions
        ]
    )


def _require_sound(results: Sequence[ThemeResult], *, on: datetime.date, **facts: Any) -> None:
    if facts["ends_on"] < facts["starts_on"]:
        raise Refused("The last day of the period must not be before its first")
    if facts["starts_on"] > on:
        raise Refused("The period must have begun: a round is recorded when it has taken place")
    if not results:
        raise Refused("Enter the results of at least one theme")
    themes = [result.theme.casefold() for result in results]
    twice = [result.theme for result in results if themes.count(result.theme.casefold()) > 1]
    if twice:
        raise Refused(f"The theme “{twice[0]}” stands here twice")
    for result in results:
        if not 0 < result.graded <= facts["sample_size"]:
            raise Refused(
                f"“{result.theme}” has {result.graded} graded files: "
                f"it must be 1 to {facts['sample_size']}, the size of the sample"
            )
    if facts["moderated_files"] > facts["sample_size"]:
        raise Refused("More files cannot have been moderated than were audited")
    if facts["moderated_files"] and not facts["moderated_by"]:
        raise Refused("Enter who moderated the files")


def _sign(verb: str, audit_round: AuditRound, by: User, checked: Sequence[str]) -> None:
    detail = {"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}
    audit.record(
        verb,
        council_id=audit_round.council_id,
        about=audit_round,
        by=by,
        link=audit_round.get_absolute_url(),
        **detail,
    )
