"""How an action fared: its updates, month by month. A story is a list of steps, oldest first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    delivery: str
    confidence: str
    narrative: str
    recovery: str = ""
    impact: str = ""
    no_change: bool = False


P, D = "in_progress", "done"

WELL = (
    Step(P, "on_track", "A task group has met twice. The first draft went to team managers for comment."),
    Step(P, "on_track", "Comments are in and the new way of working started in two teams."),
    Step(P, "on_track", "", no_change=True),
    Step(P, "on_track", "Rolled out to all teams. First month's figures are encouraging.", impact="Dip sample of 20 cases: 14 show the change, up from 6."),
    Step(P, "on_track", "Figures held for a second month. Partners report the same.", impact="Families in the feedback panel say that they had to tell their story once, not three times."),
)  # fmt: skip
FINISHED = (
    *WELL[:2],
    Step(P, "on_track", "All teams now work this way; the last two team managers were trained this week."),
    Step(D, "on_track", "Finished. The evidence file is ready for the board.", impact="Audit of 30 cases: 26 at the standard, against 11 at the start."),
)  # fmt: skip
WORRYING = (
    WELL[0],
    Step(P, "on_track", "Work began in the first team. Two people who were to lead it have left."),
    Step(P, "at_risk", "The post that was to lead this is still vacant, and the partner agency has asked for more time.", "An interim lead starts on Monday; the partner's chief officer has agreed a date."),
    Step(P, "at_risk", "The interim lead has started. Half of the work is done; the date is still tight.", "Weekly check by the director until it is back on track."),
)  # fmt: skip
FAILING = (
    WELL[0],
    Step(P, "at_risk", "The supplier missed the first delivery and staff are using two systems.", "Escalated to the supplier's director; a work-around was issued to teams."),
    Step(P, "off_track", "The second delivery failed too. Half of the teams have gone back to the old way.", "The director has asked for a new supplier; the board is asked to agree a later date."),
    Step(P, "off_track", "Funding for the alternative is not yet agreed. Children in three teams still wait longer than the standard.", "Decision due at the finance panel; team managers review each waiting case weekly."),
)  # fmt: skip
SLOW_START = (
    Step("not_started", "on_track", "Waiting for the recruitment of a project lead."),
    Step("not_started", "at_risk", "Recruitment failed; nobody is in post to begin.", "A secondment has been offered to the neighbouring council."),
)  # fmt: skip
UNTOLD: tuple[Step, ...] = ()
