"""The rows of one council. Small tables go through the ORM; the updates, a million in all, through one INSERT … SELECT.

COPY would be faster still, but PostgreSQL refuses COPY FROM into a table with row-level security.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from django.db import connection

from actions.models import Action, ActionRequirement, Objective, Plan
from councils.models import Council, Membership, Organisation, User
from councils.permissions import Role
from notices.models import Notice, Requirement

from . import instrument, words
from .progress import DAY, Course, course

OBJECTIVES, POOL = 12, 240
DOMAIN = "scale.example"
OFFICERS = 6
PEOPLE = [
    ("lead", Role.LEAD),
    ("director", Role.DIRECTOR),
    ("lead-member", Role.LEAD_MEMBER),
    ("chair", Role.CHAIR),
    ("administrator", Role.ADMINISTRATOR),
    ("police", Role.BOARD_MEMBER),
    ("health", Role.BOARD_MEMBER),
    *[(f"officer{n}", Role.OFFICER) for n in range(1, OFFICERS + 1)],
]


@dataclass(frozen=True)
class Size:
    actions: int
    updates: int


def seed_council(council: Council, *, size: Size, today: datetime.date, password: str, seed: int) -> int:
    """Fill one council within the transaction's scope; `password` is a hash. Returns how many updates were written."""
    random = Random(f"{seed}:{council.gss_code}")
    issued_on = today - random.randint(750, 830) * DAY
    people, organisations = _people(council, random, password)
    notice = instrument.notice(council, random, issued_on)
    requirements = instrument.requirements(council, notice, random, issued_on)
    instrument.board(council, notice, people, organisations, issued_on, today)
    instrument.reviews(council, notice, random, issued_on, today)
    instrument.judgements(council, requirements, people["chair"], random, today)
    plan, objectives = _plan(council, notice, people["director"], random, issued_on)
    worry = random.uniform(0.15, 0.6)
    courses = [course(random, updates=size.updates, worry=worry, today=today) for _ in range(size.actions)]
    actions = _actions(council, plan, objectives, courses, people, organisations, random)
    _links(council, actions, requirements, random)
    return _updates(council, actions, courses, random)


def _people(
    council: Council, random: Random, password: str
) -> tuple[dict[str, User], dict[str, Organisation]]:
    kinds = {"police": Organisation.Kind.POLICE, "health": Organisation.Kind.HEALTH}
    organisations = {
        key: Organisation(council=council, name=f"{council.short_name} {key.title()}", kind=kind)
        for key, kind in kinds.items()
    }
    Organisation.objects.bulk_create(organisations.values())
    users = {
        key: User(email=f"{key}@{council.slug}.{DOMAIN}", name=words.person(random), password=password)
        for key, _ in PEOPLE
    }
    User.objects.bulk_create(users.values())
    Membership.objects.bulk_create(
        Membership(council=council, user=users[key], role=role, organisation=organisations.get(key))
        for key, role in PEOPLE
    )
    return users, organisations


def _plan(
    council: Council, notice: Notice, director: User, random: Random, issued_on: datetime.date
) -> tuple[Plan, list[Objective]]:
    plan = Plan.objects.create(
        council=council,
        notice=notice,
        title=f"{council.short_name} improvement plan",
        state=Plan.State.ACTIVE,
        due_on=issued_on + 60 * DAY,
        agreed_on=issued_on + 55 * DAY,
    )
    objectives = Objective.objects.bulk_create(
        Objective(
            council=council,
            plan=plan,
            number=number,
            title=f"{theme}: children get the right help at the right time",
            theme=theme,
            lead=director,
            impact_sought=random.choice(words.IMPACTS),
        )
        for number, theme in enumerate(words.THEMES[:OBJECTIVES], start=1)
    )
    return plan, objectives


def _actions(
    council: Council,
    plan: Plan,
    objectives: list[Objective],
    courses: list[Course],
    people: dict[str, User],
    organisations: dict[str, Organisation],
    random: Random,
) -> list[Action]:
    """Nine in ten belong to a person, the rest to a partner agency."""
    owners = [people[f"officer{n}"] for n in range(1, OFFICERS + 1)] + [people["lead"]]
    partners = list(organisations.values())
    actions = []
    for number, its in enumerate(courses):
        objective = objectives[number * len(objectives) // len(courses)]
        of_partner = random.random() < 0.1
        actions.append(
            Action(
                council=council,
                plan=plan,
                objective=objective,
                ref=f"A{number + 1}",
                title=words.action_title(random),
                detail=words.requirement(random),
                success_measure=random.choice(words.MEASURES),
                owner=None if of_partner else random.choice(owners),
                owner_organisation=random.choice(partners) if of_partner else None,
                priority=Action.Priority.HIGH if random.random() < 0.2 else Action.Priority.NORMAL,
                original_due_on=its.original_due_on,
                due_on=its.due_on,
                delivery=its.delivery,
                confidence=its.confidence,
                done_on=its.done_on,
                reported_on=its.reports[-1].on if its.reports else None,
                version=1 + len(its.reports),
            )
        )
    return Action.objects.bulk_create(actions)


def _links(council: Council, actions: list[Action], requirements: list[Requirement], random: Random) -> None:
    """One to three clauses an action; three clauses stay without any, which the register must show first."""
    served = requirements[1:-4]
    ActionRequirement.objects.bulk_create(
        ActionRequirement(council=council, action=action, requirement=requirement)
        for action in actions
        for requirement in random.sample(served, random.choices([1, 2, 3], [55, 35, 10])[0])
    )


def _updates(council: Council, actions: list[Action], courses: list[Course], random: Random) -> int:
    """Texts are drawn from a pool of this council, which goes to the database once; each row names its texts by number."""
    rows = [
        (
            action.pk,
            version,
            report.on,
            action.owner_id or "NULL",
            report.delivery,
            report.confidence,
            1 + int(random.random() * POOL),
            report.worried,
            random.random() < 0.25,
            random.random() < 0.08,
        )
        for action, its in zip(actions, courses, strict=True)
        for version, report in enumerate(its.reports, start=2)
    ]
    columns = [_array(column) for column in zip(*rows, strict=True)]
    pools = [
        [write(random) for _ in range(POOL)]
        for write in (words.narrative, words.worried_narrative, words.recovery, words.evidence)
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT_UPDATES, [*columns, *pools, council.pk])
    return len(rows)


_INSERT_UPDATES = """
WITH report AS (
    SELECT * FROM unnest(
        %s::bigint[], %s::int[], %s::date[], %s::bigint[], %s::text[], %s::text[], %s::int[], %s::bool[], %s::bool[], %s::bool[]
    ) AS t (action_id, version, day, by_id, delivery, confidence, text, worried, has_evidence, no_change)
), pool AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
        WITH ORDINALITY AS t (narrative, worry, recovery, evidence, number)
)
INSERT INTO actions_actionupdate (
    council_id, action_id, version, reported_on, reported_by_id, created_at, delivery, confidence,
    narrative, evidence_of_impact, recovery, no_change, decision
)
SELECT %s, action_id, version, day, by_id, day + interval '10 hours', delivery, confidence,
    CASE WHEN worried THEN worry WHEN no_change THEN '' ELSE narrative END,
    CASE WHEN has_evidence THEN evidence ELSE '' END,
    CASE WHEN worried THEN recovery ELSE '' END,
    no_change AND NOT worried, ''
FROM report JOIN pool ON pool.number = report.text
ORDER BY action_id, version
"""


def _array(values: tuple[object, ...]) -> str:
    """An array literal of numbers, dates and status words: far cheaper to parse than ARRAY[…] of as many constants."""
    return "{" + ",".join(map(str, values)) + "}"
