"""A document becomes a notice of each council that it is addressed to; the importer's command and page share this."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Q

from boards.models import Board
from councils import scope
from councils.lateness import long_date
from councils.models import Council, User
from councils.refusal import Refused
from notices import services as notices
from notices.models import Deadline, Inspection, Notice, Requirement, Target
from notices.reading import Reading

from . import services
from .models import ReportDue, Review


@dataclass
class TakenIn:
    """What an import made, as the command prints it."""

    notices: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def addressees(reading: Reading, *, named: str | None) -> list[Council]:
    """The councils of the register that the instrument is for; `named` (a GSS code, former ones too) overrules it."""
    if named:
        council = Council.objects.filter(Q(gss_code=named) | Q(former_gss_codes__contains=[named])).first()
        if council is None:
            raise Refused(f"No council in the register has the GSS code {named}.")
        return [council]
    unknown = [found.as_written for found in reading.councils if found.gss_code is None]
    if unknown or not reading.councils:
        whom = (
            f"“{unknown[0]}” is not in the register of councils"
            if unknown
            else "The document names no council"
        )
        raise Refused(f"{whom}: say which council it is for with --council and its GSS code.")
    codes = [found.gss_code for found in reading.councils]
    found = Council.objects.in_bulk(codes, field_name="gss_code")
    missing = [code for code in codes if code not in found]
    if missing:
        raise Refused(f"No council in the register has the GSS code {missing[0]}.")
    return list(dict.fromkeys(found[code] for code in codes if code))


def take_in(
    reading: Reading,
    path: Path,
    *,
    named: str | None,
    issued_on: datetime.date | None,
    accept: bool,
    by: User | None,
    on: datetime.date,
) -> TakenIn:
    """Save all of it or nothing. The same document is not recorded twice for a council: a draft of it, or a notice of
    it with the same issue date, is used as it is."""
    if accept and issued_on is None and not (reading.issue_date.date and reading.issue_date.certain):
        raw = reading.issue_date.raw
        why = f"The issue date “{raw}” is not certain" if raw else "The document gives no issue date"
        raise Refused(f"{why}: give it with --issued-on.")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    issued_on = issued_on or (reading.issue_date.date if reading.issue_date.certain else None)
    result = TakenIn()
    with scope.entered(scope.all_councils()):
        for council in addressees(reading, named=named):
            with scope.entered(scope.for_council(council.pk)):
                notice = _recorded_before(council, sha256, issued_on)
                created = notice is None
                if notice is None:
                    notice = notices.import_reading(
                        reading,
                        council=council,
                        by=by,
                        source_name=path.name,
                        source_text=reading.source_text,
                        source_sha256=sha256,
                    )
                if accept and issued_on and notice.state == Notice.State.DRAFT:
                    notices.put_in_force(notice, by=by, on=on, issued_on=issued_on)
                    services.take_up(notice, by=by, on=on)
                elif issued_on and notice.issued_on is None:
                    notice.issued_on = issued_on
                    notice.save(update_fields=["issued_on"])
                result.notices.append({**summary(notice), "created": created})
                result.notes += about(council, on=on)
    return result


def _recorded_before(council: Council, sha256: str, issued_on: datetime.date | None) -> Notice | None:
    same = Notice.objects.filter(council=council, source_sha256=sha256)
    draft, issued = Q(state=Notice.State.DRAFT), Q(issued_on__isnull=False, issued_on=issued_on)
    return same.filter(draft | issued).exclude(state=Notice.State.WITHDRAWN).order_by("-number").first()


def about(council: Council, *, on: datetime.date) -> list[str]:
    """What a person should know about the council: that it is no more, and who took over."""
    if not council.is_abolished(on=on):
        return []
    successors = " and ".join(str(successor) for successor in council.successors.all())
    took_over = f" Its duties passed to {successors}." if successors else ""
    return [f"{council} was abolished on {long_date(council.ended_on)}.{took_over}"]


def summary(notice: Notice) -> dict[str, Any]:
    """The notice and how much hangs on it."""
    mine: dict[str, Any] = {"council_id": notice.council_id}
    board = Board.objects.filter(**mine, notice=notice).first()

    def days(rows: Any) -> list[str]:
        return [
            due_on.isoformat()
            for due_on in rows.filter(**mine, notice=notice).values_list("due_on", flat=True)
        ]

    def count(model: Any, **lookup: Any) -> int:
        return int(model.objects.filter(**mine, **lookup).count())

    return {
        "council": str(notice.council),
        "council_slug": notice.council.slug,
        "gss_code": notice.council.gss_code,
        "number": notice.number,
        "title": notice.title,
        "kind": notice.kind,
        "state": notice.state,
        "issued_on": _iso(notice.issued_on),
        "period_ends_on": _iso(notice.period_ends_on),
        "requirements": count(Requirement, notice=notice),
        "deadlines": count(Deadline, requirement__notice=notice),
        "deadlines_with_date": count(Deadline, requirement__notice=notice, due_on__isnull=False),
        "targets": count(Target, requirement__notice=notice),
        "inspections": count(Inspection, notice=notice),
        "board": board.name if board else None,
        "meets_every": board.meets_every if board else None,
        "reviews": days(Review.objects.order_by("due_on")),
        "reports_due": days(ReportDue.objects.order_by("due_on")),
        "address": notice.get_absolute_url(),
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
