"""Loads the demonstration once. The notices go through the real reader and importer, the updates through the real verb."""

from __future__ import annotations

import datetime
import random
import tempfile
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from actions import services as plans_of
from actions.models import Action, Objective, Plan
from actions.models.action import Delivery
from boards.models import Board, BoardMember, Meeting
from boards.services import plan_meetings, roll_forward
from councils import audit, scope
from councils.models import Council, Membership, Organisation, User
from councils.permissions import DEPARTMENT_ROLES, Role
from notices.addressees import council_records
from notices.models import Notice, Requirement
from notices.reading import read_document
from notices.samples import render_sample
from notices.services import judge_compliance
from reports.national_reports import request_national
from reviews.models import ReportDue, Review
from reviews.services import hold_review, report_sent
from reviews.taking_in import take_in

from . import (
    around_reviews,
    board_structure,
    department,
    evidence,
    meetings,
    reminding,
    story,
    written_reports,
)
from .around_actions import tell_of_steps
from .board_work import decide_some
from .documents import load_document
from .duties import tell as tell_duties
from .imports import load_import
from .indicators import load_indicators
from .lives import tell as tell_lives
from .mail import load_mail
from .people import COUNCILS, ORGANISATIONS, PASSWORD, PEOPLE, DemoCouncil
from .plans import OBJECTIVES, DemoAction
from .report_words import load_words

Day = datetime.timedelta


def is_loaded() -> bool:
    return Council.objects.filter(is_demonstration=True).exists()


@transaction.atomic
def load(*, on: datetime.date) -> None:
    """One transaction: the demonstration is there whole or not at all. `on` is the day that counts as today."""
    councils = {demo.slug: _council(demo) for demo in COUNCILS}
    with scope.entered(scope.all_councils()):
        organisations = {
            (slug, name): Organisation.objects.create(council=council, name=name, kind=kind)
            for slug, council in councils.items()
            for name, kind in ORGANISATIONS
        }
        people = _people(councils, organisations, on=on)
        for demo in COUNCILS:
            _Loader(demo, councils[demo.slug], organisations, people, on=on).load()
        tell_lives(councils, by=people["", Role.CASE_LEAD][0], on=on)
        roll_forward(on)
        first = COUNCILS[0].slug
        load_document(councils[first], by=people[first, Role.LEAD][0], on=on)
        load_import(councils[first], by=people[first, Role.LEAD][0], on=on)
        request_national(by=people["", Role.CASE_LEAD][0], as_at=on)
        load_words(councils[first], lead=people[first, Role.LEAD][0], on=on)
        reminding.tell(
            councils[first],
            officer=people[first, Role.OFFICER][1],
            lead=people[first, Role.LEAD][0],
            director=people[first, Role.DIRECTOR][0],
            on=on,
        )
        department.keep(councils, by=people["", Role.OBSERVER][0], on=on)
        load_mail(
            councils[first],
            arrived=people[first, Role.OFFICER][1],
            failed=people[first, Role.LEAD][0],
            bounced=people[first, Role.LEAD_MEMBER][0],
            on=on,
        )


def _council(demo: DemoCouncil) -> Council:
    return Council.objects.create(
        name=demo.name,
        short_name=demo.name,
        official_name=demo.official_name,
        slug=demo.slug,
        gss_code=demo.gss_code,
        region=demo.region,
        kind=demo.kind,
        is_demonstration=True,
    )


def _people(
    councils: dict[str, Council], organisations: dict[tuple[str, str], Organisation], *, on: datetime.date
) -> dict[tuple[str, Role], list[User]]:
    found: dict[tuple[str, Role], list[User]] = {}
    password = make_password(PASSWORD)  # once for all of them: it takes half a second on purpose
    for person in PEOPLE:
        user = User.objects.create(email=person.email, password=password, name=person.name)
        for slug in person.councils or ("",):
            Membership.objects.create(
                user=user,
                council=councils.get(slug),
                role=person.role,
                organisation=organisations.get((slug, person.organisation)),
                valid_from=on - Day(days=400),
            )
            found.setdefault((slug, person.role), []).append(user)
    return found


class _Loader:
    """One council: its notice, plan, board, and what happened since."""

    def __init__(
        self,
        demo: DemoCouncil,
        council: Council,
        organisations: dict[tuple[str, str], Organisation],
        people: dict[tuple[str, Role], list[User]],
        *,
        on: datetime.date,
    ) -> None:
        self.demo, self.council, self.organisations, self.people, self.on = (
            demo,
            council,
            organisations,
            people,
            on,
        )
        self.random = random.Random(demo.seed)  # the same demonstration every time

    def person(self, role: Role) -> User:
        return self.people["" if role in DEPARTMENT_ROLES else self.demo.slug, role][0]

    def load(self) -> None:
        notice = self._notice()
        board = Board.objects.get(council=self.council, notice=notice)
        self._board(board, notice)
        meetings.hold_first(board, lead=self.person(Role.LEAD), chair=self.person(Role.CHAIR))
        plan = Plan.objects.get(council=self.council, notice=notice)
        started = notice.issued_on or self.on
        clauses = list(Requirement.objects.filter(notice=notice).demanding())
        for number, objective in enumerate(OBJECTIVES, start=1):
            row = plans_of.add_objective(
                plan,
                by=self.person(Role.LEAD),
                number=number,
                title=objective.title,
                theme=objective.theme,
                lead=self.person(Role.DIRECTOR),
                impact_sought=objective.impact,
            )
            for place, action in enumerate(objective.actions, start=1):
                self._action(row, f"{number}.{place}", action, clauses, started)
        version = plans_of.put_to_board(
            plan, by=self.person(Role.LEAD), on=started + Day(days=22), summary="The first whole plan."
        )
        plans_of.agree_version(version, by=self.person(Role.CHAIR), on=started + Day(days=29))
        tell_of_steps(
            plan,
            officer=self.people[self.demo.slug, Role.OFFICER][0],
            lead=self.person(Role.LEAD),
            director=self.person(Role.DIRECTOR),
            on=self.on,
        )
        decide_some(plan, chair=self.person(Role.CHAIR), lead=self.person(Role.LEAD), on=self.on)
        load_indicators(
            self.council,
            notice,
            officers=self.people[self.demo.slug, Role.OFFICER],
            lead=self.person(Role.LEAD),
            director=self.person(Role.DIRECTOR),
            on=self.on,
        )
        if self.demo.slug in evidence.COUNCILS:
            officer, lead = self.people[self.demo.slug, Role.OFFICER][0], self.person(Role.LEAD)
            cast = evidence.Cast(officer, lead, self.person(Role.DIRECTOR))
            evidence.Loader(self.council, cast, on=self.on).load(notice)
        self._judgements(clauses)
        tell_duties(
            self.council,
            notice,
            lead=self.person(Role.LEAD),
            case_lead=self.person(Role.CASE_LEAD),
            on=self.on,
            badly=self.demo.leans < 0.3,
        )
        self._past_reviews(notice)
        meetings.open_next(board, lead=self.person(Role.LEAD), on=self.on)
        around = around_reviews.Cast(
            self.person(Role.LEAD), self.person(Role.DIRECTOR), self.person(Role.CASE_LEAD)
        )
        around_reviews.tell(self.council, around, on=self.on, badly=self.demo.leans < 0.3)

    def _notice(self) -> Notice:
        """Its document, through the same reading and taking in as `import_notice --accept`."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{self.demo.sample}.txt")
            path.write_text(render_sample(self.demo.sample, on=self.on), encoding="utf-8")
            reading = read_document(path, councils=council_records())
            issued = reading.issue_date.date or self.on - Day(days=self.demo.issued_days_ago)
            by = self.person(Role.CASE_LEAD)
            take_in(reading, path, named=self.demo.gss_code, issued_on=issued, accept=True, by=by, on=issued)
        return Notice.objects.get(council=self.council)

    def _board(self, board: Board, notice: Notice) -> None:
        agencies = [self.organisations[self.demo.slug, name] for name, _ in ORGANISATIONS]
        started = notice.issued_on or self.on
        chair = self.person(Role.CHAIR)
        BoardMember.objects.filter(board=board, role=BoardMember.Role.CHAIR).delete()
        seats = [
            (chair.name, chair, None, BoardMember.Role.CHAIR),
            (self.person(Role.DIRECTOR).name, self.person(Role.DIRECTOR), None, BoardMember.Role.MEMBER),
            ("Chief Superintendent of the district", None, agencies[0], BoardMember.Role.MEMBER),
            ("Director of Nursing", None, agencies[1], BoardMember.Role.MEMBER),
            ("Independent scrutineer", None, agencies[2], BoardMember.Role.ADVISER),
            ("Head teacher", None, agencies[3], BoardMember.Role.MEMBER),
            ("Department for Education", None, None, BoardMember.Role.OBSERVER),
        ]
        for name, user, agency, role in seats:
            BoardMember.objects.create(
                council=self.council,
                board=board,
                name=name,
                user=user,
                organisation=agency,
                role=role,
                valid_from=started,
            )
        board_structure.tell(
            board,
            lead=self.person(Role.LEAD),
            chair=chair,
            case_lead=self.person(Role.CASE_LEAD),
            on=self.on,
            asks=self.demo is COUNCILS[0],
        )
        first = started + Day(days=21)
        first += Day(days=(1 - first.weekday()) % 7)  # boards here meet on Tuesdays
        plan_meetings(
            board, by=chair, first_on=first, until=self.on + Day(days=170), place="County Hall, room 2"
        )

    def _action(
        self,
        objective: Objective,
        ref: str,
        demo: DemoAction,
        clauses: list[Requirement],
        started: datetime.date,
    ) -> None:
        steps = self._story()
        owner, organisation = self._owner(demo)
        due_on = self._due(steps, started)
        high = self.random.random() < 0.3
        place = int(ref.split(".")[1])
        before = Action.objects.filter(plan=objective.plan, ref=f"{objective.number}.{place - 1}")
        action = plans_of.add_action(
            objective,
            by=self.person(Role.LEAD),
            on=started + Day(days=20),
            ref=ref,
            title=demo.title,
            owner=owner,
            owner_organisation=organisation,
            due_on=due_on,
            priority=Action.Priority.HIGH if high else Action.Priority.NORMAL,
            accountable_lead=self.person(Role.DIRECTOR) if high else None,
            partner_agencies=[self.organisations[self.demo.slug, ORGANISATIONS[0][0]]]
            if high and owner
            else [],
            waits_for=before if place == 2 else [],
            success_measure=demo.measure,
            requirements=[clause for clause in clauses if demo.serves.lower() in clause.text.lower()][:3],
        )
        self._updates(action, steps, owner or self.person(Role.LEAD), started)

    def _story(self) -> tuple[story.Step, ...]:
        good, bad = self.demo.leans, 1 - self.demo.leans
        stories = [story.WELL, story.FINISHED, story.WORRYING, story.FAILING, story.SLOW_START, story.UNTOLD]
        return self.random.choices(stories, [2 + good, 1 + good, 1.8 * bad, 2.4 * bad, 0.6 * bad, 0.25])[0]

    def _due(self, steps: tuple[story.Step, ...], started: datetime.date) -> datetime.date:
        if steps is story.FINISHED:
            days = self.random.randint(-60, -5)
        elif steps is story.FAILING:
            days = self.random.randint(-40, 10)
        elif steps is story.WORRYING:
            days = self.random.randint(-8, 35)
        else:
            days = self.random.randint(-2, 150) if self.random.random() < 0.9 else -self.random.randint(1, 20)
        return max(self.on + Day(days=days), started + Day(days=40))

    def _owner(self, demo: DemoAction) -> tuple[User | None, Organisation | None]:
        if demo.partner:
            return None, self.organisations[self.demo.slug, demo.partner]
        officers = self.people[self.demo.slug, Role.OFFICER]
        others = [self.person(Role.LEAD), self.person(Role.DIRECTOR)]
        return self.random.choice([*officers * 3, *others]), None

    def _updates(
        self, action: Action, steps: tuple[story.Step, ...], by: User, started: datetime.date
    ) -> None:
        age = (
            self.random.randint(1, round(18 - 14 * self.demo.leans))
            if self.random.random() < 0.55 + 0.35 * self.demo.leans
            else 48
        )
        version = action.version
        reported = started
        for place, step in enumerate(steps):
            reported = max(
                self.on - Day(days=age + 28 * (len(steps) - 1 - place)), started + Day(days=30 + place)
            )
            update = plans_of.report_progress(
                action,
                by=by,
                on=min(reported, self.on),
                based_on=version,
                delivery=step.delivery,
                confidence=step.confidence,
                narrative=step.narrative,
                evidence_of_impact=step.impact,
                recovery=step.recovery,
                no_change=step.no_change,
            )
            version = update.version
        if steps is story.FINISHED:
            self._confirm(action, version, reported)

    def _confirm(self, action: Action, version: int, done_on: datetime.date) -> None:
        """The first board after it was done confirms most of what was finished."""
        meeting = Meeting.objects.filter(
            council=self.council, held_on__gt=done_on, held_on__lt=self.on
        ).first()
        if meeting and self.random.random() < 0.75:
            action.refresh_from_db()
            plans_of.decide(
                action, decision="confirm", by=self.person(Role.CHAIR), on=meeting.held_on, based_on=version,
                why="The board saw the evidence.", look_again_on=meeting.held_on + Day(days=182),
            )  # fmt: skip
            assert action.delivery != Delivery.CONFIRMED or action.done_on

    def _past_reviews(self, notice: Notice) -> None:
        """What was due has happened, but for Borchester's newest report, which is late."""
        case_lead, chair = self.person(Role.CASE_LEAD), self.person(Role.CHAIR)
        for review in Review.objects.filter(notice=notice).overdue(on=self.on):
            hold_review(review, by=case_lead, on=review.due_on, held_on=review.due_on - Day(days=3))
        late = list(ReportDue.objects.filter(notice=notice, due_on__lt=self.on).order_by("due_on"))
        cast = written_reports.Cast(
            lead=self.person(Role.LEAD), director=self.person(Role.DIRECTOR), chair=chair, case_lead=case_lead,
            lead_member=next(iter(self.people.get((self.demo.slug, Role.LEAD_MEMBER), [])), None),
        )  # fmt: skip
        if self.demo.leans < 0.3:
            late = late[:-1]
            written_reports.one_comes_back_and_one_is_late(notice, cast, on=self.on)
        else:
            written_reports.report_and_decide(notice, cast, on=self.on)
        for report in late:
            report.refresh_from_db()
            if report.sent_on is None:
                report_sent(report, by=chair, on=report.due_on, sent_on=report.due_on - Day(days=2))

    def _judgements(self, clauses: list[Requirement]) -> None:
        board = Meeting.objects.filter(council=self.council).past(on=self.on).first()
        if board is None:
            return
        past = {c.pk for c in clauses if c.deadlines.filter(due_on__lt=self.on).exists()}
        others = [c for c in clauses if c.pk not in past]
        views = [
            ("met", "Evidence accepted: audits of three months in a row are at the standard."),
            ("partly_met", "Good progress in two of four teams; the board wants to see it in all."),
            ("not_met", "The audit of the last month shows no change for children yet."),
        ]
        chosen = [c for c in clauses if c.pk in past] + self.random.sample(others, min(len(others), 6))
        for clause in chosen:
            good, bad = self.demo.leans, 1 - self.demo.leans
            value, why = self.random.choices(views, [3 * good + (clause.pk in past), 1, 2 * bad])[0]
            judge_compliance(
                clause, by=self.person(Role.CHAIR), on=board.held_on, body="board", value=value, why=why
            )
        audit.record("loaded the demonstration", council_id=self.council.pk, about=self.demo.name, by=None)
