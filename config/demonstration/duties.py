"""What came of the duties of a notice, and what inspections found: told through the real verbs."""

from __future__ import annotations

import datetime

from actions.models import Action
from actions.services.findings import answer_findings
from councils.models import Council, User
from notices import findings, obligations
from notices.counting import roll_forward
from notices.models import Deadline, Inspection, Notice, Occurrence
from notices.services import judge_compliance

Day = datetime.timedelta

GRADES = (
    ("Overall effectiveness", "Inadequate"),
    ("Help and protection of children", "Inadequate"),
    ("Children in care and care leavers", "Requires improvement"),
    ("Leadership and management", "Inadequate"),
)
EARLIER = (
    ("Overall effectiveness", "Requires improvement"),
    ("Help and protection of children", "Requires improvement"),
    ("Leadership and management", "Good"),
)
# What the inspection found, and words of the action that answers it.
FOUND = (
    ("priority", "Children at risk of harm wait too long for a decision at the front door.", "hub"),
    (
        "recommendation",
        "Record the reason for each decision of a manager on the child's file.",
        "Record the reason",
    ),
    ("recommendation", "See children alone, and record what they say, at every visit.", "See children alone"),
    (
        "improvement",
        "Audits look at whether a form was filled in, not at whether the child is safer.",
        "audits",
    ),
)
VISIT = (
    (
        "improvement",
        "Supervision is on time now, but seldom challenges a plan that does not work.",
        "supervision",
    ),
    ("improvement", "Out of hours, the duty team cannot see the whole of a child's record.", ""),
)


def tell(
    council: Council, notice: Notice, *, lead: User, case_lead: User, on: datetime.date, badly: bool
) -> None:
    roll_forward(on=on, notice=notice)  # as the clock has done it every day since
    _inspections(council, notice, by=lead, on=on)
    _times(council, by=lead, on=on, badly=badly)
    _event(council, by=lead, on=on)
    _department(notice, by=case_lead, on=on)


def _inspections(council: Council, notice: Notice, *, by: User, on: datetime.date) -> None:
    framework = "Inspecting local authority children's services"
    cited = Inspection.objects.filter(council=council, notice=notice).first()
    if cited is None:
        cited = findings.record_inspection(
            council, by=by, on=on, notice=notice, kind="inspection", publisher="Ofsted", framework=framework,
            title="Inspection of children's services", published_on=(notice.issued_on or on) - Day(days=60),
        )  # fmt: skip
    published = cited.published_on or on - Day(days=240)
    before = findings.record_inspection(
        council, by=by, on=on, kind="inspection", publisher="Ofsted", framework=framework,
        title="Inspection of children's services", published_on=published - Day(days=1100),
        began_on=published - Day(days=1150), ended_on=published - Day(days=1138),
    )  # fmt: skip
    visit = findings.record_inspection(
        council, by=by, on=on, kind="monitoring_visit", publisher="Ofsted", title="Monitoring visit: supervision",
        published_on=on - Day(days=20), began_on=on - Day(days=48), ended_on=on - Day(days=47),
        letter_on=on - Day(days=27), letter_link="https://reports.example.gov.uk/monitoring-visit-supervision",
    )  # fmt: skip
    findings.record_inspection(
        council, by=by, on=on, kind="focused_visit", publisher="Ofsted", title="Focused visit: the front door",
        began_on=on - Day(days=120), ended_on=on - Day(days=119), letter_on=on - Day(days=100), not_published=True,
    )  # fmt: skip
    for inspection, grades in ((cited, GRADES), (before, EARLIER)):
        for area, grade in grades:
            findings.record_grade(inspection, by=by, area=area, grade=grade)
    for inspection, found in ((cited, FOUND), (visit, VISIT)):
        for number, (kind, text, words) in enumerate(found, start=1):
            finding = findings.record_finding(inspection, by=by, kind=kind, text=text, label=str(number))
            named = Action.objects.filter(council=council, title__icontains=words)
            for action in named[:2] if words else ():
                answer_findings(action, [*action.findings.all(), finding])


def _times(council: Council, *, by: User, on: datetime.date, badly: bool) -> None:
    """What recurred was done, most of it in time; where things go badly one was missed and the last one is late."""
    rows = Occurrence.objects.filter(council=council, due_on__lt=on).select_related(
        "deadline__requirement__notice__council"
    )
    for deadline_id in sorted({row.deadline_id for row in rows}):
        past = [row for row in rows if row.deadline_id == deadline_id]
        for place, time in enumerate(past, start=1):
            last = place == len(past)
            if badly and last:
                continue
            if badly and place == 2:
                reason = "The data team had no figures for the month after the move to the new case system."
                obligations.miss(time, by=by, on=on, reason=reason)
                continue
            met_on = time.due_on + Day(days=5 if place == 3 else -2)
            obligations.meet(
                time, by=by, on=on, met_on=min(met_on, on), note="Done and minuted by the board's office."
            )


def _event(council: Council, *, by: User, on: datetime.date) -> None:
    events = Deadline.objects.filter(council=council, kind="event", requirement__binds="council")
    for deadline in events.select_related("requirement__notice__council"):
        if obligations.event_due_on(deadline.span, on) is None or "child" in deadline.span:
            continue
        made = obligations.happened(
            deadline, by=by, on=on, happened_on=on - Day(days=30), what="As the clause describes it."
        )
        obligations.meet(
            made, by=by, on=on, met_on=made.due_on, note="Done on the day and entered in the log."
        )
        return


def _department(notice: Notice, *, by: User, on: datetime.date) -> None:
    """The Department sees one clause otherwise than the board does."""
    judged = notice.requirements.filter(judgements__isnull=False).order_by("seq").first()  # type: ignore[attr-defined]
    if judged is not None:
        judge_compliance(
            judged, by=by, on=on - Day(days=4), body="department", value="partly_met",
            why="The monitoring visit saw it in two of the four teams.",
        )  # fmt: skip
