"""What a report must comment on, and the figures beside it, as at a day: sections as values, before any row is written.

A comment against every target and requirement (Herefordshire notice 2013, 32), what is off plan and what is done about
it, what the board decided. Restricted actions are left out: a report goes to readers who are not named in them. No
officer is named either.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.as_at import ActionAsAt
from actions.counted import ON_TRACK, count_in_words, open_to_all
from actions.indicator_targets import TargetSet, target_in_words, targets_of
from actions.models import ActionRequirement, ActionUpdate, DateChange, Decision, Plan, PlanVersion
from actions.models.action import FINISHED
from councils.lateness import count, long_date
from councils.models import User
from councils.status import word
from notices.models import ComplianceJudgement, Notice, Requirement
from notices.register import plain

from ..models import ReportSection

Kind = ReportSection.Kind
COMPLETE = ("confirmed", "embedded")
BODIES = ComplianceJudgement.Body


@dataclass(frozen=True)
class Part:
    """A section before it is a row."""

    kind: str
    heading: str
    about: str = ""
    requirement_id: int | None = None
    target_id: int | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Any]:
        return {"facts": [list(fact) for fact in self.facts], "heads": self.heads, "rows": self.rows}

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """What it is about: words are kept with it when the figures are taken anew."""
        return self.kind, self.requirement_id, self.target_id


@dataclass(frozen=True)
class Judged:
    """The newest judgement of each clause by each body, up to a day."""

    rows: dict[tuple[int, str], ComplianceJudgement]

    def words(self, requirement_id: int, body: str) -> str:
        row = self.rows.get((requirement_id, body))
        if row is None:
            return "Not assessed yet"
        return f"{word('compliance', row.value)}, {long_date(row.judged_on)}"

    def value(self, requirement_id: int, body: str) -> str:
        row = self.rows.get((requirement_id, body))
        return row.value if row else "not_assessed"


def judged_by(notice: Notice, *, as_at: datetime.date) -> Judged:
    rows = ComplianceJudgement.objects.filter(
        council_id=notice.council_id, requirement__notice=notice, judged_on__lte=as_at
    )
    return Judged({(row.requirement_id, row.body): row for row in rows.order_by("judged_on", "id")})


def commented(notice: Notice) -> list[Requirement]:
    """The clauses that the report answers: what the council must do, without the headings over lists."""
    rows = Requirement.objects.filter(council_id=notice.council_id, notice=notice).binding_council()
    return list(rows.filter(children=None).order_by("seq"))


def parts_of(notice: Notice, *, by: User, as_at: datetime.date, since: datetime.date | None) -> list[Part]:
    """Every section of a report on this instrument, in its order."""
    plan = Plan.objects.filter(council_id=notice.council_id, notice=notice).first()
    now = open_to_all(plan, as_at)
    before = open_to_all(plan, since) if since else []
    judged = judged_by(notice, as_at=as_at)
    clauses = commented(notice)
    targets = targets_of(notice, by, on=as_at)
    return [
        _summary(now, judged, clauses, targets, as_at),
        _progress(now, before, since=since, as_at=as_at),
        _exceptions(now, as_at),
        _decisions(notice, plan, now, since=since, as_at=as_at),
        *_targets(targets),
        *_requirements(notice, clauses, now, judged, as_at),
    ]


def _counts(actions: Sequence[ActionAsAt], *, on: datetime.date) -> dict[str, int]:
    """As in the board's report; what is on track needs no comment."""
    return {words: number for words, number in count_in_words(actions, on=on).items() if words != ON_TRACK}


def _summary(
    now: Sequence[ActionAsAt],
    judged: Judged,
    clauses: Sequence[Requirement],
    targets: TargetSet,
    as_at: datetime.date,
) -> Part:
    facts = [(name, str(number)) for name, number in _counts(now, on=as_at).items()]
    values = Counter(judged.value(clause.pk, BODIES.BOARD) for clause in clauses)
    kept = values["met"] + values["sustained"]
    facts.append(("Requirements that the board judges met", f"{kept} of {len(clauses)}"))
    if targets.targets:
        facts.append(("Targets", targets.share))
    return Part(Kind.SUMMARY, "Summary and overall judgement", facts=facts)


def _progress(
    now: Sequence[ActionAsAt],
    before: Sequence[ActionAsAt],
    *,
    since: datetime.date | None,
    as_at: datetime.date,
) -> Part:
    heading = "Progress since the last report"
    if since is None:
        return Part(Kind.PROGRESS, heading)
    then = _counts(before, on=since)
    rows = [[name, str(then[name]), str(number)] for name, number in _counts(now, on=as_at).items()]
    was_done = {action.id for action in before if action.delivery in FINISHED}
    for action in now:
        if action.delivery in FINISHED and action.id not in was_done:
            rows.append([f"{action.ref} {action.title}", "", word("delivery", action.delivery)])
    return Part(
        Kind.PROGRESS,
        heading,
        heads=["Figure", f"On {long_date(since)}", f"On {long_date(as_at)}"],
        rows=rows,
    )


def _exceptions(now: Sequence[ActionAsAt], as_at: datetime.date) -> Part:
    """Off track first, then overdue, then at risk; the oldest date first."""

    def urgency(action: ActionAsAt) -> tuple[int, datetime.date, int]:
        rank = 0 if action.confidence == "off_track" else 1 if action.is_overdue(on=as_at) else 2
        return rank, action.due_on or datetime.date.max, action.id

    rows = [
        [
            f"{action.ref} {action.title}",
            "; ".join(
                filter(None, [word("confidence", action.confidence), _late(action, as_at)]),
            ),
            action.narrative or "Nothing has been reported yet.",
            action.recovery,
        ]
        for action in sorted(now, key=urgency)
        if action.is_off_plan(on=as_at)
    ]
    heads = ["Action", "How it stands", "Why", "What will bring it back"] if rows else []
    return Part(
        Kind.EXCEPTIONS, "Exceptions: what is off plan, and what is done about it", heads=heads, rows=rows
    )


def _late(action: ActionAsAt, on: datetime.date) -> str:
    return action.lateness(on=on) if action.is_overdue(on=on) else ""


def _decisions(
    notice: Notice,
    plan: Plan | None,
    now: Sequence[ActionAsAt],
    *,
    since: datetime.date | None,
    as_at: datetime.date,
) -> Part:
    found = sorted(decided(notice, plan, now, since=since or datetime.date.min, as_at=as_at))
    rows = [[long_date(day), what, why] for day, what, why in found]
    heads = ["Date", "Decision", "Why"] if rows else []
    return Part(Kind.DECISIONS, "Decisions of the board", heads=heads, rows=rows)


def decided(
    notice: Notice,
    plan: Plan | None,
    now: Sequence[ActionAsAt],
    *,
    since: datetime.date,
    as_at: datetime.date,
) -> Iterator[tuple[datetime.date, str, str]]:
    """After `since`, up to the day."""
    refs = {action.id: action.ref for action in now}
    mine = {"council_id": notice.council_id}
    updates = ActionUpdate.objects.filter(
        **mine, action__in=refs, reported_on__gt=since, reported_on__lte=as_at
    )
    for row in updates.exclude(decision="").order_by("id"):
        yield row.reported_on, f"{refs[row.action_id]}: {Decision(row.decision).label.lower()}", row.narrative
    changes = DateChange.objects.filter(
        **mine, action__in=refs, state__in=DateChange.DECIDED, closed_on__gt=since, closed_on__lte=as_at
    )
    for change in changes.order_by("id"):
        agreed = change.state == DateChange.State.AGREED
        what = f"{refs[change.action_id]}: new date {long_date(change.to_due_on)} {'agreed' if agreed else 'refused'}"
        assert change.closed_on is not None
        yield change.closed_on, what, change.note or change.reason
    if plan is not None:
        versions = PlanVersion.objects.filter(**mine, plan=plan, decided_on__gt=since, decided_on__lte=as_at)
        for version in versions.order_by("number"):
            assert version.decided_on is not None
            yield (
                version.decided_on,
                f"Plan, version {version.number}: {version.get_state_display().lower()}",
                version.note,
            )
    judgements = ComplianceJudgement.objects.filter(
        **mine, requirement__notice=notice, body=BODIES.BOARD, judged_on__gt=since, judged_on__lte=as_at
    )
    for judgement in judgements.select_related("requirement").order_by("id"):
        value = judgement.get_value_display().lower()
        yield (
            judgement.judged_on,
            f"{judgement.requirement.citation.capitalize()}: judged {value}",
            judgement.why,
        )


def _targets(targets: TargetSet) -> Iterator[Part]:
    for one in targets.targets:
        target = one.target
        percent = "%" if target.unit == "%" else ""
        baseline = plain(target.baseline) + percent if target.baseline is not None else ""
        facts = [
            ("Wanted", one.asks),
            ("By", one.by),
            ("Baseline", " ".join(filter(None, [baseline, target.baseline_period]))),
            (
                "Latest approved value",
                f"{one.figure} ({one.period.name})" if one.figure and one.period else "None yet",
            ),
            ("Against the target", one.gap),
            ("Judgement of the figures", word("target", one.outcome)),
        ]
        yield Part(
            Kind.TARGET,
            target_in_words(target),
            about=target.requirement.text,
            target_id=target.pk,
            facts=[fact for fact in facts if fact[1]],
        )


def _requirements(
    notice: Notice,
    clauses: Sequence[Requirement],
    now: Sequence[ActionAsAt],
    judged: Judged,
    as_at: datetime.date,
) -> Iterator[Part]:
    by_id = {action.id: action for action in now}
    serving: dict[int, list[ActionAsAt]] = defaultdict(list)
    links = ActionRequirement.objects.filter(council_id=notice.council_id, requirement__notice=notice)
    for requirement_id, action_id in links.order_by("action_id").values_list("requirement_id", "action_id"):
        if action_id in by_id:
            serving[requirement_id].append(by_id[action_id])
    for clause in clauses:
        actions = serving.get(clause.pk, [])
        yield Part(
            Kind.REQUIREMENT,
            clause.citation[:1].upper() + clause.citation[1:],
            about=clause.text,
            requirement_id=clause.pk,
            facts=[
                ("Judged by the board", judged.words(clause.pk, BODIES.BOARD)),
                ("Judged by the Department", judged.words(clause.pk, BODIES.DEPARTMENT)),
                ("Actions that serve it", _served(actions, as_at)),
            ],
        )


def _served(actions: Sequence[ActionAsAt], as_at: datetime.date) -> str:
    """ "3 actions (1.1, 1.2, 2.4): 1 complete, 1 off track, 1 overdue"."""
    if not actions:
        return "None"
    figures = [
        (sum(action.delivery in COMPLETE for action in actions), "complete"),
        (sum(action.is_open and action.confidence == "off_track" for action in actions), "off track"),
        (sum(action.is_overdue(on=as_at) for action in actions), "overdue"),
    ]
    told = ", ".join(f"{number} {what}" for number, what in figures if number)
    refs = ", ".join(action.ref for action in actions)
    return f"{count(len(actions), 'action')} ({refs})" + (f": {told}" if told else "")
