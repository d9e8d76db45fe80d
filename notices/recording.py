"""From the reader's JSON object (shared/notice-reading.md) to rows of one notice. Called by services.import_reading only.

Values that a column cannot hold are cut, never refused: the document's own text and the whole reading are kept beside
the rows, so nothing is lost.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from councils.models import Council

from .models import Deadline, Inspection, InspectionJudgement, Notice, Requirement, Target

Json = dict[str, Any]
LARGEST = Decimal(10) ** 9


def notice_fields(reading: Json, council: Council) -> Json:
    issue, signatory = reading["issue_date"], reading["signatory"]
    kind = Notice.Kind(reading["document_kind"])
    return {
        "kind": kind,
        "title": fit(Notice, "title", f"{kind.label} to {council}"),
        "service_area": fit(Notice, "service_area", reading["service_area"]),
        # A date that must be confirmed stays out until somebody confirms it.
        "issued_on": day(issue["date"]) if issue["certain"] else None,
        "signatory_name": fit(Notice, "signatory_name", signatory["name"]),
        "signatory_role": fit(Notice, "signatory_role", signatory["role"]),
        "legal_basis": reading["legal_basis"],
    }


def record_rows(notice: Notice, reading: Json) -> None:
    requirements = record_requirements(notice, reading["requirements"])
    record_deadlines(notice, reading["deadlines"], requirements)
    record_targets(notice, reading["targets"], requirements)
    record_evidence(notice, reading["evidence"])


def record_requirements(notice: Notice, items: list[Json]) -> dict[int, Requirement]:
    """By reading order; parents are set in a second step, because they need the ids of the first."""
    by_seq = {
        item["seq"]: Requirement(
            council_id=notice.council_id,
            notice=notice,
            seq=item["seq"],
            kind=item["kind"],
            section=fit(Requirement, "section", item["section"]),
            label=fit(Requirement, "label", item["label"]),
            binds=item["binds"],
            text=item["text"],
            first_line=item["lines"][0],
            last_line=item["lines"][1],
        )
        for item in items
    }
    Requirement.objects.bulk_create(by_seq.values())
    nested = [item for item in items if item["parent"] in by_seq]
    for item in nested:
        by_seq[item["seq"]].parent = by_seq[item["parent"]]
    Requirement.objects.bulk_update([by_seq[item["seq"]] for item in nested], ["parent"])
    return by_seq


def record_deadlines(notice: Notice, items: list[Json], requirements: dict[int, Requirement]) -> None:
    Deadline.objects.bulk_create(
        Deadline(
            council_id=notice.council_id,
            requirement=requirements[item["requirement"]],
            kind=item["kind"],
            span=fit(Deadline, "span", item["span"]),
            due_on=day(item["date"]),
            precision=item["precision"] or "",
            offset=item["offset"] or "",
            anchor=item["anchor"] or "",
            every=item["every"] or "",
        )
        for item in items
    )


def record_targets(notice: Notice, items: list[Json], requirements: dict[int, Requirement]) -> None:
    Target.objects.bulk_create(
        Target(
            council_id=notice.council_id,
            requirement=requirements[item["requirement"]],
            metric=item["metric"],
            baseline=amount(item["baseline"]),
            baseline_period=fit(Target, "baseline_period", item["baseline_period"]),
            target=amount(item["target"]) or Decimal(0),
            target_high=amount(item["target_high"]),
            unit=fit(Target, "unit", item["unit"]),
            comparator=item["comparator"],
            due_on=day(item["by"]),
            span=fit(Target, "span", item["span"]),
        )
        for item in items
        if storable(item)
    )


def record_evidence(notice: Notice, items: list[Json]) -> None:
    """The inspections that the instrument rests on, with the judgement that it cites."""
    for item in items:
        inspection = Inspection.objects.create(
            council_id=notice.council_id,
            notice=notice,
            publisher=fit(Inspection, "publisher", item["publisher"]),
            title=fit(Inspection, "title", item["title"]),
            published_on=day(item["date"]),
        )
        if item["judgement"]:
            InspectionJudgement.objects.create(
                council_id=notice.council_id,
                inspection=inspection,
                area="Judgement cited in the notice",
                grade=fit(InspectionJudgement, "grade", item["judgement"]),
            )


def storable(target: Json) -> bool:
    """A number beyond any sensible target is a misreading; it stays in the reading, with the text it came from."""
    amounts = [amount(target[name]) for name in ("target", "target_high", "baseline")]
    return amounts[0] is not None and all(a is None or abs(a) < LARGEST for a in amounts)


def fit(model: type[models.Model], field: str, text: str | None) -> str:
    """Cut to the column's width, with an ellipsis that shows it."""
    most = model._meta.get_field(field).max_length or 0  # type: ignore[union-attr]
    text = (text or "").strip()
    return text if len(text) <= most else f"{text[: most - 1]}…"


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def amount(number: float | None) -> Decimal | None:
    return None if number is None else round(Decimal(str(number)), 3)
