"""Inspections, their grades and findings: the other source of actions beside the clauses of an instrument."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from councils import audit
from councils.files import OFFICE, keep
from councils.models import Council, StoredFile, User
from councils.refusal import Refused

from .models import Finding, Inspection, InspectionJudgement, Notice


@transaction.atomic
def record_inspection(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    notice: Notice | None = None,
    letter: UploadedFile | None = None,
    **fields: Any,
) -> Inspection:
    """`fields` are kind, publisher, title, framework, began_on, ended_on, letter_on, letter_link, published_on,
    not_published; `letter` is the letter or report as a file."""
    _check_dates(fields, on=on)
    wanted = {**fields, "notice": _of(council.pk, notice), **_letter(letter, council, by)}
    inspection = Inspection.objects.create(council=council, **wanted)
    _sign("recorded an inspection", inspection, inspection, by)
    return inspection


@transaction.atomic
def edit_inspection(
    inspection: Inspection,
    *,
    by: User,
    on: datetime.date,
    notice: Notice | None = None,
    letter: UploadedFile | None = None,
    **fields: Any,
) -> None:
    """As `record_inspection`. A file takes the place of the one before, which stays in the history."""
    _check_dates(fields, on=on)
    file = _letter(letter, inspection.council, by)
    wanted = {**fields, "notice": _of(inspection.council_id, notice), **file}
    changed = _change(inspection, wanted)
    if changed:
        _sign("edited an inspection", inspection, inspection, by, fields=changed)


@transaction.atomic
def record_grade(
    inspection: Inspection, *, by: User, area: str, grade: str, note: str = ""
) -> InspectionJudgement:
    """The grade of one area. An area is graded once in an inspection; recording it again corrects it."""
    found = InspectionJudgement.objects.filter(
        council_id=inspection.council_id, inspection=inspection, area__iexact=area.strip()
    ).first()
    fields = {"area": area.strip(), "grade": grade.strip(), "note": note.strip()}
    if found:
        changed = _change(found, fields)
        if changed:
            _sign("corrected a grade", inspection, f"{inspection}: {found}", by, fields=changed)
        return found
    judgement = InspectionJudgement.objects.create(
        council_id=inspection.council_id, inspection=inspection, **fields
    )
    _sign("recorded a grade", inspection, f"{inspection}: {judgement}", by)
    return judgement


@transaction.atomic
def record_finding(inspection: Inspection, *, by: User, kind: str, text: str, label: str = "") -> Finding:
    finding = Finding.objects.create(
        council_id=inspection.council_id,
        inspection=inspection,
        kind=Finding.Kind(kind),
        label=label.strip(),
        text=text.strip(),
    )
    _sign("recorded a finding", inspection, f"{inspection}: {finding}", by)
    return finding


@transaction.atomic
def edit_finding(finding: Finding, *, by: User, kind: str, text: str, label: str = "") -> None:
    changed = _change(finding, {"kind": Finding.Kind(kind), "text": text.strip(), "label": label.strip()})
    if changed:
        _sign("edited a finding", finding.inspection, f"{finding.inspection}: {finding}", by, fields=changed)


@dataclass(frozen=True)
class AreaHistory:
    """The grades that one area was given, newest first."""

    area: str
    grades: list[InspectionJudgement]


def grades_over_time(council: Council, *, user: User) -> list[AreaHistory]:
    """Areas as the frameworks call them (they change over the years), the newest inspection's first."""
    rows = (
        InspectionJudgement.objects.visible_to(user)
        .filter(council=council)
        .select_related("inspection")
        .order_by("-inspection__published_on", "-inspection_id", "id")
    )
    areas: dict[str, list[InspectionJudgement]] = {}
    for row in sorted(rows, key=lambda row: row.inspection.published_on or datetime.date.min, reverse=True):
        areas.setdefault(row.area.casefold(), []).append(row)
    return [AreaHistory(found[0].area, found) for found in areas.values()]


def _check_dates(fields: dict[str, Any], *, on: datetime.date) -> None:
    began, ended, published = (fields.get(name) for name in ("began_on", "ended_on", "published_on"))
    if began and ended and ended < began:
        raise Refused("The last day of the visit must be on or after its first day.")
    if published and published > on:
        raise Refused("The date of publication must be today or in the past.")
    if began and published and published < began:
        raise Refused("The report cannot be published before the visit began.")
    letter_on = fields.get("letter_on")
    if letter_on and letter_on > on:
        raise Refused("The date of the letter must be today or in the past.")
    if letter_on and began and letter_on < began:
        raise Refused("The letter cannot be older than the visit.")
    if published and fields.get("not_published"):
        raise Refused("A letter that is not published has no date of publication.")


def _letter(letter: UploadedFile | None, council: Council, by: User) -> dict[str, StoredFile]:
    return {"letter": keep(letter, council=council, by=by, kinds=OFFICE)} if letter is not None else {}


def _of(council_id: int, notice: Notice | None) -> Notice | None:
    if notice is not None and notice.council_id != council_id:
        raise ValueError("The notice is of another council.")
    return notice


def _change(row: Any, wanted: dict[str, Any]) -> list[str]:
    changed = sorted(name for name, value in wanted.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return changed


def _sign(verb: str, inspection: Inspection, about: object, by: User, **detail: Any) -> None:
    audit.record(
        verb,
        council_id=inspection.council_id,
        about=about,
        by=by,
        link=inspection.get_absolute_url(),
        **detail,
    )
