"""What a person can do to a proposal. An Editor changes the proposal that it is given and raises Refused, in words, for
what cannot be; services.py gives it a copy, and keeps the result as the next version.

No edit loses a word of the document: split and join keep them all, and what is dropped stays listed and can come back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from councils.refusal import Refused
from notices.reading import places

from .proposal import (
    LISTS,
    OF_CLAUSE,
    Json,
    find,
    find_clause,
    find_warning,
    next_clause,
    of_clause,
)

GONE = "It is not part of the proposal any more: somebody joined it with another."


class Editor:
    """`who` is {"by": user id, "at": moment}; `source` the document's text, in which words get their place."""

    def __init__(self, proposal: Json, *, who: Json, source: str) -> None:
        self.proposal, self.who, self.source = proposal, who, source

    def change_front(self, fields: Json) -> None:
        for name, value in fields.items():
            if self.proposal[name] != value:
                self.proposal[name] = value
                self.proposal["front_changed"][name] = self.who

    # -- clauses

    def change_clause(self, number: int, fields: Json) -> None:
        item = self._clause(number)
        self._require_parent(item, fields["parent"])
        if fields["text"] != item["text"]:
            self._place(item, fields["text"], (item["lines"][0], None))
        if any(item[name] != value for name, value in fields.items()):
            item.update(fields, changed=self.who)

    def add_clause(self, after: int, fields: Json) -> Json:
        """A clause that the reader did not see, behind another; `after` 0 makes it the first."""
        before = self._clause(after) if after else None
        item = self._new(fields)
        item["lines"] = [before["lines"][1]] * 2 if before else [1, 1]
        self._place(item, fields["text"], (None, None))
        where = self.proposal["requirements"].index(before) + 1 if before else 0
        self.proposal["requirements"].insert(where, item)
        self._require_parent(item, fields["parent"])
        return item

    def split_clause(self, number: int, parts: Sequence[str]) -> list[Json]:
        """One clause becomes several. The first part keeps label and id; each part keeps what was said of the whole.

        Deadlines and targets go to the part that holds their words; the clauses under it go to a last part that ends
        with a colon, because that is what introduces them, else they stay.
        """
        item = self._clause(number)
        texts = [" ".join(part.split()) for part in parts if part.strip()]
        if item["dropped"]:
            raise Refused("A dropped clause cannot be split: restore it first.")
        if len(texts) < 2:
            raise Refused("Say where to split the clause: both parts need words.")
        if " ".join(texts).split() != item["text"].split():
            raise Refused(
                "The parts must have the same words as the clause: split it first, then change the words."
            )
        homes = {
            entry["id"]: _part_with(texts, entry["span"], nth)
            for kind in OF_CLAUSE
            for entry, nth in _with_turn(of_clause(self.proposal, kind, number))
        }
        made = [item]
        for text in texts[1:]:
            part = self._new({name: item[name] for name in ("kind", "section", "parent", "binds")})
            part.update(text=text, label=None, origin=list(item["origin"]), lines=list(item["lines"]))
            self.proposal["requirements"].insert(self.proposal["requirements"].index(made[-1]) + 1, part)
            made.append(part)
        placed = places.divide(self.source, item["place"], texts)
        item.update(text=texts[0], changed=self.who)
        for part, place in zip(made, placed, strict=True):
            self._stands(part, place)
        for kind in OF_CLAUSE:
            for entry in of_clause(self.proposal, kind, number):
                entry["requirement"] = made[homes[entry["id"]]]["id"]
        if texts[-1].endswith(":"):
            self._adopt(number, made[-1]["id"])
        return made

    def join_clauses(self, number: int) -> Json:
        """A clause and the next one become one, with everything that hung on either."""
        item = self._clause(number)
        if item["dropped"]:
            raise Refused("A dropped clause cannot be joined: restore it first.")
        other = next_clause(self.proposal, number)
        if other is None:
            raise Refused("This is the last clause: there is none to join it with.")
        item.update(
            text=f"{item['text']} {other['text']}",
            origin=[*item["origin"], *(seq for seq in other["origin"] if seq not in item["origin"])],
            place=[*item["place"], *other["place"]],
            lines=[min(item["lines"][0], other["lines"][0]), max(item["lines"][1], other["lines"][1])],
            changed=self.who,
        )
        for kind in OF_CLAUSE:
            for entry in of_clause(self.proposal, kind, other["id"]):
                entry["requirement"] = number
        self._adopt(other["id"], number)
        self.proposal["requirements"].remove(other)
        return item

    # -- what hangs on clauses, and what stands beside them

    def change_part(self, number: int, fields: Json) -> None:
        """A deadline, a target, the board, a review, a report, an inspection."""
        entry = self._entry(number)
        if "span" in fields and fields["span"] != entry["span"]:
            entry["place"] = self._span(entry["requirement"], fields["span"]) or entry["place"]
        if any(entry.get(name) != value for name, value in fields.items()):
            entry.update(fields, changed=self.who)

    def add_part(self, what: str, fields: Json, requirement: int | None = None) -> Json:
        if what == "board" and self.proposal["board"]:
            raise Refused("There is a board already: change or restore that one.")
        if what in OF_CLAUSE:
            fields = {**fields, "requirement": self._clause(requirement or 0)["id"]}
        made = self._new(fields)
        if what == "board":
            self.proposal["board"] = made
        else:
            self.proposal[LISTS[what]].append(made)
        if what in OF_CLAUSE:
            made["place"] = self._span(made["requirement"], made["span"])
        return made

    def drop(self, number: int, *, why: str) -> None:
        """Leave an entry out of what is recorded. It stays listed, with the reason."""
        if not why.strip():
            raise Refused("Say why it is left out.")
        entry = self._entry(number)
        if not entry["dropped"]:
            entry["dropped"] = {**self.who, "why": why.strip()}

    def restore(self, number: int) -> None:
        entry = self._entry(number)
        if entry["dropped"]:
            entry.update(dropped=None, changed=self.who)

    def settle(self, number: int, *, how: str, why: str = "") -> None:
        warning = find_warning(self.proposal, number)
        if warning is None:
            raise Refused(GONE)
        if how == "not_important" and not why.strip():
            raise Refused("Say why it is not important.")
        settled = warning["settled"] or {}
        if (settled.get("how"), settled.get("why")) != (how, why.strip()):
            warning["settled"] = {**self.who, "how": how, "why": why.strip()}

    # -- the parts of these

    def _entry(self, number: int) -> Json:
        found = find(self.proposal, number)
        if found is None:
            raise Refused(GONE)
        return found[1]

    def _clause(self, number: int) -> Json:
        item = find_clause(self.proposal, number)
        if item is None:
            raise Refused(GONE)
        return item

    def _new(self, fields: Json) -> Json:
        number = self.proposal["next_id"]
        self.proposal["next_id"] = number + 1
        return {**fields, "id": number, "origin": [], "place": [], "changed": self.who, "dropped": None}

    def _adopt(self, old: int, new: int) -> None:
        """The clauses under one stand under another from now on."""
        for child in self.proposal["requirements"]:
            if child["parent"] == old and child["id"] != new:
                child["parent"] = new

    def _require_parent(self, item: Json, parent: int | None) -> None:
        """The clause above must stand before it: so no clause can stand under itself."""
        order = [found["id"] for found in self.proposal["requirements"]]
        if parent is not None and (parent not in order or order.index(parent) >= order.index(item["id"])):
            raise Refused("A clause can only be part of a clause that stands before it.")

    def _place(self, item: Json, text: str, lines: Sequence[int | None]) -> None:
        """Corrected words get their place anew; words that the document does not have leave the place as it was."""
        source = places.SourceWords(self.source, pages=self.proposal["pages"])
        found = places.ranges(source.find(text, *lines))
        if found:
            self._stands(item, found)

    def _stands(self, item: Json, place: Sequence[Sequence[int]]) -> None:
        item["place"] = [list(pair) for pair in place]
        numbers = places.numbers_of(self.source, place, pages=self.proposal["pages"])
        item["lines"] = list(numbers or item["lines"])

    def _span(self, requirement: int, span: str) -> list[list[int]]:
        clause = self._clause(requirement)
        source = places.SourceWords(self.source, pages=False, only=clause["place"])
        return [list(pair) for pair in places.ranges(source.find(span))]


def sentences(text: str) -> list[int]:
    """Where a sentence, or a part after a semicolon or colon, begins: the likely places to split a clause."""
    return [match.end() for match in re.finditer(r"[.;:!?][”’\"')]*\s+(?=\S)", text)]


def _with_turn(found: list[Json]) -> list[tuple[Json, int]]:
    """Each entry, and how many before it have the same words: the second "by March" means the second place."""
    seen: dict[str, int] = {}
    turns = []
    for entry in found:
        turns.append((entry, seen.get(entry["span"], 0)))
        seen[entry["span"]] = seen.get(entry["span"], 0) + 1
    return turns


def _part_with(texts: list[str], span: str, nth: int) -> int:
    """Which part holds some words of the whole. Words that are most of the clause (a row of a table) go with the part
    that has most of them."""
    words = places.words_of(span)
    parts = [places.words_of(text) for text in texts]
    homes = [n for n, part in enumerate(parts) for _ in places.occurrences(words, part)]
    if homes:
        return homes[min(nth, len(homes) - 1)]
    whole = [word for part in parts for word in part]
    if places.occurrences(words, whole) and 2 * len(words) < len(whole):
        raise Refused(f"The split goes through the words “{span}”, which belong together: move it.")
    shared = [len(set(words) & set(part)) for part in parts]
    return shared.index(max(shared))
