"""B27: an issued report is reproducible. Reports of random days are issued, the plan moves on, and page, API and what was
kept with each report still agree; no byte of an issued file has changed."""

from __future__ import annotations

import datetime
import hashlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from actions.models import Action
from actions.services import report_progress
from config.demonstration.load import is_loaded, load
from config.demonstration.people import COUNCILS
from councils import scope
from councils.clock import today
from councils.models import Council, Membership, User
from councils.permissions import Role
from reports import services
from reports.issuing import issue_report
from reports.models import ReportFile, ReportRun
from reports.printing import Printed, print_all
from reports.reportable import first_day

from .edits import signed_in

PRINTED = 5
CELLS = re.compile(r"<th scope=\"row\"[^>]*>([^<]*)</th>\s*<td[^>]*>(\d+)</td>")


@dataclass
class Asked:
    days: int = 0
    changed: int = 0  # edits of the plan after the reports were issued
    differences: list[str] = field(default_factory=list)


def of_the_demonstration(*, days: int, chance: random.Random) -> Asked:
    """Its first council. The files are printed for the first days only: the rest are of the same child process, which
    would take an hour; what is kept with them, and whether they stay, does not depend on it."""
    on = today()
    if not is_loaded():
        load(on=on)
    council = Council.objects.get(slug=COUNCILS[0].slug)
    printed = iter(range(days))

    def make(run: ReportRun) -> ReportRun:
        with patch.object(services, "print_all", print_all if next(printed) < PRINTED else _unprinted):
            services.make_report(council_id=council.pk, report_id=run.pk, now=timezone.now())
        with scope.entered(scope.for_council(council.pk)):
            run.refresh_from_db()
        return run

    with scope.entered(scope.for_council(council.pk)):
        people = Membership.objects.filter(council=council).select_related("user")
        lead, chair = (people.get(role=role).user for role in (Role.LEAD, Role.CHAIR))
    return ask_of_many_days(
        council, lead=lead, chair=chair, on=on, days=days, chance=chance, make_report=make
    )


def _unprinted(documents: list[str], **more: Any) -> list[Printed]:
    return [Printed(hashlib.sha256(document.encode()).digest(), 1) for document in documents]


def ask_of_many_days(
    council: Council,
    *,
    lead: User,
    chair: User,
    on: datetime.date,
    days: int,
    chance: random.Random,
    make_report: Callable[[ReportRun], ReportRun],
) -> Asked:
    """`make_report` prints a run and keeps it."""
    own, done = scope.for_council(council.pk), Asked()
    with scope.entered(own):
        first = first_day(council) or on
    span = (on - first).days
    fingerprints: dict[int, str] = {}
    wanted = [first + datetime.timedelta(days=chance.randrange(span)) for _ in range(days)]
    for day in wanted:
        with scope.entered(own):
            run = services.request_report(council, by=lead, as_at=day)
        if run.status == "preparing":
            run = make_report(run)
            with scope.entered(own):
                issue_report(run, by=chair)
        fingerprints[run.pk] = ""
    with scope.entered(own):
        for pk in fingerprints:
            fingerprints[pk] = _fingerprint(pk)
        done.changed = _move_on(council, by=lead, on=on, chance=chance)
    pages = signed_in(chair)
    with scope.entered(own):
        runs = list(ReportRun.objects.filter(pk__in=fingerprints).order_by("as_at"))
        kept = {file.run_id: file.data for file in ReportFile.objects.filter(run__in=runs, names=True)}
    for run in runs:
        told = pages.get(f"/api/v1/councils/{council.slug}/reports/as-at/?as_at={run.as_at}").json()
        page = pages.get(f"/councils/{council.slug}/reports/progress/?as_at={run.as_at}").content.decode()
        done.differences += _differences(run, kept[run.pk], told, dict(CELLS.findall(page)))
        with scope.entered(own):
            if _fingerprint(run.pk) != fingerprints[run.pk]:
                done.differences.append(f"{run.as_at}: the bytes have changed")
    done.days = len(wanted)
    return done


def _differences(
    run: ReportRun, kept: dict[str, Any], told: dict[str, Any], page: dict[str, str]
) -> list[str]:
    found = [f"{run.as_at}: {name} of the API" for name in kept if kept[name] != told.get(name)]
    for figure in kept["figures"]:
        if page.get(figure["label"]) != str(figure["now"]):
            found.append(f"{run.as_at}: {figure['label']} of the page")
    return found


def _move_on(council: Council, *, by: User, on: datetime.date, chance: random.Random) -> int:
    """Progress is reported on half of what is open, as of today."""
    actions = list(Action.objects.filter(council=council).open().order_by("id"))
    chosen = chance.sample(actions, len(actions) // 2)
    for action in chosen:
        report_progress(
            action, by=by, on=on, based_on=action.version, delivery="in_progress", confidence="off_track",
            narrative="It came to a halt.", evidence_of_impact="", recovery="An agency helps.", no_change=False,
        )  # fmt: skip
    return len(chosen)


def _fingerprint(run_id: int) -> str:
    files = ReportFile.objects.filter(run_id=run_id).order_by("id")
    return hashlib.sha256(b"".join(bytes(file.content) for file in files)).hexdigest()
