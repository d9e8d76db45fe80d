"""Made-up rows. A factory of a council-owned row works in the scope of its council, whatever the test's own scope is."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import factory
from django.db import connection
from django.utils import timezone
from factory.django import DjangoModelFactory

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
from boards.figures import figures_of
from boards.minutes import draft_minutes
from boards.models import (
    AgendaItem,
    Attendance,
    Board,
    BoardAction,
    BoardMember,
    CadenceChange,
    ChairNote,
    Challenge,
    GovernanceBody,
    Meeting,
    MeetingDecision,
    MeetingFigures,
    MeetingMinutes,
    MeetingPaper,
    ReportingLine,
    TermsOfReference,
)
from councils import scope
from councils.models import BouncedAddress, Council, Invitation, Membership, Organisation, StoredFile, User
from councils.permissions import Role
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
from reminders.models import Absence, CalendarFeed, CouncilRules, Digest, Handover, Preference, Reminder
from reports.models import (
    NationalReport,
    ReadyMail,
    ReportFile,
    ReportIssue,
    ReportRun,
    ReportWording,
    ReportWords,
    SavedView,
    SignedPaper,
    WatchedCouncil,
)
from reviews.models import (
    Citation,
    Concern,
    ConcernCheck,
    Correspondence,
    Incident,
    IncidentMail,
    Outcome,
    ReportDue,
    ReportSection,
    ReportStep,
    Review,
    ReviewMove,
    SignedReport,
    StepMail,
    Validation,
    WrittenReport,
)
from reviews.writing import table as report_steps
from reviews.writing.document import as_text, document_of

TODAY = datetime.date(2026, 11, 22)
PASSWORD = "correct horse battery staple"


def widen(council_id: int | None) -> None:
    """Let this test's connection see (and write) the council too: what a test makes, it may look at."""
    now = scope.current()
    ids = now.reads | ({council_id} if council_id else frozenset())
    wider = scope.Scope(reads=frozenset(ids), writes=frozenset(ids), department_people=True)
    wider.apply(local=False)
    connection.noticeboard_scope = wider  # type: ignore[attr-defined]


class CouncilFactory(DjangoModelFactory[Council]):
    class Meta:
        model = Council
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Borsetshire {n}")
    short_name = factory.SelfAttribute("name")
    official_name = factory.LazyAttribute(lambda o: f"{o.name} Council")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    gss_code = factory.Sequence(lambda n: f"X{n:08d}")
    region = "South West"
    kind = "Unitary authority"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Council:
        council: Council = super()._create(model_class, *args, **kwargs)
        widen(council.pk)
        return council


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class OfCouncil(DjangoModelFactory):  # type: ignore[type-arg]
    """`council` comes from the first parent given; a row made with no parent makes its own council."""

    class Meta:
        abstract = True

    council = factory.SubFactory(CouncilFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        council = kwargs.get("council")
        if council is None or council.pk not in scope.current().writes:
            widen(council and council.pk)
        return super()._create(model_class, *args, **kwargs)


class OrganisationFactory(OfCouncil):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Agency {n}")


class MembershipFactory(OfCouncil):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER


class InvitationFactory(OfCouncil):
    class Meta:
        model = Invitation

    membership = factory.SubFactory(MembershipFactory, council=factory.SelfAttribute("..council"))
    is_new_person = True


class BouncedAddressFactory(DjangoModelFactory[BouncedAddress]):
    class Meta:
        model = BouncedAddress

    email = factory.Sequence(lambda n: f"gone{n}@example.test")
    bounced_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)
    why = "GOV.UK Notify says that it does not exist."


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


class StoredFileFactory(OfCouncil):
    class Meta:
        model = StoredFile

    name = "amendment.txt"
    content_type = "text/plain"
    content = b"Amendment"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = "0" * 64


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


class BoardFactory(OfCouncil):
    class Meta:
        model = Board

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    name = "Improvement Board"
    meets_every = "P4W"


class BoardMemberFactory(OfCouncil):
    class Meta:
        model = BoardMember

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    name = factory.Sequence(lambda n: f"Member {n}")


class MeetingFactory(OfCouncil):
    class Meta:
        model = Meeting

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: Meeting.objects.filter(board=o.board).count() + 1)
    held_on = TODAY + datetime.timedelta(days=14)
    cut_off_on = factory.LazyAttribute(lambda o: o.held_on - datetime.timedelta(days=7))


class TermsOfReferenceFactory(OfCouncil):
    class Meta:
        model = TermsOfReference

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: TermsOfReference.objects.filter(board=o.board).count() + 1)
    text = "The board steers the plan and challenges its partners."
    what_changed = "Schools have a seat."
    agreed_on = TODAY - datetime.timedelta(days=100)
    recorded_on = factory.SelfAttribute("agreed_on")
    recorded_by = factory.SubFactory(UserFactory)


class GovernanceBodyFactory(OfCouncil):
    class Meta:
        model = GovernanceBody

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: GovernanceBody.objects.filter(council=o.council).count() + 1)
    kind = "sub_group"
    name = factory.LazyAttribute(lambda o: f"Group {o.number}")
    remit = "Audits of practice."


class ReportingLineFactory(OfCouncil):
    """From a body to the board, unless said otherwise."""

    class Meta:
        model = ReportingLine

    board = factory.SelfAttribute("from_body.board")
    number = factory.LazyAttribute(lambda o: ReportingLine.objects.filter(council=o.council).count() + 1)
    how_often = "meeting"
    about = "What the audits found"


class CadenceChangeFactory(OfCouncil):
    """A request that waits; `state` beyond that needs its answer, which is given when it is not."""

    class Meta:
        model = CadenceChange

    board = factory.SubFactory(BoardFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: CadenceChange.objects.filter(council=o.council).count() + 1)
    from_every = "P4W"
    to_every = "P6W"
    from_on = TODAY + datetime.timedelta(days=10)
    reason = "The plan is steady."
    needs_consent_of = factory.LazyAttribute(lambda o: "" if o.state == "free" else "the Department")
    asked_on = TODAY
    asked_by = factory.SubFactory(UserFactory)
    state = "waiting"
    answered_on = factory.LazyAttribute(lambda o: TODAY if o.state in CadenceChange.ANSWERED else None)
    answered_by = factory.LazyAttribute(lambda o: o.asked_by if o.answered_on else None)
    decided_by = factory.LazyAttribute(lambda o: "Owen Fletcher, case lead" if o.answered_on else "")


class AgendaItemFactory(OfCouncil):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: AgendaItem.objects.filter(meeting=o.meeting).count() + 1)
    position = factory.SelfAttribute("number")
    title = "Visit to the front door team"


class MeetingPaperFactory(OfCouncil):
    class Meta:
        model = MeetingPaper

    meeting = factory.SubFactory(MeetingFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: MeetingPaper.objects.filter(meeting=o.meeting).count() + 1)
    title = "Performance report"
    link = "https://www.example.org/report"
    added_on = TODAY


class AttendanceFactory(OfCouncil):
    class Meta:
        model = Attendance

    state = "present"


class ChairNoteFactory(OfCouncil):
    class Meta:
        model = ChairNote

    number = factory.LazyAttribute(lambda o: ChairNote.objects.filter(board=o.board).count() + 1)
    text = "Ask what the visits found."
    written_on = TODAY


class ChallengeFactory(OfCouncil):
    class Meta:
        model = Challenge

    board = factory.SelfAttribute("meeting.board")
    number = factory.LazyAttribute(lambda o: Challenge.objects.filter(council=o.council).count() + 1)
    text = "Why do children wait six weeks for a visit?"
    asked_of = "Head of Assessment"
    asked_on = TODAY


class BoardActionFactory(OfCouncil):
    class Meta:
        model = BoardAction

    board = factory.SelfAttribute("meeting.board")
    number = factory.LazyAttribute(lambda o: BoardAction.objects.filter(council=o.council).count() + 1)
    text = "Bring the figures of the night team"
    who = "Police"
    due_on = TODAY + datetime.timedelta(days=20)


class MeetingDecisionFactory(OfCouncil):
    """Words of the minutes alone: what a decision makes in the plan, the verb makes."""

    class Meta:
        model = MeetingDecision

    meeting = factory.SelfAttribute("item.meeting")
    number = factory.LazyAttribute(lambda o: MeetingDecision.objects.filter(meeting=o.meeting).count() + 1)
    kind = "note"
    about = factory.SelfAttribute("item.title")
    words = "Noted"
    decided_on = TODAY
    decided_by = factory.SubFactory(UserFactory)


class MeetingFiguresFactory(OfCouncil):
    class Meta:
        model = MeetingFigures

    as_at = factory.SelfAttribute("meeting.cut_off_on")
    data = factory.LazyAttribute(lambda o: figures_of(None, as_at=o.as_at, since=None).as_data())
    frozen_on = TODAY


class MeetingMinutesFactory(OfCouncil):
    class Meta:
        model = MeetingMinutes

    data = factory.LazyAttribute(lambda o: draft_minutes(o.meeting).as_data())
    sha256 = "0" * 64
    agreed_on = TODAY
    agreed_by = factory.SubFactory(UserFactory)


class ReviewFactory(OfCouncil):
    class Meta:
        model = Review

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    kind = Review.Kind.INITIAL
    due_on = TODAY + datetime.timedelta(days=40)
    source = Review.Source.PRINTED


class CitationFactory(OfCouncil):
    class Meta:
        model = Citation

    version = 1


class ReportDueFactory(OfCouncil):
    class Meta:
        model = ReportDue

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    author = ReportDue.Author.BOARD_CHAIR
    recipient = "Ministers"
    due_on = TODAY + datetime.timedelta(days=20)


class ReviewMoveFactory(OfCouncil):
    class Meta:
        model = ReviewMove

    from_due_on = TODAY
    to_due_on = TODAY + datetime.timedelta(days=40)
    why = "The inspection comes first."
    decided_by = "Owen Fletcher, case lead"
    decided_on = TODAY


class ValidationFactory(OfCouncil):
    class Meta:
        model = Validation

    number = factory.LazyAttribute(lambda o: Validation.objects.filter(council=o.council).count() + 1)
    kind = "peer_review"
    commissioned_by = "The Improvement Board"
    provider = "Local Government Association"
    scope = "Decisions at the front door."
    commissioned_on = TODAY - datetime.timedelta(days=90)
    due_on = TODAY + datetime.timedelta(days=30)


class ConcernFactory(OfCouncil):
    class Meta:
        model = Concern

    number = factory.LazyAttribute(lambda o: Concern.objects.filter(council=o.council).count() + 1)
    kind = "leadership"
    what = "The Leader has not answered."
    raised_on = TODAY
    raised_by = factory.SubFactory(UserFactory)


class ConcernCheckFactory(OfCouncil):
    class Meta:
        model = ConcernCheck

    concern = factory.SubFactory(ConcernFactory, council=factory.SelfAttribute("..council"))
    item = "put_to_council"
    note = "The letter of June."
    done_on = TODAY
    done_by = factory.SubFactory(UserFactory)


class CorrespondenceFactory(OfCouncil):
    class Meta:
        model = Correspondence

    number = factory.LazyAttribute(lambda o: Correspondence.objects.filter(council=o.council).count() + 1)
    direction = "to_council"
    means = "letter"
    on = TODAY
    with_whom = "Owen Fletcher, case lead"
    subject = "Overdue report"
    of_department = False
    entered_by = factory.SubFactory(UserFactory)
    entered_on = TODAY


class IncidentFactory(OfCouncil):
    class Meta:
        model = Incident

    number = factory.LazyAttribute(lambda o: Incident.objects.filter(council=o.council).count() + 1)
    happened_on = TODAY
    what = "A serious injury. Children's social care and health."
    contact = "The Director"
    given_at = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
    given_by = factory.SubFactory(UserFactory)


class IncidentMailFactory(OfCouncil):
    class Meta:
        model = IncidentMail


class StepMailFactory(OfCouncil):
    class Meta:
        model = StepMail


class OutcomeFactory(OfCouncil):
    class Meta:
        model = Outcome

    kind = "continue"
    decided_by = "Helena Marchbanks MP"
    decided_on = TODAY
    reason = "Progress is steady."


class WrittenReportFactory(OfCouncil):
    class Meta:
        model = WrittenReport

    report_due = factory.SubFactory(ReportDueFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: WrittenReport.objects.filter(council=o.council).count() + 1)
    as_at = TODAY
    started_on = TODAY


class ReportSectionFactory(OfCouncil):
    class Meta:
        model = ReportSection

    report = factory.SubFactory(WrittenReportFactory, council=factory.SelfAttribute("..council"))
    place = 1
    kind = "summary"
    heading = "Summary"
    figures = factory.LazyFunction(lambda: {"facts": [["Open actions", "7"]], "heads": [], "rows": []})
    text = "Steady progress."


def lead_report_to(report: WrittenReport, *steps: str, note: str = "As the minister asked.") -> WrittenReport:
    """Take a report through these steps, each by another person of no council."""
    for name in steps:
        step, by = report_steps.BY_NAME[name], UserFactory()
        if name == "sign":
            document = document_of(report, list(report.sections.order_by("place")), signer="Clara Chair")
            content = as_text(document)
            SignedReport.objects.create(
                council=report.council, report=report, version=report.version, content=content, signer="Clara Chair",
                sha256=hashlib.sha256(content.encode()).hexdigest(), signed_on=TODAY, signed_by=by, checked_by=by,
            )  # fmt: skip
        ReportStep.objects.create(
            council=report.council, report=report, number=report.steps.count() + 1, name=name, from_state=report.state,
            to_state=step.to, version=report.version, taken_on=TODAY, taken_by=by, note=note if step.needs_note else "",
        )  # fmt: skip
        report.refresh_from_db(fields=["state", "version", "sent_version"])
    return report


class CalendarFeedFactory(DjangoModelFactory[CalendarFeed]):
    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory)
    made_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)


class CouncilRulesFactory(OfCouncil):
    class Meta:
        model = CouncilRules


class PreferenceFactory(DjangoModelFactory[Preference]):
    class Meta:
        model = Preference

    user = factory.SubFactory(UserFactory)
    changed_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)


class AbsenceFactory(OfCouncil):
    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    from_on = TODAY
    until_on = TODAY + datetime.timedelta(days=7)


class HandoverFactory(OfCouncil):
    class Meta:
        model = Handover

    on = TODAY


class DigestFactory(DjangoModelFactory[Digest]):
    """Handed over."""

    class Meta:
        model = Digest

    recipient = factory.SubFactory(UserFactory)
    for_on = TODAY
    state = "done"
    attempts = 1
    finished_at = factory.LazyFunction(timezone.now)


class ReminderFactory(OfCouncil):
    """Of an action, sent on its day."""

    class Meta:
        model = Reminder

    digest = factory.SubFactory(DigestFactory)
    recipient = factory.SelfAttribute("digest.recipient")
    kind = "action"
    object_id = 1
    rule = "on_day"
    due_on = TODAY
    title = "Hold a weekly panel"
    made_on = TODAY
    created_at = factory.LazyFunction(timezone.now)


class WatchedCouncilFactory(DjangoModelFactory[WatchedCouncil]):
    class Meta:
        model = WatchedCouncil

    user = factory.SubFactory(UserFactory)
    council = factory.SubFactory(CouncilFactory)


class SavedViewFactory(DjangoModelFactory[SavedView]):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    name = "Late in the South West"
    query = "overdue=on&region=South+West"


class ReportRunFactory(OfCouncil):
    class Meta:
        model = ReportRun

    number = factory.LazyAttribute(lambda o: ReportRun.objects.filter(council=o.council).count() + 1)
    as_at = TODAY


class NationalReportFactory(DjangoModelFactory[NationalReport]):
    class Meta:
        model = NationalReport

    number = factory.LazyAttribute(lambda o: NationalReport.objects.count() + 1)
    as_at = TODAY


class ReportIssueFactory(OfCouncil):
    class Meta:
        model = ReportIssue

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    approved_by = factory.SubFactory(UserFactory)
    sha256 = sha256_department = "0" * 64


class ReportWordsFactory(OfCouncil):
    class Meta:
        model = ReportWords

    as_at = TODAY
    voice = "lead"
    number = 1
    text = "{overdue} actions are overdue."
    written_by = factory.SubFactory(UserFactory)


class ReportWordingFactory(OfCouncil):
    class Meta:
        model = ReportWording

    number = 1
    cover = "For members of the board."
    written_by = factory.SubFactory(UserFactory)


class ReadyMailFactory(OfCouncil):
    class Meta:
        model = ReadyMail

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    recipient = factory.SubFactory(UserFactory)
    attempt = 1


class ReportFileFactory(OfCouncil):
    """The council's copy; `names=False` is the Department's."""

    class Meta:
        model = ReportFile

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    names = True
    content = b"%PDF-1.7 made up"
    sha256 = "0" * 64
    pages = 8
    size = factory.LazyAttribute(lambda o: len(o.content))
    data = factory.LazyFunction(dict)
    seen = "0"


class SignedPaperFactory(OfCouncil):
    """Printed."""

    class Meta:
        model = SignedPaper

    state = "done"
    content = b"%PDF-1.7 made up"
    sha256 = "0" * 64
    pages = 8
    size = factory.LazyAttribute(lambda o: len(o.content))
