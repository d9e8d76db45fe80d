"""What happens to reports: asked for, made, found again."""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models import Meeting, MeetingFigures
from councils import audit, scope
from councils.models import Council, User
from councils.outbox import OutboxState, begin, claim, finish, park, wake_on_commit
from councils.permissions import Permission
from councils.refusal import Refused
from notices.models.notice import STANDING

from . import meeting_prints
from .board_report import build_report
from .models import ReportFile, ReportRun, ReportWords
from .printing import NotPrinted, Printed, print_all, report_html
from .ready_mail import tell
from .report_words import newest_words
from .reportable import NoReport, require_reportable

log = logging.getLogger(__name__)
CANCELLED = "It was cancelled before it was finished."
LEASE = datetime.timedelta(minutes=8)  # both copies at their limit of time, and some

# Everything that a report is read from. All of these tables only ever grow, so their lengths tell of any change.
_READ_FROM = (
    "actions.ActionEvent", "actions.ActionUpdate", "actions.ActionRequirementEvent", "actions.ObjectiveEvent",
    "actions.PlanEvent", "actions.DateChangeEvent", "actions.EvidenceEvent", "actions.IndicatorEvent",
    "actions.ObservationEvent", "actions.TrajectoryPointEvent", "boards.BoardEvent", "boards.ChallengeEvent",
    "boards.MeetingEvent", "councils.MembershipEvent",
    "notices.ComplianceJudgement", "notices.DeadlineEvent", "notices.NoticeEvent", "notices.RequirementEvent",
    "notices.ClauseChangeEvent", "reports.ReportWording", "reports.ReportWords", "reviews.ReportDueEvent",
    "reviews.ReviewEvent",
)  # fmt: skip


def figures_now(council: Council) -> str:
    """A fingerprint of what the council's reports are read from: equal as long as nothing has changed, whoever asks."""

    def length(name: str) -> Coalesce:
        rows = apps.get_model(name).objects.filter(council_id=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
        counted = rows.values("council_id").annotate(length=Count("pk")).values("length")
        return Coalesce(Subquery(counted), 0, output_field=models.BigIntegerField())

    with scope.unnarrowed():
        lengths = (
            Council.objects.filter(pk=council.pk).values_list(*[length(name) for name in _READ_FROM]).get()
        )
    return ".".join(str(length) for length in lengths)


@transaction.atomic
def request_report(
    council: Council, *, by: User | None, as_at: datetime.date, kind: str = ReportRun.Kind.BOARD_PROGRESS
) -> ReportRun:
    """Ask for a report of the plan. The same request twice is one report, until a figure changes.

    A report that failed or was cancelled is tried again. Raises NoReport where there is nothing to report on.
    """
    Council.objects.select_for_update(no_key=True).get(
        pk=council.pk
    )  # one at a time: numbers have no gap and no twin
    asked = ReportRun.objects.filter(council=council, kind=kind, as_at=as_at)
    latest = asked.newest_first().first()
    if latest is not None and latest.status == "preparing":
        return latest
    if latest is not None and latest.status in ("failed", "cancelled"):
        return try_again(latest, by=by)
    if latest is not None and is_fresh(latest):
        return latest
    require_reportable(council, as_at=as_at)
    return _ordered(council.pk, as_at=as_at, requested_by=by, kind=kind)


@transaction.atomic
def request_of_meeting(meeting: Meeting, kind: str, *, by: User | None) -> ReportRun:
    """Ask for the pack or the minutes of a meeting on paper: one each, for good. Raises NoReport while there is nothing
    to print from; one that failed is tried again."""
    Council.objects.select_for_update(no_key=True).get(pk=meeting.council_id)
    there = ReportRun.objects.filter(council_id=meeting.council_id, meeting=meeting, kind=kind).first()
    if there is not None:
        return try_again(there, by=by) if there.status in ("failed", "cancelled") else there
    source = meeting_prints.source_of(meeting, kind)
    if source is None:
        raise NoReport(NOT_YET[kind])
    as_at = source.as_at if isinstance(source, MeetingFigures) else meeting.held_on
    return _ordered(meeting.council_id, as_at=as_at, requested_by=by, kind=kind, meeting=meeting)


def _ordered(council_id: int, *, as_at: datetime.date, requested_by: User | None, **fields: Any) -> ReportRun:
    """The next number of the council, whose row the caller holds; a worker is told of it."""
    last = ReportRun.objects.filter(council_id=council_id).aggregate(last=Max("number"))["last"] or 0
    run = ReportRun.objects.create(
        council_id=council_id, number=last + 1, as_at=as_at, requested_by=requested_by, **fields
    )
    audit.record(
        "report requested",
        council_id=council_id,
        about=run,
        by=requested_by,
        link=run.get_absolute_url(),
        as_at=str(as_at),
    )
    wake_on_commit("reports.tasks.render_report", council_id=council_id, report_id=run.pk)
    return run


NOT_YET = {
    ReportRun.Kind.BOARD_PACK.value: "The pack can be made once the papers of the meeting are issued.",
    ReportRun.Kind.MINUTES.value: "The minutes can be printed once the chair has agreed them.",
}


def prepare_for_meetings() -> None:
    """The pack of each meeting whose papers are issued, and the minutes that are agreed, print themselves. Works on all
    councils in scope; safe to repeat."""
    for kind in meeting_prints.OF_MEETINGS:
        for source in meeting_prints.not_asked_for(kind):
            request_of_meeting(source.meeting, kind, by=None)


@transaction.atomic
def try_again(run: ReportRun, *, by: User | None) -> ReportRun:
    """Give a report that failed or was cancelled a fresh start; anything else is left as it is. Who tries again hears
    how it ends."""
    failed = ReportRun.objects.filter(
        pk=run.pk, council_id=run.council_id, state__in=[OutboxState.PARKED, OutboxState.DROPPED]
    )
    waiting: dict[str, Any] = {
        "state": OutboxState.WAITING, "attempts": 0, "error": "", "finished_at": None, "stage": "",
    }  # fmt: skip
    if by is not None:
        waiting["requested_by"] = by
    if failed.update(**waiting):
        audit.record(
            "report tried again", council_id=run.council_id, about=run, by=by, link=run.get_absolute_url()
        )
        wake_on_commit("reports.tasks.render_report", council_id=run.council_id, report_id=run.pk)
    run.refresh_from_db()
    return run


def is_fresh(run: ReportRun) -> bool:
    """Ready, and nothing that it was printed from has changed since. What is frozen never changes."""
    if run.meeting_id is not None:
        return run.status == "ready"
    seen = run.files.values_list("seen", flat=True).first()
    return seen is not None and seen == figures_now(run.council)


def prepare_for_boards(*, on: datetime.date) -> None:
    """Once the cut-off has passed, the paper of the coming meeting is made by itself, as at the cut-off: the chair then
    waits for nothing. Works on all councils in scope; safe to repeat."""
    made = ReportRun.objects.filter(
        council_id=OuterRef("council_id"), as_at=OuterRef("cut_off_on"), kind=ReportRun.Kind.BOARD_PROGRESS
    )
    meetings = Meeting.objects.not_cancelled().filter(
        cut_off_on__lt=on, held_on__gte=on, board__notice__state__in=STANDING
    )
    for meeting in meetings.exclude(Exists(made)).select_related("council").order_by("held_on", "id"):
        try:
            request_report(meeting.council, by=None, as_at=meeting.cut_off_on)
        except NoReport as why:
            log.info("No paper for %s: %s", meeting.council, why)


@dataclass(frozen=True)
class Paper:
    """The report that a council's chair would take along today; `is_current`: there is no need to make another."""

    run: ReportRun
    meeting: Meeting | None  # the coming meeting that it was made for, after the cut-off
    has_changed: bool
    is_current: bool


def latest_paper(council: Council, user: User, *, on: datetime.date) -> Paper | None:
    runs = ReportRun.objects.visible_to(user).filter(council=council, kind=ReportRun.Kind.BOARD_PROGRESS)
    run = runs.ready().newest_first().first()
    if run is None:
        return None
    meetings = Meeting.objects.visible_to(user).filter(council=council).upcoming(on=on)
    meeting = meetings.filter(cut_off_on__lte=run.as_at, held_on__gte=run.as_at).first()
    fresh = is_fresh(run)
    current = meeting is not None or (fresh and run.as_at == on)
    return Paper(run=run, meeting=meeting, has_changed=not fresh, is_current=current)


def make_report(*, council_id: int, report_id: int, now: datetime.datetime) -> ReportRun | None:
    """Claim one report of a council, print it, keep it. None when another worker has it. Opens its own transactions."""
    own = scope.for_council(council_id)
    with scope.entered(own):
        held = claim(
            ReportRun.objects.filter(council_id=council_id, pk=report_id), limit=1, lease=LEASE, now=now
        )
        if not held or not begin(held[0], lease=LEASE, now=now):
            return None
        run = held[0]
    try:
        _is_at(run, ReportRun.Stage.READING)
        with scope.entered(own):
            seen = figures_now(run.council)
            copies = _copies(run)
        _is_at(run, ReportRun.Stage.PRINTING)
        printed = print_all([copy.html for copy in copies], wanted=lambda: _is_wanted(run))
        _is_at(run, ReportRun.Stage.KEEPING)
    except (NoReport, NotPrinted) as problem:
        give_up(run, str(problem), now=now)
        return run
    with scope.entered(own):
        if ReportRun.objects.select_for_update().open().filter(council_id=council_id, pk=run.pk).exists():
            for copy, paper in zip(copies, printed, strict=True):
                _keep(run, paper, names=copy.names, data=copy.data, seen=seen)
            finish(run, now=now, author=_author(run), stage="")
            audit.record(
                "report made", council_id=council_id, about=run, by=None, link=run.get_absolute_url()
            )
            tell(run)
    return run


def _is_at(run: ReportRun, stage: ReportRun.Stage) -> None:
    with scope.entered(scope.for_council(run.council_id)):
        ReportRun.objects.open().filter(council_id=run.council_id, pk=run.pk).update(stage=stage)


def _is_wanted(run: ReportRun) -> bool:
    """Nobody has cancelled it meanwhile."""
    with scope.entered(scope.for_council(run.council_id)):
        return ReportRun.objects.open().filter(council_id=run.council_id, pk=run.pk).exists()


def _author(run: ReportRun) -> User | None:
    """Who wrote its key messages; failing that, who asked for it."""
    words = newest_words(run.council, as_at=run.as_at).get(ReportWords.Voice.LEAD) if run.of_plan else None
    return words.written_by if words else run.requested_by


def _copies(run: ReportRun) -> list[meeting_prints.Copy]:
    """The council's copy and the Department's."""
    if not run.of_plan:
        return meeting_prints.copies(run)
    report = build_report(run.council, run.kind, as_at=run.as_at)
    return [
        meeting_prints.Copy(copy.names, report_html(copy, kind=run.kind, number=run.number), copy.as_data())
        for copy in (report, report.for_department())
    ]


@transaction.atomic
def cancel_report(run: ReportRun, *, by: User) -> None:
    """A report that is being prepared is prepared no further; the process that prints it ends within a second or two.
    Raises Refused when it is too late."""
    if not finish(run, now=timezone.now(), state=OutboxState.DROPPED, error=CANCELLED, stage=""):
        raise Refused("It is too late to cancel this report: it is no longer being prepared.")
    audit.record("report cancelled", council_id=run.council_id, about=run, by=by, link=run.get_absolute_url())


def give_up(run: ReportRun, why: str, *, now: datetime.datetime) -> None:
    """No second try by itself: what stopped it would stop it again. The page says why, and offers "Try again"."""
    with scope.entered(scope.for_council(run.council_id)):
        if (
            not ReportRun.objects.select_for_update()
            .open()
            .filter(council_id=run.council_id, pk=run.pk)
            .exists()
        ):
            return  # cancelled meanwhile: that is what the page says
        park(run, why, now=now)
        audit.record(
            "report failed",
            council_id=run.council_id,
            about=run,
            by=None,
            link=run.get_absolute_url(),
            why=why,
        )
        tell(run)


def _keep(run: ReportRun, paper: Printed, *, names: bool, data: dict[str, object], seen: str) -> ReportFile:
    return ReportFile.objects.create(
        council_id=run.council_id,
        run=run,
        names=names,
        content=paper.content,
        sha256=hashlib.sha256(paper.content).hexdigest(),
        pages=paper.pages,
        size=len(paper.content),
        data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)),
        seen=seen,
    )


def may_request(user: User, council: Council) -> bool:
    return user.access.may(Permission.REQUEST_REPORT, council.pk)
