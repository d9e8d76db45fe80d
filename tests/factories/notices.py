"""Instruments, what they ask for, and inspections."""

from __future__ import annotations

import datetime
from typing import Any

import factory

from notices.life import table
from notices.models import (
    AnchorDate,
    ClauseChange,
    Deadline,
    Finding,
    Inspection,
    InspectionJudgement,
    Notice,
    NoticeStep,
    NoticeVersion,
    Occurrence,
    Requirement,
    Target,
)

from .councils import TODAY, OfCouncil


class NoticeFactory(OfCouncil):
    class Meta:
        model = Notice

    number = factory.LazyAttribute(lambda o: Notice.objects.filter(council=o.council).count() + 1)
    kind = Notice.Kind.IMPROVEMENT_NOTICE
    title = factory.LazyAttribute(lambda o: f"Improvement notice to {o.council}")
    issued_on = TODAY - datetime.timedelta(days=150)
    in_force_on = factory.SelfAttribute("issued_on")
    state = Notice.State.IN_FORCE
    source_name = "notice.txt"
    source_text = "Improvement Notice"
    source_sha256 = "0" * 64

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Notice:
        state = kwargs.pop("state")
        notice: Notice = super()._create(model_class, *args, **kwargs)
        return lead_to(notice, state)


def lead_to(notice: Notice, state: str) -> Notice:
    """Take an instrument by the shortest way of its life to a state, all on the day of its issue."""
    ways: list[list[table.Transition]] = [[]]
    for way in ways:
        at = way[-1].to if way else notice.state
        if at == state:
            break
        steps = [t for t in table.LIFE if at in t.froms and notice.kind in t.kinds]
        ways += [[*way, step] for step in steps if step not in way]
    else:
        raise ValueError(f"No way leads from {notice.state} to {state}.")
    for step in way:
        kind = step.follower_of(notice.kind)
        support = {"adviser": "Ada Adviser", "support_until": TODAY} if step.to == "support" else {}
        NoticeStep.objects.create(
            council=notice.council,
            notice=notice,
            number=notice.steps.count() + 1,
            from_state=notice.state,
            to_state=step.to,
            taken_on=notice.issued_on or TODAY,
            decided_by="Helena Marchbanks MP" if step.is_decided else "",
            reason="As the minister decided." if step.is_decided else "",
            other=NoticeFactory(council=notice.council, kind=kind, issued_on=notice.issued_on)
            if kind
            else None,
            **support,
        )
        notice.refresh_from_db(fields=["state", "ended_on"])
    return notice


class RequirementFactory(OfCouncil):
    class Meta:
        model = Requirement

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    seq = factory.LazyAttribute(lambda o: Requirement.objects.filter(notice=o.notice).count() + 1)
    kind = Requirement.Kind.MEASURE
    section = "Leadership and governance"
    label = factory.LazyAttribute(lambda o: str(o.seq))
    text = factory.LazyAttribute(lambda o: f"Ensure that requirement {o.seq} is met.")
    first_line = 1
    last_line = 1


class NoticeVersionFactory(OfCouncil):
    """A draft amendment, with everything that it needs to be confirmed but a change."""

    class Meta:
        model = NoticeVersion

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    number = 2
    decided_on = TODAY - datetime.timedelta(days=30)
    decided_by = "Helena Marchbanks MP"
    effective_on = factory.SelfAttribute("decided_on")
    reason = "The review asked for it."


class ClauseChangeFactory(OfCouncil):
    class Meta:
        model = ClauseChange

    version = factory.SubFactory(NoticeVersionFactory, council=factory.SelfAttribute("..council"))
    kind = ClauseChange.Kind.REWORDED
    before = factory.LazyAttribute(lambda o: o.requirement.text)
    after = "Ensure that every assessment is timely."


class DeadlineFactory(OfCouncil):
    class Meta:
        model = Deadline

    requirement = factory.SubFactory(RequirementFactory, council=factory.SelfAttribute("..council"))
    kind = Deadline.Kind.ABSOLUTE
    span = "by 31 December 2026"
    due_on = datetime.date(2026, 12, 31)
    precision = "day"


class TargetFactory(OfCouncil):
    class Meta:
        model = Target

    requirement = factory.SubFactory(RequirementFactory, council=factory.SelfAttribute("..council"))
    metric = "vacancy rate of qualified social workers"
    target = 10
    unit = "%"
    comparator = "<="
    span = "not above 10%"


class InspectionFactory(OfCouncil):
    class Meta:
        model = Inspection

    publisher = "Ofsted"
    title = "Inspection of arrangements for the protection of children"
    published_on = TODAY - datetime.timedelta(days=200)


class InspectionJudgementFactory(OfCouncil):
    class Meta:
        model = InspectionJudgement

    inspection = factory.SubFactory(InspectionFactory, council=factory.SelfAttribute("..council"))
    area = "Overall effectiveness"
    grade = "Inadequate"


class FindingFactory(OfCouncil):
    class Meta:
        model = Finding

    inspection = factory.SubFactory(InspectionFactory, council=factory.SelfAttribute("..council"))
    label = factory.Sequence(str)
    text = "Record the reason for each decision on the child's file."


class OccurrenceFactory(OfCouncil):
    class Meta:
        model = Occurrence

    deadline = factory.SubFactory(DeadlineFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Occurrence.objects.filter(deadline=o.deadline).count() + 1)
    due_on = TODAY - datetime.timedelta(days=3)


class AnchorDateFactory(OfCouncil):
    class Meta:
        model = AnchorDate

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    anchor = AnchorDate.Anchor.COMMENCEMENT
    falls_on = TODAY - datetime.timedelta(days=100)
    why = "The minister's letter says so."
    recorded_on = TODAY
