"""The improvement plan, its evidence and its indicators."""

from __future__ import annotations

import datetime

import factory

from actions import plan_compare
from actions.models import (
    Action,
    ActionDependency,
    ActionFinding,
    ActionPartner,
    ActionPerson,
    ActionRequirement,
    ActionUpdate,
    AuditGrade,
    AuditRound,
    AuditRoundAction,
    Comment,
    DateChange,
    Evidence,
    EvidencePerson,
    EvidenceRequirement,
    EvidenceVersion,
    Indicator,
    IndicatorAction,
    IndicatorRequirement,
    IndicatorTarget,
    Mention,
    Milestone,
    Objective,
    Observation,
    PartnerAgreement,
    Plan,
    PlanImport,
    PlanVersion,
    TrajectoryPoint,
)

from .councils import TODAY, OfCouncil, StoredFileFactory, UserFactory
from .notices import NoticeFactory


class PlanImportFactory(OfCouncil):
    """A spreadsheet whose columns were chosen, ready to be checked."""

    class Meta:
        model = PlanImport

    plan = factory.SubFactory("tests.factories.PlanFactory", council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: PlanImport.objects.filter(council=o.council).count() + 1)
    file = factory.SubFactory(
        StoredFileFactory,
        council=factory.SelfAttribute("..council"),
        name="plan.csv",
        content_type="text/csv",
        content=b"Ref,Action\r\nZ1,Hold a panel\r\n",
    )
    state = PlanImport.State.MAPPED
    mapping = factory.LazyFunction(lambda: {"0": "ref", "1": "title"})


class PlanFactory(OfCouncil):
    class Meta:
        model = Plan

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    title = "Improvement plan"
    state = Plan.State.ACTIVE
    agreed_on = TODAY - datetime.timedelta(days=120)


class ObjectiveFactory(OfCouncil):
    class Meta:
        model = Objective

    plan = factory.SubFactory(PlanFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Objective.objects.filter(plan=o.plan).count() + 1)
    title = "Children are seen and heard"


class ActionFactory(OfCouncil):
    class Meta:
        model = Action

    objective = factory.SubFactory(ObjectiveFactory, council=factory.SelfAttribute("..council"))
    plan = factory.SelfAttribute("objective.plan")
    ref = factory.Sequence(lambda n: f"A{n}")
    title = factory.LazyAttribute(lambda o: f"Do what {o.ref} says")
    original_due_on = TODAY + datetime.timedelta(days=30)
    due_on = factory.SelfAttribute("original_due_on")


class ActionPartnerFactory(OfCouncil):
    class Meta:
        model = ActionPartner


class ActionPersonFactory(OfCouncil):
    class Meta:
        model = ActionPerson


class ActionDependencyFactory(OfCouncil):
    class Meta:
        model = ActionDependency


class MilestoneFactory(OfCouncil):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Milestone.objects.filter(action=o.action).count() + 1)
    title = "Both teams have their dates"
    due_on = TODAY + datetime.timedelta(days=10)


class CommentFactory(OfCouncil):
    class Meta:
        model = Comment

    action = factory.SubFactory(ActionFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Comment.objects.filter(action=o.action).count() + 1)
    text = "The room is booked."


class MentionFactory(OfCouncil):
    class Meta:
        model = Mention


class ActionRequirementFactory(OfCouncil):
    class Meta:
        model = ActionRequirement


class ActionFindingFactory(OfCouncil):
    class Meta:
        model = ActionFinding


class ActionUpdateFactory(OfCouncil):
    class Meta:
        model = ActionUpdate

    action = factory.SubFactory(ActionFactory, council=factory.SelfAttribute("..council"))
    version = factory.LazyAttribute(lambda o: o.action.version + 1)
    reported_on = TODAY
    delivery = "in_progress"
    confidence = "on_track"
    narrative = "Training was held for both teams."


class PlanVersionFactory(OfCouncil):
    """The plan's words of now, with the board."""

    class Meta:
        model = PlanVersion

    number = factory.LazyAttribute(lambda o: PlanVersion.objects.filter(plan=o.plan).count() + 1)
    summary = "The first whole plan."
    content = factory.LazyAttribute(lambda o: plan_compare.content(o.plan))
    proposed_on = TODAY


class PartnerAgreementFactory(OfCouncil):
    class Meta:
        model = PartnerAgreement

    agreed_on = TODAY
    agreed_by = "Anil Mehta, Director of Nursing"


class DateChangeFactory(OfCouncil):
    class Meta:
        model = DateChange

    number = factory.LazyAttribute(lambda o: DateChange.objects.filter(action=o.action).count() + 1)
    from_due_on = factory.LazyAttribute(lambda o: o.action.due_on)
    to_due_on = factory.LazyAttribute(lambda o: o.from_due_on + datetime.timedelta(days=60))
    reason = "Two of four trainers left."
    corrective_action = "The agency sends two trainers from May."
    asked_on = TODAY
    asked_by = factory.SubFactory(UserFactory)


class IndicatorFactory(OfCouncil):
    """Assessments in time: at least 85% of a month's, five points of tolerance."""

    class Meta:
        model = Indicator

    ref = factory.Sequence(lambda n: f"KPI{n}")
    title = "Assessments completed within 45 working days"
    unit = "percent"
    direction = "higher"
    baseline = 55
    baseline_period = "December 2025"
    target = 85
    tolerance = 5
    frequency = "monthly"
    first_period_on = datetime.date(2026, 1, 1)


class TrajectoryPointFactory(OfCouncil):
    class Meta:
        model = TrajectoryPoint

    indicator = factory.SubFactory(IndicatorFactory, council=factory.SelfAttribute("..council"))
    period_on = datetime.date(2026, 1, 1)
    target = 60


class IndicatorActionFactory(OfCouncil):
    class Meta:
        model = IndicatorAction


class IndicatorRequirementFactory(OfCouncil):
    class Meta:
        model = IndicatorRequirement


class IndicatorTargetFactory(OfCouncil):
    class Meta:
        model = IndicatorTarget


class ObservationFactory(OfCouncil):
    """A value; `state` beyond draft needs its dates, which are given when they are not."""

    class Meta:
        model = Observation

    indicator = factory.SubFactory(IndicatorFactory, council=factory.SelfAttribute("..council"))
    period_on = datetime.date(2026, 9, 1)
    value = 82
    state = "draft"
    submitted_on = factory.LazyAttribute(lambda o: None if o.state == "draft" else TODAY)
    approved_on = factory.LazyAttribute(lambda o: TODAY if o.state in ("approved", "locked") else None)
    returned_why = factory.LazyAttribute(lambda o: "Check the count." if o.state == "returned" else "")


class EvidenceFactory(OfCouncil):
    """Submitted, with no version yet: add EvidenceVersionFactory where the file matters."""

    class Meta:
        model = Evidence

    number = factory.LazyAttribute(lambda o: Evidence.objects.filter(council=o.council).count() + 1)
    title = "Audit of supervision"
    shows = "Seven of ten files show reflective supervision."
    evidence_class = "quality"
    as_at_on = TODAY - datetime.timedelta(days=30)
    submitted_on = TODAY - datetime.timedelta(days=10)


class EvidenceVersionFactory(OfCouncil):
    class Meta:
        model = EvidenceVersion

    evidence = factory.SubFactory(EvidenceFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: EvidenceVersion.objects.filter(evidence=o.evidence).count() + 1)
    file = factory.SubFactory(StoredFileFactory, council=factory.SelfAttribute("..council"))
    sha256 = "0" * 64
    submitted_by = factory.SelfAttribute("evidence.submitted_by")
    submitted_on = factory.SelfAttribute("evidence.submitted_on")


class EvidenceRequirementFactory(OfCouncil):
    class Meta:
        model = EvidenceRequirement


class EvidencePersonFactory(OfCouncil):
    class Meta:
        model = EvidencePerson


class AuditRoundFactory(OfCouncil):
    class Meta:
        model = AuditRound

    number = factory.LazyAttribute(lambda o: AuditRound.objects.filter(council=o.council).count() + 1)
    name = factory.Sequence(lambda n: f"Round {n}")
    starts_on = TODAY - datetime.timedelta(days=120)
    ends_on = TODAY - datetime.timedelta(days=30)
    sample_size = 20
    method = "Chosen at random, judged against the practice standards."
    overseen_by = "Independent scrutineer"
    findings = "Plans are clearer than in spring."
    recorded_on = TODAY - datetime.timedelta(days=20)


class AuditGradeFactory(OfCouncil):
    class Meta:
        model = AuditGrade

    audit_round = factory.SubFactory(AuditRoundFactory, council=factory.SelfAttribute("..council"))
    place = 1
    theme = "Supervision"
    good = 12
    requires_improvement = 8


class AuditRoundActionFactory(OfCouncil):
    class Meta:
        model = AuditRoundAction
