"""Stage 4b: entries become a numbered tree of clauses, each whole and labelled as a person would cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .announcing import announcing, is_caption, with_day_of_clause
from .blocks import Block
from .kinds import kind_of_clause
from .labels import Label
from .nodes import (
    Frame,
    Node,
    bullet_above,
    cited,
    closes_list,
    only_orders,
    places_of,
    starts_with_somebody,
    written,
)
from .numbering import Numbering
from .openers import ANNEX, kind_by_content
from .outline import Entry, Role
from .result import Warning
from .tables import Table, group_rows
from .wording import ANAPHORA, one_line, starts_as_order, words


class TreeBuilder:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = list(entries)
        self.nodes: list[Node] = []
        self.warnings: list[Warning] = []
        self.numbers = Numbering()
        self.last: Node | None = None  # the last clause since a heading or lead-in
        self.loose: list[int] = []
        self.outside: Node | None = None  # the clause whose list goes on after sections that stood inside it
        self.section_nodes: list[Node] = []
        self.titles: list[
            str
        ] = []  # the headings and captions since the last clause, or since the annex began

    def build(self) -> list[Node]:
        index = 0
        while index < len(self.entries):
            entry = self.entries[index]
            if entry.role is Role.ROW:
                last = index
                while last < len(self.entries) and self.entries[last].role is Role.ROW:
                    last += 1
                self._table(self.entries[index:last])
                index = last
                continue
            if is_caption(self.entries, index, self.titles):
                self.titles.append(entry.block.text)
            elif entry.role in (Role.HEADING, Role.LEAD_IN):
                self._heading(entry)
            elif entry.block.label is not None:
                self._labelled(entry, entry.block.label, self._next_label(index))
            elif entry.block.bullet:
                self._bulleted(entry, self._next_label(index))
            else:
                self._paragraph(entry, self._next_label(index))
            for number in entry.block.mends:
                self._warn(
                    number,
                    "The text runs on here across a page's end: check that the two parts belong together.",
                )
            index += 1
        self._finish()
        return self.nodes

    # -- headings ------------------------------------------------------------------------------------------------

    def _heading(self, entry: Entry) -> None:
        annexed = ANNEX.match(entry.block.text) is not None
        self.titles = [*([] if annexed else self.titles), entry.block.text]
        self.last = self.outside = None
        self.section_nodes = []
        label = entry.block.label
        if label is not None:
            family, ordinal = self.numbers.reading(label, None)
            self.numbers.pop_to(family, label.shape)
            self.numbers.stack.append(Frame(family, label.shape, ordinal, label.text, None, None))
        elif entry.opens:
            self.numbers.stack = [frame for frame in self.numbers.stack if frame.parent is None][:1]

    # -- labelled clauses ----------------------------------------------------------------------------------------

    def _labelled(self, entry: Entry, label: Label, following: Label | None) -> None:
        if label.path:
            self._with_path(entry, label)
            return
        numbered = next((f for f in reversed(self.numbers.stack) if f.family == "number"), None)
        coded = self._under_its_letter(label)
        if coded is not None:
            node = self._add(entry, label.text, coded)
            while self.numbers.stack and self.numbers.stack[-1].shape == label.shape:
                self.numbers.stack.pop()
            self.numbers.stack.append(
                Frame("code", label.shape, label.readings[0][1], label.text, node, coded)
            )
            return
        if label.shape == "number+letter" and numbered is not None:  # "4A", put in after 4 by an amendment
            while self.numbers.stack[-1] is not numbered:
                self.numbers.stack.pop()
            numbered.node = self._add(entry, cited(numbered.parent, None, label.text), numbered.parent)
            return
        family, ordinal = self.numbers.reading(label, following)
        own = str(ordinal) if family == "number" else label.text
        if own != label.text:
            self._warn(
                entry.block.numbers[0], f"The label “{label.text}” was taken for {own}: check the numbering."
            )
        frame = self.numbers.frame(family, label.shape, ordinal, self.last)
        if frame is not None:
            while self.numbers.stack[-1] is not frame:
                if self.numbers.stack.pop().node is None and self.last is not None:
                    self.outside = frame.node  # out of a section that stood inside this list
            expected = frame.ordinal + 1
            if ordinal > expected and frame.family == family:
                self._missing(entry, frame, expected, ordinal)
            elif 1 < ordinal < expected and frame.family == family:
                self._warn(entry.block.numbers[0], f"The label {own} stands here again or out of its order.")
            parent = frame.parent
            self.numbers.stack.pop()
            name = cited(parent, self.numbers.outer(family, label.shape), own)
        else:
            parent = self.numbers.parent_for_new_list(self.last, label.shape)
            name = cited(parent, self.numbers.outer(family, label.shape), own)
            if ordinal > 1 and self.numbers.counted.get((family, label.shape)) != ordinal - 1:
                self._first_lost(entry, family, ordinal)
        node = self._add(entry, name, parent)
        self.numbers.stack.append(Frame(family, label.shape, ordinal, name, node, parent))
        self.numbers.counted[family, label.shape] = ordinal

    def _under_its_letter(self, label: Label) -> Node | None:
        """ "C1" stands under the clause "C"."""
        if not label.shape.startswith("code-"):
            return None
        letter = label.shape.removeprefix("code-")
        return next((node for node in reversed(self.section_nodes) if node.label == letter), None)

    def _with_path(self, entry: Entry, label: Label) -> None:
        """A label that says its whole place: "1.2" stands under 1, "5(a)" under 5, if those are clauses."""
        above = ".".join(label.path[:-1])
        parent = next(
            (node for node in reversed(self.nodes) if node.label == above and node.kind != "recital"), None
        )
        previous = next(
            (node for node in reversed(self.nodes) if node.label and node.label.rpartition(".")[0] == above),
            None,
        )
        last = label.path[-1]
        if previous is not None and previous.label and last.isdigit():
            before = previous.label.rpartition(".")[2]
            if before.isdigit() and int(last) > int(before) + 1:
                self._gap_warning(entry, f"{above}.{int(before) + 1}", int(last) - int(before) - 1)
        node = self._add(entry, label.text, parent)
        family, ordinal = label.readings[0]
        while self.numbers.stack and self.numbers.stack[-1].shape == label.shape:
            self.numbers.stack.pop()
        self.numbers.stack.append(Frame(family, label.shape, ordinal, label.text, node, parent))

    # -- lost labels ---------------------------------------------------------------------------------------------

    def _first_lost(self, entry: Entry, family: str, ordinal: int) -> None:
        """The list starts at its second label: the clauses before it have lost theirs."""
        before = [node for node in self.section_nodes if node.label is None][-(ordinal - 1) :]
        if len(before) == ordinal - 1:
            for value, node in enumerate(before, start=1):
                self._infer(node, family, value)
        else:
            self._gap_warning(entry, written(family, 1), ordinal - 1)

    def _missing(self, entry: Entry, frame: Frame, expected: int, ordinal: int) -> None:
        """The numbering jumps: clauses without a label between, if there are just as many, have lost theirs."""
        since = self.nodes[self.nodes.index(frame.node) + 1 :] if frame.node in self.nodes else []
        unlabelled = [node for node in since if node.label is None and node.parent is frame.parent]
        if len(unlabelled) == ordinal - expected:
            for value, node in enumerate(unlabelled, start=expected):
                self._infer(node, frame.family, value, parent=frame.parent)
        else:
            self._gap_warning(entry, written(frame.family, expected), ordinal - expected)

    def _infer(self, node: Node, family: str, ordinal: int, parent: Node | None = None) -> None:
        own = written(family, ordinal)
        node.label = cited(parent if parent is not None else node.parent, None, own)
        if node.numbers[0] in self.loose:
            self.loose.remove(node.numbers[0])
        self._warn(
            node.numbers[0],
            f"This clause has no label in the document; it was taken to be {own}, from the labels around it.",
        )

    def _gap_warning(self, entry: Entry, first: str, count: int) -> None:
        what = (
            f"No clause {first} was found"
            if count == 1
            else f"{count} clauses from {first} on were not found"
        )
        self._warn(entry.block.numbers[0], f"{what} before this one: check the document's numbering.")

    # -- bullets and paragraphs ----------------------------------------------------------------------------------

    def _bulleted(self, entry: Entry, following: Label | None) -> None:
        parent: Node | None = None
        last = self.last
        if last is not None:
            if last.bullet:
                deeper = entry.block.indent > last.indent
                parent = last if last.open and deeper else self._level_of_bullet(entry.block.indent, last)
            elif (
                (above := bullet_above(last)) is not None
                and not last.open
                and entry.block.indent <= last.indent
            ):
                parent = above.parent
            elif last.open or (last.label is not None and not self.numbers.lost_number(following)):
                parent = last
        elif (
            self.numbers.stack
            and self.numbers.stack[-1].node is not None
            and self.numbers.stack[-1].node.open
        ):
            parent = self.numbers.stack[-1].node
        self._add(entry, None, parent)

    def _level_of_bullet(self, indent: float, last: Node) -> Node | None:
        node: Node = last
        while node.parent is not None and node.parent.bullet and indent < node.indent:
            node = node.parent
        return node.parent

    def _paragraph(self, entry: Entry, following: Label | None) -> None:
        last = self.last
        if (
            last is not None
            and entry.kind not in ("consequence",)
            and self._belongs_to(entry, last, following)
        ):
            last.places += places_of(entry.block, len(last.text) + 1)
            last.text = one_line(f"{last.text} {entry.block.text}")
            last.numbers = (last.numbers[0], entry.block.numbers[1])
            return
        node = self._add(entry, None, None)
        node.loose = True
        if node.kind == "measure" and any(other.bullet or other.label for other in self.section_nodes[:-1]):
            self.loose.append(entry.block.numbers[0])

    def _belongs_to(self, entry: Entry, last: Node, following: Label | None) -> bool:
        """A paragraph without a mark: the second paragraph of the clause before it, or a clause that lost its mark."""
        if self.numbers.lost_number(following) or kind_by_content(entry.block.text) is not None:
            return False
        top = last
        while top.parent is not None:
            top = top.parent
        text = entry.block.text
        if closes_list(text, entry.block.indent, last):
            return False
        if last.loose and entry.kind != "measure":
            return False  # prose: each paragraph is a clause
        if ANAPHORA.match(text):
            return True
        if last.loose:
            return False
        if top.label is not None:
            return not (starts_as_order(text) and not starts_as_order(last.text) and len(words(text)) > 8)
        return not starts_as_order(text) and not starts_with_somebody(text)

    # -- tables --------------------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Entry]) -> None:
        """Rows are clauses; but the targets that a clause announces ("Meet the targets in the Annex") are its own."""
        tables: list[Table] = group_rows([entry.block for entry in rows])
        for table in tables:
            if table.of_facts:
                continue
            announced = (
                announcing(self.last, self.nodes, (*self.titles, *table.titles)) if table.of_targets else None
            )
            if announced is not None:
                announced.target_rows += [
                    (with_day_of_clause(row.columns, announced.text), table.headers, row.text)
                    for row in table.rows
                ]
                continue
            for row in table.rows:
                entry = next(entry for entry in rows if entry.block is row.block)
                if table.of_targets and entry.kind == "consequence":
                    entry = replace(entry, kind="measure")  # behind the signature
                node = self._add(entry, row.columns.get("label") or None, None, text=row.text)
                node.columns, node.headers = row.columns, table.headers

    # -- plumbing ------------------------------------------------------------------------------------------------

    def _add(
        self,
        entry: Entry,
        label: str | None,
        parent: Node | None,
        text: str | None = None,
    ) -> Node:
        beside = self.outside
        block: Block = entry.block
        body = one_line(text if text is not None else block.text)
        node = Node(
            kind=kind_of_clause(entry, parent, beside, body),
            section=beside.section if beside else entry.section,
            lead_in=beside.lead_in if beside else entry.lead_in,
            text=body,
            numbers=block.numbers,
            label=label,
            parent=parent,
            bullet=block.bullet and label is None,
            indent=block.indent,
            places=places_of(block),
        )
        if not any(ANNEX.match(title) for title in self.titles):
            self.titles = []
        self.nodes.append(node)
        self.section_nodes.append(node)
        self.last = node
        return node

    def _next_label(self, index: int) -> Label | None:
        for entry in self.entries[index + 1 :]:
            if entry.block.label is not None:
                return entry.block.label
        return None

    def _finish(self) -> None:
        parents = {id(node.parent) for node in self.nodes if node.parent is not None}
        for node in self.nodes:
            if node.kind == "measure" and node.parent is None and only_orders(node, id(node) in parents):
                node.kind = "overarching"
        if self.loose:
            places = ", ".join(map(str, self.loose))
            clauses = "a clause" if len(self.loose) == 1 else "clauses"
            self._warn(
                self.loose[0],
                f"Text without a bullet or number (at {places}) was taken as {clauses} in its own right: check that "
                "it is not the end of the clause before.",
            )

    def _warn(self, line: int | None, message: str) -> None:
        self.warnings.append(Warning(line, message))
