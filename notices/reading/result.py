"""What a reading says: plain dataclasses, and the one JSON object that the contract of `read_notice` promises.

Attributes that the JSON does not carry (a section's lead-in, the chair's name, the source text) are for the importer.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal

DocumentKind = Literal["improvement_notice", "statutory_direction", "other"]
ItemKind = Literal[
    "overarching",
    "measure",
    "support",
    "reporting",
    "assessment",
    "consequence",
    "recital",
]
Binds = Literal["council", "board_chair", "department", "leader", "partner", "other"]
DeadlineKind = Literal["absolute", "relative", "recurring", "standing", "event"]
Precision = Literal["day", "month", "year"]
Anchor = Literal["issue", "start", "commencement", "end"]
Comparator = Literal[">=", "<=", "=", "between"]


class Unreadable(Exception):
    """The file cannot be read. The message is one plain sentence for the person who chose the file."""


def iso(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def number(value: float | None) -> float | int | None:
    """65 rather than 65.0: numbers are shown as the document prints them."""
    return int(value) if value is not None and float(value).is_integer() else value


@dataclass(frozen=True)
class CouncilFound:
    name: str | None
    as_written: str
    gss_code: str | None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "as_written": self.as_written,
            "gss_code": self.gss_code,
        }


@dataclass(frozen=True)
class Address:
    lines: list[str]
    postcode: str | None

    def to_json(self) -> dict[str, Any]:
        return {"lines": list(self.lines), "postcode": self.postcode}


@dataclass(frozen=True)
class IssueDate:
    date: datetime.date | None
    raw: str | None
    certain: bool

    def to_json(self) -> dict[str, Any]:
        return {"date": iso(self.date), "raw": self.raw, "certain": self.certain}


@dataclass(frozen=True)
class Signatory:
    name: str | None = None
    role: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "role": self.role}


@dataclass(frozen=True)
class LegalBasis:
    act: str
    section: str

    def to_json(self) -> dict[str, Any]:
        return {"act": self.act, "section": self.section}


@dataclass(frozen=True)
class Evidence:
    publisher: str | None
    title: str
    date: datetime.date | None
    judgement: str | None

    def to_json(self) -> dict[str, Any]:
        return {
            "publisher": self.publisher,
            "title": self.title,
            "date": iso(self.date),
            "judgement": self.judgement,
        }


@dataclass
class Item:
    """One requirement. `lines` are lines of the source text, or pages of a PDF, from 1."""

    seq: int
    kind: ItemKind
    section: str | None
    label: str | None
    parent: int | None
    binds: Binds
    text: str
    lines: tuple[int, int]
    lead_in: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "kind": self.kind,
            "section": self.section,
            "label": self.label,
            "parent": self.parent,
            "binds": self.binds,
            "text": self.text,
            "lines": list(self.lines),
        }


@dataclass(frozen=True)
class Deadline:
    requirement: int
    kind: DeadlineKind
    span: str
    date: datetime.date | None = None
    precision: Precision | None = None
    offset: str | None = None
    anchor: Anchor | None = None
    every: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "requirement": self.requirement,
            "kind": self.kind,
            "span": self.span,
            "date": iso(self.date),
            "precision": self.precision,
            "offset": self.offset,
            "anchor": self.anchor,
            "every": self.every,
        }


@dataclass(frozen=True)
class Target:
    requirement: int
    metric: str
    baseline: float | None
    baseline_period: str | None
    target: float
    target_high: float | None
    unit: str | None
    comparator: Comparator
    by: datetime.date | None
    span: str

    def to_json(self) -> dict[str, Any]:
        return {
            "requirement": self.requirement,
            "metric": self.metric,
            "baseline": number(self.baseline),
            "baseline_period": self.baseline_period,
            "target": number(self.target),
            "target_high": number(self.target_high),
            "unit": self.unit,
            "comparator": self.comparator,
            "by": iso(self.by),
            "span": self.span,
        }


@dataclass(frozen=True)
class BoardTerms:
    name: str
    meets_every: str | None = None
    independent_chair: bool | None = None
    department_attends_as: str | None = None
    change_needs_consent_of: str | None = None
    chair_name: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "meets_every": self.meets_every,
            "independent_chair": self.independent_chair,
            "department_attends_as": self.department_attends_as,
            "change_needs_consent_of": self.change_needs_consent_of,
        }


@dataclass(frozen=True)
class ReviewTerm:
    by: str
    kind: str | None
    date: datetime.date | None
    precision: Precision | None
    offset: str | None
    requirement: int | None = None
    anchor: Anchor | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "kind": self.kind,
            "date": iso(self.date),
            "precision": self.precision,
            "offset": self.offset,
        }


@dataclass(frozen=True)
class ReportTerm:
    """`from_` because `from` is Python's own word; the JSON says `from`."""

    from_: str
    to: str | None
    date: datetime.date | None = None
    precision: Precision | None = None
    offset: str | None = None
    every: str | None = None
    requirement: int | None = None
    anchor: Anchor | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "from": self.from_,
            "to": self.to,
            "date": iso(self.date),
            "precision": self.precision,
            "offset": self.offset,
            "every": self.every,
        }


@dataclass(frozen=True)
class Footnote:
    label: str | None
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "text": self.text}


@dataclass(frozen=True)
class Warning:
    line: int | None
    message: str

    def to_json(self) -> dict[str, Any]:
        return {"line": self.line, "message": self.message}


@dataclass
class Reading:
    document_kind: DocumentKind
    importable: bool
    revises: str | None = None
    councils: list[CouncilFound] = field(default_factory=list)
    address: Address | None = None
    service_area: str | None = None
    issue_date: IssueDate = field(default_factory=lambda: IssueDate(None, None, False))
    signatory: Signatory = field(default_factory=Signatory)
    legal_basis: list[LegalBasis] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    requirements: list[Item] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    board: BoardTerms | None = None
    reviews: list[ReviewTerm] = field(default_factory=list)
    reports: list[ReportTerm] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    source_text: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "document_kind": self.document_kind,
            "importable": self.importable,
            "revises": self.revises,
            "councils": [c.to_json() for c in self.councils],
            "address": self.address.to_json() if self.address else None,
            "service_area": self.service_area,
            "issue_date": self.issue_date.to_json(),
            "signatory": self.signatory.to_json(),
            "legal_basis": [b.to_json() for b in self.legal_basis],
            "evidence": [e.to_json() for e in self.evidence],
            "requirements": [r.to_json() for r in self.requirements],
            "deadlines": [d.to_json() for d in self.deadlines],
            "targets": [t.to_json() for t in self.targets],
            "board": self.board.to_json() if self.board else None,
            "reviews": [r.to_json() for r in self.reviews],
            "reports": [r.to_json() for r in self.reports],
            "footnotes": [f.to_json() for f in self.footnotes],
            "warnings": [w.to_json() for w in self.warnings],
        }
