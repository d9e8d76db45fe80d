"""A report as data: one dataclass a kind, as at a day. Page, PDF, Word file, API and archive show the same object.

Names of a council's officers are not shown across councils (design §5), so there are two copies of a report: the
council's with names of owners, and the Department's (`for_department`), where a person is a role.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, ClassVar, Self

from actions.models import OPEN
from councils.lateness import count
from councils.status import STATUSES

from .report_dates import ComingDate
from .report_decisions import ChallengeLine, DateChangeLine, DecisionLine, EvidenceLine
from .report_indicators import IndicatorLine
from .report_requirements import CoverageLine
from .report_trends import Chart
from .report_words import Words

MOST = 3  # exceptions, and dates, of the one-page summary
SHORT_WORDS = 500  # characters of each voice on it


@dataclass(frozen=True)
class Figure:
    """A number now, and the same at the last board where there was one."""

    label: str
    now: int
    before: int | None = None

    @property
    def change(self) -> str:
        if self.before is None:
            return ""
        difference = self.now - self.before
        return f"{difference:+d}".replace("-", "−") if difference else "no change"


@dataclass(frozen=True)
class ActionLine:
    ref: str
    title: str
    objective: int
    owner: str
    owner_role: str
    due_on: datetime.date | None
    original_due_on: datetime.date | None
    lateness: str
    overdue: bool
    delivery: str
    confidence: str
    reported_on: datetime.date | None
    why: str
    recovery: str

    @property
    def is_open(self) -> bool:
        return self.delivery in OPEN

    def without_name(self) -> ActionLine:
        return replace(self, owner=self.owner_role)


@dataclass(frozen=True)
class ObjectiveLine:
    number: int
    title: str
    actions: int
    complete: int
    done: int
    on_track: int
    at_risk: int
    off_track: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What every report begins with. `legend`: the council's own words for the colours, by letter."""

    council: str
    council_slug: str
    as_at: datetime.date
    notice: str
    notice_kind: str
    notice_state: str
    issued_on: datetime.date | None
    plan: str
    board: str
    meeting_on: datetime.date | None
    last_board: datetime.date | None
    restricted: int = 0  # actions that are left out
    names: bool = True
    marking: str = ""
    wording: str = ""
    legend: dict[str, str] = field(default_factory=dict)

    title: ClassVar[str]
    sections: ClassVar[dict[str, str]]  # in their order; templates/reports/sections/ holds one file for each

    def for_department(self) -> Self:
        """The copy in which a person is a role, and nothing holds the name."""
        return replace(self, names=False, **self._unnamed())

    def _unnamed(self) -> dict[str, Any]:
        return {}

    def as_data(self) -> dict[str, Any]:
        """What is kept with the issued file, so that two reports can be compared in figures."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class OffPlan(Cover):
    """What all reports of a plan tell: the words of the day, the figures, what is off plan. `numbers`: every figure by
    its name, for placeholders and for comparisons."""

    words: list[Words]
    numbers: dict[str, int]
    figures: list[Figure]
    exceptions: list[ActionLine]

    def _unnamed(self) -> dict[str, Any]:
        return {
            "exceptions": [line.without_name() for line in self.exceptions],
            "words": [words.without_name() for words in self.words],
        }


@dataclass(frozen=True, kw_only=True)
class BoardReport(OffPlan):
    updated: int  # open actions with an update since the last board
    objectives: list[ObjectiveLine]
    charts: list[Chart]
    coverage: list[CoverageLine]
    indicators: list[IndicatorLine]
    decisions: list[DecisionLine]
    challenges: list[ChallengeLine]
    date_changes: list[DateChangeLine]
    evidence: list[EvidenceLine]
    dates: list[ComingDate]
    actions: list[ActionLine] = field(default_factory=list)

    title: ClassVar = "Board progress report"
    sections: ClassVar = {
        "messages": "Key messages",
        "key-figures": "Key figures",
        "exceptions": "Exceptions: what is off plan, and what will bring it back",
        "objectives": "Progress by objective",
        "trends": "Delivery and confidence in pictures",
        "requirements": "What the notice requires, and what answers it",
        "indicators": "Indicators: what changed for children",
        "decisions": "Decisions of the board, and its challenges",
        "date-changes": "Changes of dates",
        "evidence": "Evidence accepted since the last board",
        "dates": "Dates ahead",
        "colours": "What the colours mean",
        "annex": "Annex: all actions",
    }

    def actions_of(self, objective: int) -> list[ActionLine]:
        return [line for line in self.actions if line.objective == objective]

    def compliance_in_words(self) -> str:
        """ "Of 12 requirements, 3 are met and 9 are not assessed." """
        counted = Counter(line.judgement for line in self.coverage)
        said = [
            f"{counted[s.value]} {'is' if counted[s.value] == 1 else 'are'} {s.word.lower()}"
            for s in STATUSES["compliance"].values()
            if counted[s.value]
        ]
        return f"Of {count(len(self.coverage), 'requirement')}, {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}."

    def _unnamed(self) -> dict[str, Any]:
        return {**super()._unnamed(), "actions": [line.without_name() for line in self.actions]}

    def as_data(self) -> dict[str, Any]:
        data = super().as_data()
        for chart in data["charts"]:
            chart.pop("svg")
        return data


@dataclass(frozen=True, kw_only=True)
class ExceptionsReport(OffPlan):
    """Report by exception (Cumbria notice 2012): what is off plan, and the dates that were moved, nothing else."""

    date_changes: list[DateChangeLine]

    title: ClassVar = "Exceptions report"
    sections: ClassVar = {
        name: BoardReport.sections[name]
        for name in ("messages", "key-figures", "exceptions", "date-changes", "colours")
    }

    @classmethod
    def of(cls, report: BoardReport) -> Self:
        return cls(**_shared(cls, report))


@dataclass(frozen=True, kw_only=True)
class OnePage(OffPlan):
    """One side of A4 for members who read nothing else: `more`: exceptions that did not fit."""

    more: int
    dates: list[ComingDate]

    title: ClassVar = "One-page summary"
    sections: ClassVar = {
        "messages": "Key messages",
        "key-figures": "Key figures",
        "worst": "The most urgent exceptions",
        "dates": "Dates ahead",
    }

    @classmethod
    def of(cls, report: BoardReport) -> Self:
        late = [date for date in report.dates if date.overdue]
        ahead = [date for date in report.dates if not date.overdue]
        own = _shared(cls, report) | {
            "wording": "",
            "words": [words.shortened(SHORT_WORDS) for words in report.words],
            "exceptions": report.exceptions[:MOST],
            "more": len(report.exceptions[MOST:]),
            "dates": [*late, *ahead][:MOST],
        }
        return cls(**own)


def _shared(kind: type[OffPlan], report: BoardReport) -> dict[str, Any]:
    return {f.name: getattr(report, f.name) for f in fields(kind) if hasattr(report, f.name)}
