"""Two councils with one of everything, and every kind of person. The generated tests walk it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from councils.models import Council, User
from councils.permissions import DEPARTMENT_ROLES, Role
from notices.models import NoticeStep, NoticeVersion, Requirement
from reports.models import ReportFile, ReportRun

from . import factories as make
from .notices.intake import documents

CHAIR_ONLY = "Numbat"  # stands in the chair’s own notes; no word of them may reach anybody else
OWN_ONLY = "Pangolin"  # stands in the officer’s own reminders; no word of them may reach anybody else
CANARY = "Zyzzyva"  # stands in every text of the other council; no word of it may reach anybody of this one


@dataclass
class World:
    council: Council
    other: Council
    people: dict[str, User]
    kwargs: dict[str, Any]  # values for the parameters of addresses
    roles: dict[str, Role | None] = field(default_factory=dict)


def build() -> World:
    council = make.CouncilFactory(name="Ambridge", slug="ambridge")
    other = make.CouncilFactory(name=f"{CANARY}shire", slug="zyzzyva")
    world = World(council=council, other=other, people={}, kwargs={"council_slug": council.slug})
    _people(world)
    _email(council, world, to=world.people["left"], mark="")
    _email(other, world, to=world.people["outsider"], mark=CANARY)
    _fill(council, world, owner=world.people["officer"], mark="")
    _fill(other, world, owner=world.people["outsider"], mark=CANARY)
    return world


def _people(world: World) -> None:
    for role in Role:
        department = role in DEPARTMENT_ROLES
        _add(world, role.value, None if department else world.council, role)
    _add(world, "outsider", world.other, Role.LEAD, name=f"{CANARY} Lead")
    _add(world, "left", world.council, Role.LEAD, valid_to=make.TODAY - datetime.timedelta(days=900))
    _add(world, "deactivated", world.council, Role.LEAD)
    User.objects.filter(pk=world.people["deactivated"].pk).update(is_active=False)
    world.people["nobody"] = make.UserFactory()
    world.roles["nobody"] = None
    for gone in ("left", "deactivated", "outsider"):
        world.roles[gone] = None


def _add(world: World, key: str, council: Council | None, role: Role, name: str = "", **dates: Any) -> None:
    user = make.UserFactory(**({"name": name} if name else {}))
    membership = make.MembershipFactory(user=user, council=council, role=role, **dates)
    world.people[key], world.roles[key] = user, role
    if council is world.council and key == Role.OFFICER:
        world.kwargs["membership_id"] = membership.pk


def _email(council: Council, world: World, *, to: User, mark: str) -> None:
    """An e-mail that did not arrive, to an address that is flagged; an invitation that waits."""
    digest = make.DigestFactory(recipient=to, delivery="permanent-failure", delivery_at=timezone.now())
    sent = make.ReminderFactory(council=council, digest=digest, title=f"Hold a panel {mark}".strip())
    make.BouncedAddressFactory(email=to.email.lower(), why=f"It bounced. {mark}".strip())
    at_once = make.EmailAtOnceFactory(
        council=council, recipient=to, subject=f"A report is ready {mark}".strip()
    )
    make.InvitationFactory(council=council, membership=to.memberships.get(council=council))
    world.kwargs.setdefault("reminder_id", sent.pk)
    world.kwargs.setdefault("email_id", at_once.pk)


def _fill(council: Council, world: World, *, owner: User, mark: str) -> None:
    """One of everything; `mark` goes into every text that people write."""

    def say(text: str) -> str:
        return f"{text} {mark}".strip()

    notice = make.NoticeFactory(council=council, title=say("Improvement notice"), source_text=say("Notice"))
    requirement = make.RequirementFactory(
        council=council, notice=notice, text=say("Ensure timely assessments.")
    )
    bare = make.RequirementFactory(
        council=council, notice=notice, text=say("Review the membership of the board.")
    )
    dated = make.DeadlineFactory(council=council, requirement=requirement, span=say("by 31 December 2026"))
    event = make.DeadlineFactory(
        council=council, requirement=requirement, kind="event", span=say("immediately if"), due_on=None
    )
    every_month = make.DeadlineFactory(
        council=council, requirement=requirement, kind="recurring", span=say("each month"), due_on=None,
        every="P1M", counts_from=notice.issued_on,
    )  # fmt: skip
    time = make.OccurrenceFactory(council=council, deadline=every_month, note=say("Sent"))
    target = make.TargetFactory(council=council, requirement=bare, metric=say("vacancy rate"))
    make.AnchorDateFactory(council=council, notice=notice, why=say("The minister's letter."))
    letter = make.StoredFileFactory(council=council, name=say("letter.txt"), content=say("Letter").encode())
    inspection = make.InspectionFactory(
        council=council, notice=notice, title=say("Inspection"), letter=letter
    )
    make.InspectionJudgementFactory(council=council, inspection=inspection, area=say("Overall"))
    finding = make.FindingFactory(council=council, inspection=inspection, text=say("Record decisions."))
    concern = make.ConcernFactory(council=council, what=say("Silence"), raised_by=owner)
    make.ConcernCheckFactory(council=council, concern=concern, note=say("Letter"), done_by=owner)
    make.CorrespondenceFactory(
        council=council, with_whom=say("Owen"), subject=say("Report"), text=say("Dear"), entered_by=owner, file=letter,
        follow_up_on=make.TODAY,
    )  # fmt: skip
    incident = make.IncidentFactory(
        council=council, what=say("An injury."), contact=say("Director"), given_by=owner
    )
    make.IncidentMailFactory(council=council, incident=incident)
    make.ValidationFactory(
        council=council, commissioned_by=say("Board"), provider=say("Peers"), scope=say("Front door"), inspection=inspection,
        done_on=make.TODAY, report=make.StoredFileFactory(council=council, name=say("look.txt"), content=say("Look").encode()),
    )  # fmt: skip
    plan = make.PlanFactory(council=council, notice=notice, title=say("Improvement plan"))
    objective = make.ObjectiveFactory(council=council, plan=plan, title=say("Children are heard"), number=1)
    organisation = make.OrganisationFactory(council=council, name=say("Police"))
    action = make.ActionFactory(
        council=council, objective=objective, ref="1.1", title=say("Hold a weekly panel"), owner=owner,
        due_on=make.TODAY - datetime.timedelta(days=6), original_due_on=make.TODAY - datetime.timedelta(days=6),
    )  # fmt: skip
    other = make.ActionFactory(
        council=council,
        objective=objective,
        ref="1.2",
        title=say("Train partners"),
        owner_organisation=organisation,
        accountable_lead=owner,
    )
    make.ActionPartnerFactory(council=council, action=action, organisation=organisation)
    make.ActionDependencyFactory(council=council, action=action, waits_for=other)
    kept_close = make.ActionFactory(
        council=council, objective=objective, ref="1.3", title=say("Review one team"), restricted=True
    )
    make.ActionPersonFactory(council=council, action=kept_close, user=owner)
    make.MilestoneFactory(council=council, action=action, title=say("Both teams have their dates"))
    comment = make.CommentFactory(
        council=council, action=action, author=owner, text=say("The room is booked.")
    )
    make.MentionFactory(council=council, comment=comment, person=owner)
    make.ActionRequirementFactory(council=council, action=action, requirement=requirement)
    make.ActionFindingFactory(council=council, action=action, finding=finding)
    make.ActionUpdateFactory(council=council, action=action, version=1, narrative=say("Two panels held."))
    make.PlanVersionFactory(council=council, plan=plan, summary=say("The first whole plan"))
    make.PlanVersionFactory(
        council=council, plan=plan, summary=say("The second"), state="agreed", decided_on=make.TODAY
    )
    make.PartnerAgreementFactory(
        council=council,
        plan=plan,
        organisation=organisation,
        agreed_by=say("Chief Inspector"),
        note=say("Gladly"),
    )
    make.DateChangeFactory(
        council=council, action=action, asked_by=owner, reason=say("Two trainers left."),
        corrective_action=say("An agency sends two."),
    )  # fmt: skip
    indicator = make.IndicatorFactory(
        council=council, ref="I1", title=say("Vacancy rate"), definition=say("All posts"), owner=owner, objective=objective,
        source=say("Returns"), direction="lower", target=10,
    )  # fmt: skip
    make.TrajectoryPointFactory(council=council, indicator=indicator, target=20)
    make.IndicatorActionFactory(council=council, indicator=indicator, action=action)
    make.IndicatorRequirementFactory(council=council, indicator=indicator, requirement=requirement)
    make.IndicatorTargetFactory(council=council, indicator=indicator, target=target)
    approved = make.ObservationFactory(
        council=council, indicator=indicator, value=31, state="approved", commentary=say("Three left."),
        recovery=say("Two start in May."),
    )  # fmt: skip
    make.ObservationFactory(
        council=council, indicator=indicator, period_on=datetime.date(2026, 10, 1), value=34, state="submitted",
        submitted_by=owner, commentary=say("One more left."), recovery=say("An agency helps."),
    )  # fmt: skip
    rows = f"Ref,Action,Progress\r\n1.1,{say('Hold a panel')},\r\n2.1,{say('Audit cases')},\r\n2.1,Twice,\r\n"
    make.PlanImportFactory(
        council=council, plan=plan, number=1, file__name=f"{mark}plan.csv", file__content=rows.encode(), made_by=owner,
        mapping={"0": "ref", "1": "title", "2": "progress"},
    )  # fmt: skip
    board = make.BoardFactory(council=council, notice=notice, name=say("Improvement Board"))
    seat = make.BoardMemberFactory(
        council=council, board=board, name=say("Clara Chair"), role="chair", is_independent=False,
        not_independent_why=say("She advised the council."), exception_agreed_by=say("The minister"),
    )  # fmt: skip
    _around_board(council, board, owner, say)
    make.ChairNoteFactory(council=council, board=board, text=say(CHAIR_ONLY), written_by=owner)
    _meeting(council, board, organisation, owner, say)
    make.CouncilRulesFactory(council=council)
    make.AbsenceFactory(council=council, user=owner, deputy=make.UserFactory(name=say("Della Deputy")))
    make.HandoverFactory(council=council, action=action, to_owner=owner)
    private = f"Ask {mark or OWN_ONLY}"
    own = make.OwnReminderFactory(council=council, action=action, user=owner, note=private)
    before = make.DigestFactory(recipient=owner, for_on=make.TODAY - datetime.timedelta(days=1))
    make.ReminderFactory(council=council, digest=before, kind="own", object_id=own.pk, title=private)
    review = make.ReviewFactory(council=council, notice=notice, words=say("after 6 months"))
    report_due = make.ReportDueFactory(council=council, notice=notice, recipient=say("Ministers"))
    _written_reports(council, notice, requirement, owner, say)
    _evidence(council, action, requirement, review, owner, say)
    _amended(council, notice, requirement, bare, say)
    intake = documents.of_world(council, notice, owner, say)
    run = ReportRun.objects.create(council=council, number=1, as_at=make.TODAY, state="done")
    for names in (True, False):
        ReportFile.objects.create(
            council=council, run=run, names=names, content=f"%PDF-1.7 {mark}".encode(), sha256="0" * 64,
            pages=1, size=9, data={}, seen="",
        )  # fmt: skip
    make.WatchedCouncilFactory(user=world.people["observer"], council=council)
    make.ReportIssueFactory(council=council, run=run, approved_by=owner)
    make.ReadyMailFactory(council=council, run=run, recipient=owner)
    make.ReportWordsFactory(council=council, text=say("{overdue} are overdue."), written_by=owner)
    make.ReportWordingFactory(council=council, marking=say("Official"), cover=say("For the board"), red=say("Late"),
                              written_by=owner)  # fmt: skip
    if council is world.council:
        world.kwargs |= {
            "national_number": make.NationalReportFactory().number,
            **intake,
            "deadline_id": dated.pk, "event_id": event.pk, "occurrence_id": time.pk, "inspection_id": inspection.pk,
            "finding_id": finding.pk, "calendar_token": make.CalendarFeedFactory(user=owner).token, "member_id": seat.pk, "body_number": 1, "line_number": 1, "cadence_number": 1,
            "indicator_ref": "I1", "period": approved.period_on.isoformat(),
            "step": "begin-review", "version": 2, "number": 1, "seq": 1, "ref": "1.1", "objective_number": 1, "decision": "pause", "plan_version": 1, "plan_step": "pause", "change_number": 1, "milestone_number": 1, "comment_number": 1, "review_id": review.pk,
            "meeting_step": "end", "paper_number": 1, "challenge_number": 1, "board_action_number": 1, "item_number": 1,
            "note_number": 1, "own_reminder_id": own.pk,
            "report_due_id": report_due.pk, "report_number": 1, "place": 1, "report_step": "put-to-check",
            "report_answer": "receive", "signed_version": 1, "uidb36": "1", "key": "abc-def", "kind": "csv",
            "view_id": make.SavedViewFactory(user=world.people["observer"]).pk,
            "validation_number": 1, "incident_number": 1, "entry_number": 1, "concern_number": 1, "check_item": "legal", "import_number": 1, "evidence_number": 1, "version_number": 1, "round_number": 1,
        }  # fmt: skip


def _around_board(council: Council, board: Any, owner: User, say: Any) -> None:
    """Terms of reference, a sub-group that reports to the board, a request to meet less often."""
    make.TermsOfReferenceFactory(
        council=council, board=board, text=say("The board steers."), what_changed=say("Schools"), recorded_by=owner
    )  # fmt: skip
    group = make.GovernanceBodyFactory(
        council=council, board=board, name=say("Audit group"), remit=say("Audits"), chair_name=say("Ines Audit"),
        meets=say("monthly"),
    )  # fmt: skip
    make.ReportingLineFactory(council=council, from_body=group, about=say("What the audits found"))
    make.CadenceChangeFactory(
        council=council, board=board, reason=say("Steady"), needs_consent_of=say("Department"), asked_by=owner
    )  # fmt: skip
    make.CadenceChangeFactory(
        council=council, board=board, state="refused", reason=say("Quiet"), decided_by=say("Owen"), answer=say("No."),
        needs_consent_of=say("Department"), asked_by=owner,
    )  # fmt: skip


def _written_reports(council: Council, notice: Any, requirement: Any, owner: User, say: Any) -> None:
    """A report that was sent and one that is being written; a review that was put off, held and decided."""
    for number, author in ((1, "board_chair"), (2, "leader")):
        due = make.ReportDueFactory(
            council=council, notice=notice, author=author, recipient=say("Ministers"),
            due_on=make.TODAY - datetime.timedelta(days=3),
        )  # fmt: skip
        report = make.WrittenReportFactory(council=council, report_due=due, number=number, started_by=owner)
        facts = {"facts": [[say("Open actions"), "7"]], "heads": [say("Action")], "rows": [[say("1.1")]]}
        make.ReportSectionFactory(
            council=council, report=report, heading=say("Summary"), about=say("Ensure."), figures=facts,
            requirement=requirement, kind="requirement", text=say("Steady progress."), edited_by=owner,
        )  # fmt: skip
        if number == 1:
            make.lead_report_to(
                report,
                "put-to-check",
                "return",
                "put-to-check",
                "check",
                "sign",
                "send",
                note=say("Say more."),
            )
            make.StepMailFactory(council=council, step=report.steps.get(name="send"))
    held = make.ReviewFactory(
        council=council, notice=notice, due_on=make.TODAY - datetime.timedelta(days=9),
        held_on=make.TODAY - datetime.timedelta(days=9), held_by=say("Owen Fletcher"), summary=say("Steady."),
    )  # fmt: skip
    make.ReviewMoveFactory(council=council, review=held, why=say("An inspection."), decided_by=say("Owen"))
    make.OutcomeFactory(council=council, review=held, reason=say("Steady."), decided_by=say("Helena"))


def _evidence(council: Council, action: Any, requirement: Any, review: Any, owner: User, say: Any) -> None:
    """A round of audits; evidence of an action, cited in a review to come; and one piece for named people only."""
    audit_round = make.AuditRoundFactory(
        council=council, name=say("Autumn"), method=say("At random"), overseen_by=say("A scrutineer"),
        findings=say("Plans are clearer."), recorded_by=owner,
    )  # fmt: skip
    make.AuditGradeFactory(council=council, audit_round=audit_round, theme=say("Supervision"))
    make.AuditRoundActionFactory(council=council, audit_round=audit_round, action=action)
    for restricted in (False, True):
        evidence = make.EvidenceFactory(
            council=council, title=say("Audit"), shows=say("Supervision is better"), action=action,
            audit_round=audit_round, submitted_by=owner, restricted=restricted,
        )  # fmt: skip
        file = make.StoredFileFactory(council=council, name=say("audit.txt"), content=say("Audit").encode())
        make.EvidenceVersionFactory(council=council, evidence=evidence, file=file, note=say("First"))
        make.EvidenceRequirementFactory(council=council, evidence=evidence, requirement=requirement)
        make.EvidencePersonFactory(council=council, evidence=evidence, user=owner)
        make.CitationFactory(council=council, review=review, evidence=evidence)


def _meeting(council: Council, board: Any, organisation: Any, owner: User, say: Any) -> None:
    """One that is in progress, with one of everything; and one whose minutes are agreed."""
    meeting = make.MeetingFactory(
        council=council,
        board=board,
        number=1,
        place=say("County Hall"),
        held_on=make.TODAY,
        state="in_progress",
    )
    seat = make.BoardMemberFactory(council=council, board=board, name=say("Paula"), organisation=organisation)
    item = make.AgendaItemFactory(
        council=council, meeting=meeting, title=say("Visit"), notes=say("It was good.")
    )
    file = make.StoredFileFactory(council=council, name=say("paper.txt"), content=say("Paper").encode())
    make.MeetingPaperFactory(
        council=council, meeting=meeting, item=item, title=say("Paper"), file=file, link="", added_by=owner
    )
    make.AttendanceFactory(council=council, meeting=meeting, member=seat, contribution=say("Night figures"))
    make.ChallengeFactory(
        council=council, meeting=meeting, asked_by=seat, text=say("Why?"), asked_of=say("Head")
    )
    make.BoardActionFactory(
        council=council, meeting=meeting, text=say("Bring it"), who=say("Police"), organisation=organisation
    )
    make.MeetingDecisionFactory(
        council=council, item=item, words=say("Noted"), why=say("Seen."), decided_by=owner
    )
    make.MeetingFiguresFactory(council=council, meeting=meeting)
    before = make.MeetingFactory(
        council=council, board=board, number=2, place=say("County Hall"), state="agreed",
        held_on=make.TODAY - datetime.timedelta(days=28),
    )  # fmt: skip
    make.MeetingMinutesFactory(council=council, meeting=before, agreed_by=owner)


def _amended(council: Council, notice: Any, clause: Any, other: Any, say: Any) -> None:
    """Version 2 has changed a clause that an action serves; version 3 is a draft; an older notice was lifted."""
    document = make.StoredFileFactory(
        council=council, name=say("amendment.txt"), content=say("Amended").encode()
    )
    of_notice = {
        "council": council,
        "notice": notice,
        "decided_by": say("Helena Marchbanks MP"),
        "reason": say("As asked."),
    }
    version = make.NoticeVersionFactory(number=2, document=document, **of_notice)
    after = say("Ensure that assessments are timely and good.")
    make.ClauseChangeFactory(council=council, version=version, requirement=clause, after=after)
    NoticeVersion.objects.filter(pk=version.pk).update(confirmed_at=timezone.now())
    Requirement.objects.filter(pk=clause.pk).update(version=2, text=after)
    draft = make.NoticeVersionFactory(number=3, **of_notice)
    make.ClauseChangeFactory(
        council=council, version=draft, requirement=other, after=say("Review the board.")
    )
    old = make.NoticeFactory(
        council=council, number=2, title=say("Older notice"), issued_on=datetime.date(2019, 1, 7)
    )
    NoticeStep.objects.create(
        council=council, notice=old, number=2, from_state="in_force", to_state="lifted", taken_on=datetime.date(2020, 1, 7),
        decided_by=say("Helena Marchbanks MP"), reason=say("Services were good."),
    )  # fmt: skip
