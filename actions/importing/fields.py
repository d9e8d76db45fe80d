"""What a column of a council's spreadsheet can hold, and the headings under which councils write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from .grids import squeezed

SURE = 86  # of 100: "Lead Officers" for "lead officer"


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    headings: tuple[str, ...]
    many: bool = False  # several columns may hold it; their texts are put together


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("ref", "Reference", (
            "ref", "reference", "no", "number", "id", "item", "item no", "action no", "action number", "action ref",
            "action id", "ref no", "#",
        )),
        Field("title", "Action", (
            "action", "actions", "what", "what will we do", "what we will do", "what will be done", "action required",
            "actions required", "activity", "task", "key actions", "improvement action", "agreed action",
            "recommendation", "what needs to be done", "action title",
        )),
        Field("detail", "More about what will be done", (
            "detail", "details", "how", "how will we do it", "how we will do it", "description", "method", "steps",
            "key tasks", "tasks", "phases", "approach",
        ), many=True),
        Field("objective_number", "Objective number", ("objective number", "objective no", "objective ref")),
        Field("objective", "Objective", (
            "objective", "objectives", "priority objective", "aim", "aims", "improvement area", "area of improvement",
            "strategic objective", "improvement priority", "priority area",
        )),
        Field("theme", "Theme", ("theme", "workstream", "work stream", "strand", "area", "domain", "pillar")),
        Field("owner", "Owner", (
            "who", "owner", "lead", "lead officer", "lead officer s", "leads", "responsible", "responsible officer",
            "person responsible", "by whom", "action owner", "responsibility", "accountable officer", "named lead",
            "accountable lead", "lead person", "officer",
        )),
        Field("owner_organisation", "Owner organisation", (
            "owner organisation", "organisation", "agency", "partner", "partner agency", "lead agency", "partners",
        )),
        Field("accountable_lead", "Accountable lead", ("accountable lead", "answers for it")),
        Field("partner_agencies", "Partner agencies", (
            "partner agencies", "agencies involved", "partners involved", "supporting agencies",
        )),
        Field("waits_for", "Waits for", (
            "waits for", "depends on", "dependencies", "dependency", "dependent on", "interdependencies",
        )),
        Field("due", "Due date", (
            "when", "due", "due date", "deadline", "by when", "target date", "timescale", "timescales", "date",
            "completion date", "target completion date", "end date", "timeframe", "revised date", "date due",
            "revised due date", "target", "date for completion",
        )),
        Field("original_due", "Original due date", (
            "original due", "original due date", "original date", "baseline date", "original deadline",
        )),
        Field("priority", "Priority", ("priority", "priority level")),
        Field("status", "Status or BRAG", (
            "status", "current status", "brag", "rag", "brag rating", "rag rating", "rag status", "brag status",
            "progress rating", "rating", "action status", "r a g", "b r a g",
        )),
        Field("delivery", "Delivery", ("delivery", "delivery status")),
        Field("confidence", "Confidence", ("confidence",)),
        Field("done_on", "Done on", (
            "done on", "completed on", "date completed", "date of completion", "actual completion date",
        )),
        Field("success_measure", "Success measure", (
            "success measure", "success measures", "measures of success", "measure of success", "success criteria",
            "how will we know", "how we will know", "how will we know it has made a difference", "outcome measure",
            "intended outcome", "intended impact", "kpi", "kpis", "what will success look like", "expected outcome",
        ), many=True),
        Field("requirements", "Requirements served", (
            "requirements", "requirement", "requirements served", "notice paragraph", "paragraph", "clause",
            "notice requirement",
        )),
        Field("progress", "Progress", (
            "progress", "latest progress", "progress report", "progress update", "update", "updates", "latest update",
            "comments", "comment", "commentary", "narrative", "notes", "progress to date", "what has happened",
            "outcome by quarter", "progress summary",
        ), many=True),
        Field("recovery", "What will bring it back", (
            "recovery", "recovery step", "next action", "next actions", "next steps", "next step", "corrective action",
            "mitigation", "mitigating action", "what will bring it back", "recovery action",
        )),
        Field("impact", "What it changed for children", (
            "impact", "impact on children", "evidence of impact", "difference made", "what it changed for children",
            "outcome for children", "outcomes for children", "so what",
        )),
        Field("evidence", "Evidence", ("evidence", "evidence source", "sources of evidence", "evidence of completion"),
              many=True),
        Field("version", "Version", ("version",)),
    )
}  # fmt: skip
# Columns of our own exports that say what other columns say already.
WORKED_OUT = frozenset({"lateness", "last update"})


@cache
def likeness(heading: str) -> tuple[tuple[str, float], ...]:
    """How well each field of a plan fits a heading, best first: only those that are likely at all."""
    return () if squeezed(heading) in WORKED_OUT else closeness(heading, FIELDS)


def closeness(heading: str, fields: Mapping[str, Field]) -> tuple[tuple[str, float], ...]:
    said = squeezed(heading)
    if not said:
        return ()
    scores = {
        field.name: max((_like(said, squeezed(known) or known) for known in field.headings), default=0)
        for field in fields.values()
    }
    return tuple(sorted(((n, s) for n, s in scores.items() if s >= SURE), key=lambda pair: -pair[1]))


def _like(said: str, known: str) -> float:
    if said == known:
        return 100
    if len(said) < 5 or len(known) < 5:  # "how" is not "who"
        return 0
    words, others = set(said.split()), set(known.split())
    if others < words and len(others) > 1 and len(words) - len(others) <= 2:  # "Lead officer (post)"
        return 92
    return fuzz.ratio(said, known) * 0.98


def is_heading(text: str) -> bool:
    return bool(likeness(text)) or squeezed(text) in WORKED_OUT
