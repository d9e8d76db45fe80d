"""The stages in order: text with positions → lines mended → blocks → outline and numbered tree → meaning."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from . import front as front_matter
from .addressee import find_addressee
from .amending import without_replaced
from .baselines import facts, with_facts
from .binds import binds
from .blocks import Block, make_blocks
from .board import find_board
from .classify import Classified, classify
from .councils import CouncilRecord, Register
from .dates import parse_date, with_years_said
from .deadlines import FoundDeadline, find_deadlines, with_board_cadence
from .evidence import find_evidence
from .inline import split_inline
from .mending import mend
from .nodes import Node
from .offices import name_offices
from .outline import Outline, outline
from .people import chairs_named
from .reports import ReportsOwed
from .result import Deadline, Item, Reading, Target, Warning
from .reviews import find_reviews
from .scanning import as_meant, misread_words
from .service import find_service_area
from .signature import find_issue_date, find_signatory
from .source_text import from_text
from .sources import Source, load
from .table_targets import targets_of_row
from .tables import dates_of_row
from .target_dates import due_by_lead
from .target_days import dated
from .target_leads import leading_measure, moved_back
from .targets import FoundTarget, find_targets
from .tree import TreeBuilder

MAX_CHARACTERS = 200_000  # the longest notice known has 16,000
MAX_CLAUSE = 6_000  # the longest clause known has 1,400
SPAN = 380


def read_document(path: Path | str, *, councils: Iterable[CouncilRecord | Mapping[str, str]]) -> Reading:
    """Read one file. Raises Unreadable; a file that is read but is no instrument has `importable` false."""
    return read_source(load(Path(path)), councils=councils)


def read_text(text: str, *, councils: Iterable[CouncilRecord | Mapping[str, str]]) -> Reading:
    """Read an instrument from its text (a made-up one of the demonstration, or a test)."""
    return read_source(from_text(text), councils=councils)


def read_source(source: Source, *, councils: Iterable[CouncilRecord | Mapping[str, str]]) -> Reading:
    register = Register.of(councils)
    if len(source.text) > MAX_CHARACTERS:
        return _refused(Classified("other", "It is far longer than any notice or direction.", 1), source)
    mended = mend(source)
    blocks = split_inline(make_blocks(mended.lines))
    classified = classify(blocks, marked=mended.marks)
    if classified.kind == "other":
        return _refused(classified, source)
    reading = _Meaning(blocks, classified, register).read()
    reading.footnotes = mended.footnotes
    reading.source_text = source.text
    return reading


def _refused(classified: Classified, source: Source) -> Reading:
    reading = Reading("other", importable=False, source_text=source.text)
    reading.warnings.append(
        Warning(classified.line, classified.reason or "It is not a notice or a direction.")
    )
    return reading


class _Meaning:
    """Reads the tree: each clause's deadlines and targets, the board, the reviews and reports, the front and the end."""

    def __init__(self, blocks: Sequence[Block], classified: Classified, register: Register) -> None:
        self.blocks = blocks
        self.classified = classified
        self.register = register
        self.warnings: list[Warning] = []
        self.outline: Outline = outline(blocks)

    def read(self) -> Reading:
        reading = Reading(self.classified.kind, importable=True)
        builder = TreeBuilder(self.outline.entries)
        nodes = builder.build()
        self.warnings += builder.warnings
        self._front(reading, nodes)
        if not reading.importable:
            return reading
        chair = chairs_named([node.text for node in nodes])
        reading.requirements = _items(nodes, chair)
        self._clauses(reading, nodes)
        if chair is not None:
            reading.reports = [
                replace(r, from_="board chair") if chair.search(r.from_) else r for r in reading.reports
            ]
        name_offices(reading, " ".join(block.text for block in self.blocks))
        if not any(item.kind not in ("recital", "consequence") for item in reading.requirements):
            self.warn(None, "No requirement was found in this document.")
        if self.classified.draft:
            self.warn(self.blocks[0].numbers[0], "The document is marked as a draft.")
        reading.warnings = sorted(
            self.warnings, key=lambda warning: (warning.line is None, warning.line or 0)
        )
        return reading

    def warn(self, line: int | None, message: str) -> None:
        warning = Warning(line, message)
        if warning not in self.warnings:
            self.warnings.append(warning)

    # -- the front and the end -------------------------------------------------------------------------------------

    def _front(self, reading: Reading, nodes: list[Node]) -> None:
        front, signature = self.outline.front, self.outline.signature
        reading.issue_date, note = find_issue_date(signature, front)
        if note is not None:
            self.warn(*note)
        recitals = " ".join(node.text for node in nodes if node.kind == "recital")
        addressee = find_addressee(front, recitals, self.register, on=reading.issue_date.date)
        if addressee.outside_england or addressee.to_somebody_else is not None:
            to = addressee.to_somebody_else or "a council outside England"
            self._refuse(reading, f"It is addressed to {to}, not to an English council.")
            return
        for line, message in addressee.notes:
            self.warn(line, message)
        reading.councils = addressee.councils
        reading.address = front_matter.find_address(front)
        opening = [node.text for place, node in enumerate(nodes) if node.kind == "recital" or place < 4]
        reading.service_area = find_service_area(front, opening, reading.councils)
        recital_blocks = [entry.block for entry in self.outline.entries if entry.kind == "recital"]
        reading.evidence, notes = find_evidence(front, recital_blocks)
        for line, message in notes:
            self.warn(line, message)
        reading.signatory = find_signatory(signature)
        lawful = [b.text for b in front] + [
            n.text for n in nodes if n.kind in ("recital", "overarching", "consequence") or "497A" in n.text
        ]
        reading.legal_basis = front_matter.find_legal_basis(lawful)
        reading.revises = front_matter.find_revises([*lawful, *(n.text for n in nodes[:2])])
        if reading.revises:
            self.warn(
                self.blocks[0].numbers[0],
                "This instrument replaces, amends or extends an earlier one: say which, and check the clauses that it changes.",
            )

    def _refuse(self, reading: Reading, reason: str) -> None:
        reading.document_kind, reading.importable = "other", False
        reading.issue_date = type(reading.issue_date)(None, None, False)
        reading.warnings = [Warning(self.blocks[0].numbers[0], reason)]

    # -- the clauses -----------------------------------------------------------------------------------------------

    def _clauses(self, reading: Reading, nodes: list[Node]) -> None:
        texts = [i.text for i in reading.requirements if i.kind != "recital" and len(i.text) <= MAX_CLAUSE]
        reading.board, note = find_board(texts)
        if note is not None:
            self.warn(None, note)
        every = reading.board.meets_every if reading.board else None
        reports = ReportsOwed(meets_every=every)
        earliest = _not_before(reading)
        known = [fact for block in self.outline.front for fact in facts(as_meant(block.text))]
        known += [
            fact for i in reading.requirements if i.kind == "recital" for fact in facts(i.text[:MAX_CLAUSE])
        ]
        for item, node in zip(reading.requirements, nodes, strict=True):
            if item.kind in ("recital", "consequence"):
                continue
            if len(item.text) > MAX_CLAUSE:
                self.warn(
                    item.lines[0],
                    f"{_place(item)} is too long to be one clause: its dates and targets were not read.",
                )
                continue
            misread = misread_words(item.text)
            if misread:
                words = ", ".join(f"“{printed}” as “{meant}”" for printed, meant in misread[:4])
                self.warn(
                    item.lines[0],
                    f"{_place(item)} looks misread by a scanner: {words} was read. Check the text.",
                )
            deadlines = with_board_cadence(self._deadlines(item, node, earliest), every)
            reading.deadlines += [_deadline(item, d) for d in deadlines]
            targets = with_facts(self._targets(item, node, deadlines, reading.targets), known)
            reading.targets += due_by_lead(targets, item, reading.requirements)
            spans = [(d, item.text[d.start : d.end]) for d in deadlines]
            reading.reviews += find_reviews(item, spans)
            reports.read(item, deadlines)
        reading.reports = reports.finished(reading.requirements)

    def _deadlines(self, item: Item, node: Node, earliest: datetime.date | None) -> list[FoundDeadline]:
        found = find_deadlines(with_years_said(without_replaced(as_meant(item.text))), not_before=earliest)
        if node.columns:
            columns = dates_of_row(node.columns, node.headers, item.text)
            spans = [(d.start, d.end) for d in found.deadlines]
            found.deadlines += [d for d in columns if not any(a < d.end and d.start < b for a, b in spans)]
        for deadline in found.deadlines:
            if deadline.problem:
                self.warn(node.line_at(deadline.start), f"{_place(item)}: {deadline.problem}")
        for message in found.notes:
            self.warn(item.lines[0], f"{_place(item)}: {message}")
        return found.deadlines

    def _targets(
        self, item: Item, node: Node, deadlines: Sequence[FoundDeadline], before: Sequence[Target]
    ) -> list[Target]:
        if node.columns:
            found = targets_of_row(node.columns, node.headers)
            if found:
                return [_target(item, target, item.text) for target in found]
        announced = [
            _target(item, target, text)
            for columns, headers, text in node.target_rows
            for target in targets_of_row(columns, headers)
        ]
        lead = (
            "" if node.columns else leading_measure(item, node.parent.text if node.parent else item.lead_in)
        )
        result = find_targets(with_years_said(without_replaced(as_meant(lead + item.text))))
        result.targets = moved_back(result.targets, len(lead))
        for message in result.notes:
            self.warn(item.lines[0], f"{_place(item)}: {message}")
        row_by = parse_date(node.columns.get("by", "")) if node.columns else None
        own = [
            _target(
                item,
                target if target.by or row_by is None else replace(target, by=row_by.date),
                item.text[target.start : target.end],
            )
            for target in dated(result.targets, item.text, deadlines, before[-1].by if before else None)
        ]
        return [*own, *announced]


def _items(nodes: list[Node], chair: re.Pattern[str] | None) -> list[Item]:
    numbers = {id(node): seq for seq, node in enumerate(nodes, start=1)}
    items: dict[int, Item] = {}
    for seq, node in enumerate(nodes, start=1):
        parent = items.get(numbers.get(id(node.parent), 0)) if node.parent is not None else None
        items[seq] = Item(
            seq=seq,
            kind=node.kind,
            section=node.section,
            label=node.label,
            parent=parent.seq if parent else None,
            binds=binds(
                chair.sub("the Chair", node.text) if chair else node.text,
                kind=node.kind,
                lead_in=node.lead_in,
                parent=parent.binds if parent else None,
            ),
            text=node.text,
            lines=node.numbers,
            lead_in=node.lead_in,
        )
    return list(items.values())


def _not_before(reading: Reading) -> datetime.date | None:
    """What lies before the issue, or failing that before the newest evidence, is the past."""
    if reading.issue_date.date:
        return reading.issue_date.date
    return max((e.date for e in reading.evidence if e.date), default=None)


def _place(item: Item) -> str:
    return f"Clause {item.label}" if item.label else f"Item {item.seq}"


def _deadline(item: Item, found: FoundDeadline) -> Deadline:
    return Deadline(
        requirement=item.seq,
        kind=found.kind,
        span=(found.said or item.text[found.start : found.end])[:SPAN],
        date=found.date,
        precision=found.precision,
        offset=found.offset,
        anchor=found.anchor,
        every=found.every,
    )


def _target(item: Item, found: FoundTarget, span: str) -> Target:
    return Target(
        requirement=item.seq,
        metric=found.metric,
        baseline=found.baseline,
        baseline_period=found.baseline_period,
        target=found.target,
        target_high=found.target_high,
        unit=found.unit,
        comparator=found.comparator,
        by=found.by,
        span=span[:SPAN],
    )
