"""What a council is under: its notice with requirements and judgements, its board and meetings, the reviews."""

from __future__ import annotations

import datetime
import hashlib
from random import Random

from actions.models import CouncilSummary
from boards.models import Board, BoardMember, Meeting
from councils.models import Council, Organisation, User
from notices.life.verbs import issue
from notices.models import ComplianceJudgement, Deadline, Notice, Requirement, Target
from reviews.models import ReportDue, Review

from . import words
from .progress import DAY

REQUIREMENTS = 34


def notice(council: Council, random: Random, issued_on: datetime.date) -> Notice:
    text = f"Improvement notice to {council.official_name or council.name}, {issued_on}. Made up for measurements."
    made = Notice.objects.create(
        council=council,
        number=1,
        kind=Notice.Kind.IMPROVEMENT_NOTICE,
        title=f"Improvement notice: {council.short_name}",
        service_area="Children's services",
        issued_on=issued_on,
        signatory_name=words.person(random),
        signatory_role="Minister of State for Children and Families",
        legal_basis=[{"act": "Education Act 1996", "section": "497A"}],
        in_force_on=issued_on,
        period_ends_on=issued_on + 1000 * DAY,
        source_name="scale.txt",
        source_text=text,
        source_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    issue(made, by=None)
    return made


def requirements(
    council: Council, notice: Notice, random: Random, issued_on: datetime.date
) -> list[Requirement]:
    """34 clauses in six sections; one in three has a deadline, and four have a target."""
    kinds = [
        Requirement.Kind.OVERARCHING,
        *[Requirement.Kind.MEASURE] * 25,
        *[Requirement.Kind.SUPPORT] * 4,
        *[Requirement.Kind.REPORTING] * 3,
        Requirement.Kind.CONSEQUENCE,
    ]
    requirements = Requirement.objects.bulk_create(
        Requirement(
            council=council,
            notice=notice,
            seq=seq,
            kind=kind,
            section=words.SECTIONS[(seq - 1) * len(words.SECTIONS) // REQUIREMENTS],
            label=str(seq),
            text=words.requirement(random),
            first_line=seq * 3,
            last_line=seq * 3 + 1,
        )
        for seq, kind in enumerate(kinds, start=1)
    )
    Deadline.objects.bulk_create(
        Deadline(
            council=council,
            requirement=requirement,
            kind=Deadline.Kind.ABSOLUTE,
            span=f"by {due_on:%B %Y}",
            due_on=due_on,
            precision="month",
        )
        for requirement in requirements[1:-1:3]
        for due_on in [issued_on + random.randint(90, 1000) * DAY]
    )
    measures = requirements[4 : 4 + len(words.TARGETS)]
    Target.objects.bulk_create(
        Target(
            council=council,
            requirement=requirement,
            metric=metric,
            target=target,
            unit="%",
            comparator=comparator,
            span=f"{metric}: {target}%",
        )
        for requirement, (metric, target, comparator) in zip(measures, words.TARGETS, strict=True)
    )
    return requirements


def judgements(
    council: Council, requirements: list[Requirement], chair: User, random: Random, today: datetime.date
) -> None:
    values = [value for value, _ in ComplianceJudgement.JUDGED]
    ComplianceJudgement.objects.bulk_create(
        ComplianceJudgement(
            council=council,
            requirement=requirement,
            body=ComplianceJudgement.Body.BOARD,
            value=random.choices(values, [35, 35, 25, 5])[0],
            why=words.narrative(random),
            judged_on=today - random.randint(1, 200) * DAY,
            judged_by=chair,
        )
        for requirement in requirements
        if random.random() < 0.6
    )


def board(
    council: Council,
    notice: Notice,
    people: dict[str, User],
    organisations: dict[str, Organisation],
    issued_on: datetime.date,
    today: datetime.date,
) -> None:
    """A board that has met every four weeks; the summary counts `updated` from its last meeting."""
    board = Board.objects.create(
        council=council,
        notice=notice,
        name=f"{council.short_name} Improvement Board",
        meets_every="P4W",
        department_attends_as="participant observer",
    )
    BoardMember.objects.bulk_create(
        BoardMember(
            council=council,
            board=board,
            name=people[key].name,
            user=people[key],
            organisation=organisations.get(key),
            role=BoardMember.Role.CHAIR if key == "chair" else BoardMember.Role.MEMBER,
            valid_from=issued_on,
        )
        for key in ("chair", "lead", "director", "lead-member", "police", "health")
    )
    days = [issued_on + 40 * DAY]
    while days[-1] < today + 180 * DAY:
        days.append(days[-1] + 28 * DAY)
    Meeting.objects.bulk_create(
        Meeting(
            council=council,
            board=board,
            number=number,
            held_on=day,
            cut_off_on=day - 7 * DAY,
            place="Council offices",
            state=Meeting.State.HELD if day < today else Meeting.State.PLANNED,
        )
        for number, day in enumerate(days, start=1)
    )
    last = max(day for day in days if day < today)
    CouncilSummary.objects.create(council=council, counted_on=today, since_on=last)


def reviews(
    council: Council, notice: Notice, random: Random, issued_on: datetime.date, today: datetime.date
) -> None:
    """Every six months; one council in five waits for a review that is overdue."""
    days = [issued_on + months * 365 * DAY // 12 for months in range(6, 43, 6)]
    late = random.random() < 0.2
    last_past = max(day for day in days if day < today)
    Review.objects.bulk_create(
        Review(
            council=council,
            notice=notice,
            kind=Review.Kind.INITIAL if day == days[0] else Review.Kind.FURTHER,
            due_on=day,
            source=Review.Source.RELATIVE,
            words="6 months",
            held_on=day if day < today and not (late and day == last_past) else None,
        )
        for day in days
    )
    quarters = [issued_on + quarter * 91 * DAY for quarter in range(1, 13)]
    ReportDue.objects.bulk_create(
        ReportDue(
            council=council,
            notice=notice,
            author=ReportDue.Author.BOARD_CHAIR,
            recipient="Ministers",
            due_on=day,
            sent_on=day if day < today else None,
        )
        for day in quarters
    )
