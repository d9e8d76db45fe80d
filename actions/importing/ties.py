"""What a row says stands around its action: partner agencies, and what it waits for. An empty cell says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ..services.around_action import way_along
from .grids import squeezed
from .lines import Line
from .plan_now import PlanNow
from .texts import typed

NOBODY = frozenset({"none", "n a", "tbc", ""})


def partners_of(line: Line, now: PlanNow) -> set[int] | None:
    """The agencies that the cell names, by id; None when it says nothing, or names one that is not known."""
    words = _words(line, "partner_agencies")
    if not words:
        return None
    by_name = {squeezed(organisation.name): organisation.pk for organisation in now.organisations}
    if unknown := [word for word in words if squeezed(word) not in by_name]:
        line.say(
            f"The council has no partner agency called {_quoted(unknown)}. The agencies stay as they are",
            "partner_agencies",
            kind="cell",
        )
        return None
    return {by_name[squeezed(word)] for word in words}


class Waiting:
    """What waits for what, by reference in small letters: as it stands, and as the rows before have changed it."""

    def __init__(self, now: PlanNow, in_file: Sequence[str]) -> None:
        of_plan = {action.ref.casefold(): action.ref for action in now.actions}
        self.known: dict[str, str] = {**{ref.casefold(): ref for ref in in_file if ref}, **of_plan}
        self.now = {ref.casefold(): {one.casefold() for one in refs} for ref, refs in now.waits.items()}

    def of(self, line: Line, ref: str) -> set[str] | None:
        """The references that the cell names, as they are written; None when it says nothing that can be done."""
        words = [part for word in _words(line, "waits_for") for part in re.split(r"[,\s]+", word) if part]
        if not words:
            return None
        key, wanted = ref.casefold(), {word.casefold() for word in words}
        if unknown := [word for word in words if word.casefold() not in self.known]:
            return self._refuse(line, f"{_quoted(unknown)} is no action of this plan or of this file")
        if key in wanted:
            return self._refuse(line, "An action cannot wait for itself")
        for other in sorted(wanted - self.now.get(key, set())):
            if way := way_along(other, key, self.now):
                first, *steps = (self.known.get(step, step) for step in way)
                said = f"{first} waits for {', which waits for '.join(steps)}"
                return self._refuse(line, f"{ref} cannot wait for {self.known[other]}: {said}")
        self.now[key] = wanted
        return {self.known[one] for one in wanted}

    def _refuse(self, line: Line, why: str) -> set[str] | None:
        line.say(f"{why}. What it waits for stays as it is", "waits_for", kind="cell")
        return None


def missing(waits: Mapping[str, set[str]], left_out: set[str]) -> dict[str, list[str]]:
    """Of each row that waits for rows which are not imported: which these are."""
    return {ref: sorted(wanted & left_out) for ref, wanted in waits.items() if wanted & left_out}


def difference(wanted: set[str] | set[int] | None, there: set[str] | set[int]) -> tuple[set, set]:  # type: ignore[type-arg]
    """What to add, and what to take away."""
    return (set(), set()) if wanted is None else (wanted - there, there - wanted)


def in_words(ties: set[int] | set[str], name: Callable[..., str] = str) -> str:
    return ", ".join(sorted(name(one) for one in ties))


def _words(line: Line, field: str) -> list[str]:
    words = [word.strip() for word in re.split(r"[;\n]", typed(line.text(field)))]
    return [word for word in words if squeezed(word) not in NOBODY]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
