"""What the made-up plans hold. `serves` are words to find in the notice: the clauses that the action answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAction:
    title: str
    measure: str
    serves: str
    partner: str = ""  # a partner agency owns it


@dataclass(frozen=True)
class DemoObjective:
    title: str
    theme: str
    impact: str
    actions: tuple[DemoAction, ...]


POLICE, HEALTH = "Borsetshire Constabulary", "Borsetshire Integrated Care Board"
PARTNERSHIP = "Borsetshire Safeguarding Children Partnership"

A = DemoAction
OBJECTIVES = (
    DemoObjective(
        "Leaders know what is happening to children and act on it",
        "Leadership and governance",
        "Children do not wait because a decision sits in nobody's tray.",
        (
            A("Publish the statement of vision for children's services to staff and partners", "Nine in ten staff say in the pulse survey that they know it", "vision"),
            A("Start a fortnightly performance meeting led by the director", "Every indicator off target has a named person and a date within two weeks", "performance"),
            A("Train the scrutiny committee in reading safeguarding data", "Members ask for and get a response to every amber and red indicator", "scrutiny"),
            A("Agree the remit and reporting lines of the three boards", "One page agreed by all three chairs, used at each agenda meeting", "remit"),
            A("Assure that the director and the Lead Member have the capacity the statutory guidance asks for", "Assurance test reported to the board and to cabinet", "Lead Member"),
        ),
    ),
    DemoObjective(
        "The front door makes the right decision, in time",
        "Practice",
        "A child at risk is seen on the day; a family that needs early help gets it without a second referral.",
        (
            A("Rewrite the threshold document with partners and relaunch it", "Re-referrals within twelve months fall below 20%", "threshold", PARTNERSHIP),
            A("Put a decision-maker in the multi-agency hub for every hour it is open", "Every referral has a decision within one working day", "referral"),
            A("Co-locate police researchers in the multi-agency hub", "Police information is on the record before the strategy discussion in 95% of cases", "multi-agency", POLICE),
            A("Launch the early help pathway with schools and health visitors", "500 early help plans open by the end of the year", "early help", HEALTH),
        ),
    ),
    DemoObjective(
        "Assessments and plans change something for the child",
        "Practice",
        "Children can say what their plan is for and what is different since it began.",
        (
            A("Replace the assessment template with one that leads from risk to plan", "Eight in ten audited assessments are judged good for analysis", "assessment"),
            A("Make every child protection plan outcome-focused and time-limited", "No plan runs longer than 18 months without the director's review", "plan"),
            A("Hold core groups within ten working days and every six weeks after", "95% held in time; minutes on file within five days", "core group"),
            A("See children alone and record their views at every visit", "Views recorded in 95% of visits sampled", "views"),
            A("Use the legal gateway panel for every case that may need proceedings", "Time from panel to letter before proceedings under 15 days", "legal"),
        ),
    ),
    DemoObjective(
        "Managers see, decide and record",
        "Management oversight",
        "No child's case drifts because a manager did not look.",
        (
            A("Set the supervision standard and measure it monthly", "95% of staff have supervision on time; quality graded good in seven of ten", "supervision"),
            A("Record the reason for each management decision on the case file", "Reason recorded in 95% of decisions sampled", "decision"),
            A("Make the escalation procedure one page and use it across agencies", "Every escalation answered within three working days", "escalation"),
        ),
    ),
    DemoObjective(
        "We check the quality of practice and learn from it",
        "Quality assurance",
        "What one audit finds is put right for every child like that one.",
        (
            A("Audit all recently closed cases and re-open where a child may be at risk", "All cases looked at; each re-opened case has a plan within ten days", "audit"),
            A("Run a monthly programme of moderated case-file audits", "60 audits a month, a third moderated by somebody from outside", "case file"),
            A("Report themes of audits to the board each quarter with what changed", "Each theme has an action and a re-audit date", "quality assurance"),
            A("Ask children and families what they think of our help, and publish the answers", "Feedback from 150 families a quarter, with “you said, we did”", "feedback"),
        ),
    ),
    DemoObjective(
        "Enough social workers, who stay, with work they can manage",
        "Workforce",
        "A child keeps the same social worker.",
        (
            A("Recruit 24 permanent social workers", "Vacancy rate at or below 10%", "workforce"),
            A("Bring caseloads to between 16 and 18", "No newly qualified worker above 12; nobody above 22", "caseload"),
            A("Run an induction and development programme for practitioners and managers", "Every new starter inducted within four weeks; impact reported to the board", "training"),
            A("Survey staff twice a year and act on what they say", "Response above 60%; three changes published after each survey", "staff"),
        ),
    ),
)  # fmt: skip
