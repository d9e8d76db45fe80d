"""Plausible sentences of improvement work, put together from lists. Made up; no real council's words."""

from __future__ import annotations

from random import Random

THEMES = [
    "Leadership and oversight",
    "The front door",
    "Assessment and planning",
    "Children in need of help and protection",
    "Children in care",
    "Care leavers",
    "Workforce",
    "Management oversight and supervision",
    "Quality assurance and learning",
    "Partnership working",
    "The voice of the child",
    "Data and performance",
    "Fostering and placements",
    "Early help",
]

SECTIONS = [
    "Leadership and governance",
    "Contact, referral and assessment",
    "Quality of practice",
    "Workforce",
    "Partnership",
    "Reporting and review",
]

VERBS = [
    "Audit", "Review", "Rewrite", "Strengthen", "Put in place", "Re-launch", "Agree with partners", "Test",
    "Train every team in", "Bring in weekly oversight of", "Report monthly on", "Clear the backlog in",
    "Recruit a lead for", "Publish a standard for", "Embed", "Ask children and families about",
]  # fmt: skip

THINGS = [
    "threshold decisions at the front door", "strategy discussions", "child protection plans",
    "return home interviews", "supervision records", "case summaries and chronologies", "pathway plans",
    "statutory visits to children", "health assessments of children in care", "personal education plans",
    "the multi-agency safeguarding hub", "early help assessments", "caseloads of newly qualified social workers",
    "private fostering arrangements", "the sufficiency strategy", "independent reviewing officers' challenge",
    "the response to children missing from care", "the quality assurance framework", "step-down to early help",
    "neglect screening", "pre-proceedings work", "placement stability meetings", "management information",
    "the induction of agency social workers", "life-story work", "advocacy for children in care",
]  # fmt: skip

WHERE = [
    "in the assessment teams", "across the north of the county", "in the duty service", "for children under five",
    "for children with disabilities", "with the police and health", "in every locality", "for care leavers over 18",
    "in the family support service", "for children on the edge of care", "with schools and colleges",
]  # fmt: skip

MEASURES = [
    "Nine in ten audited cases are graded good or better.",
    "Every child is seen alone within five working days.",
    "No child waits longer than 45 working days for an assessment.",
    "Average caseloads stay at or below 16.",
    "Three in four families say that they were listened to.",
    "Repeat referrals fall below one in five.",
    "Every decision is recorded with its reason within 24 hours.",
]

DUTIES = [
    "ensure that {thing} meet the standard that statutory guidance sets",
    "show that {thing} improve outcomes for children, by evidence that the Board accepts",
    "complete a review of {thing} and act on what it finds",
    "provide the Board with a monthly account of {thing}",
    "have enough suitably qualified and experienced staff to carry out {thing}",
    "agree with its partners how {thing} are to be overseen, and keep to it",
]

TARGETS = [
    ("assessments completed within 45 working days", "90", ">="),
    ("vacancy rate of qualified social workers", "10", "<="),
    ("re-referrals within twelve months", "20", "<="),
    ("initial child protection conferences held within 15 working days", "85", ">="),
]

IMPACTS = [
    "Children are seen sooner and tell their story once.",
    "Children in care move home less often.",
    "Young people leaving care know who will help them.",
    "Families get help before a crisis.",
]

DONE_THIS_MONTH = [
    "Training was held for {teams}.", "An audit of {number} cases was completed.", "{Number} records were checked by managers.",
    "The new procedure was issued to {teams}.", "The backlog fell from {more} to {number}.",
    "A lead officer took up post.", "{Teams} tested the new form with {number} families.",
    "Weekly oversight meetings were held throughout the month.", "The draft was shared with {teams} for comment.",
    "Performance was reviewed with {teams}.", "A dip sample of {number} plans was taken.",
]  # fmt: skip

WHAT_IT_SHOWED = [
    "Practice is improving, though not evenly between teams.", "Most records now say why the decision was made.",
    "Timeliness rose to {percent}%.", "Managers' oversight is visible in {percent}% of cases.",
    "The quality of plans still varies.", "Staff report that they understand the standard.",
    "Two teams remain below the standard and have a plan of their own.", "Feedback from families was mostly good.",
    "Compliance stands at {percent}%, against a target of 90%.",
]  # fmt: skip

NEXT = [
    "The next sample is due in four weeks.", "The findings go to the next Board.", "Further sessions are booked.",
    "The guidance will be revised next month.", "Managers will repeat the check in six weeks.",
]  # fmt: skip

TROUBLE = [
    "Three social workers left in the month.", "The supplier has not delivered the change to the case system.",
    "Partners did not attend two of the meetings.", "Referrals rose by a fifth.", "The lead officer was on sick leave.",
]  # fmt: skip

RECOVERY = [
    "Agency staff start on Monday and the work is re-planned to finish {weeks} weeks later.",
    "The assistant director now chairs a weekly call until it is back on plan.",
    "Extra audit days are bought in; progress will be checked in {weeks} weeks.",
    "The director has written to the partner; a reply is due within {weeks} weeks.",
]

EVIDENCE = [
    "Children's plans are clearer: {percent}% were graded good in the last audit.",
    "{Number} children were seen on time who would have waited before.",
    "Fewer children came back within the year.",
    "Young people on the panel say that their worker keeps in touch.",
]

TEAMS = [
    "both assessment teams", "the duty service", "the safeguarding hub", "all locality teams",
    "the children in care service", "police and health partners", "team managers", "the fostering service",
]  # fmt: skip

FIRST_NAMES = [
    "Aisha", "Alan", "Bethan", "Carl", "Chloe", "Daniel", "Deepa", "Emma", "Farah", "Grace", "Hannah", "Imran",
    "James", "Joanne", "Karen", "Liam", "Maria", "Neil", "Olu", "Priya", "Rachel", "Sam", "Tom", "Yusuf",
]  # fmt: skip
LAST_NAMES = [
    "Ahmed", "Barker", "Clarke", "Davies", "Edwards", "Foster", "Green", "Hughes", "Iqbal", "Jones", "Khan",
    "Lewis", "Morgan", "Nolan", "Okafor", "Patel", "Quinn", "Roberts", "Shah", "Taylor", "Walsh", "Young",
]  # fmt: skip


def person(random: Random) -> str:
    return f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"


def action_title(random: Random) -> str:
    return f"{random.choice(VERBS)} {random.choice(THINGS)} {random.choice(WHERE)}"


def requirement(random: Random) -> str:
    """A clause as a notice words it, 100 to 250 characters."""
    things = f"{random.choice(THINGS)} and {random.choice(THINGS)}"
    return f"The Council must {random.choice(DUTIES).format(thing=things)}."


def narrative(random: Random) -> str:
    return " ".join(_filled(random, choices) for choices in (DONE_THIS_MONTH, WHAT_IT_SHOWED, NEXT))


def worried_narrative(random: Random) -> str:
    return f"{_filled(random, TROUBLE)} {_filled(random, DONE_THIS_MONTH)}"


def recovery(random: Random) -> str:
    return _filled(random, RECOVERY)


def evidence(random: Random) -> str:
    return _filled(random, EVIDENCE)


def _filled(random: Random, sentences: list[str]) -> str:
    teams, number = random.choice(TEAMS), random.randint(11, 60)
    return random.choice(sentences).format(
        teams=teams,
        Teams=teams[0].upper() + teams[1:],
        number=number,
        Number=number,
        more=number + random.randint(5, 40),
        percent=random.randint(55, 95),
        weeks=random.randint(2, 8),
    )
