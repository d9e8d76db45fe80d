"""What a row says of the plan, in our words: title, objective, owner, dates, requirements. Its progress is progress.py's."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from councils.lateness import long_date
from councils.models import Organisation, User

from ..models import Action, Objective
from ..models.action import REF
from .dates import read_date
from .grids import as_text, squeezed
from .lines import Line
from .plan_now import Owner, PlanNow
from .texts import LONGEST_TITLE, same, title_and_rest, too_long, typed
from .words import read_priority

_NUMBERED = re.compile(
    r"^(?:(?:objective|priority|theme|work ?stream|strand|aim|outcome|area|pillar|section|part)\s*)?"
    r"(\d{1,3})(?!\.?\d)\s*[.:)\-–—]*\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = re.compile(r"\s*(?:[/;,&\n|]|\band\b)\s*")
OTHER_ACTIONS = "Other actions"


@dataclass
class NewObjective:
    number: int
    title: str
    theme: str = ""


@dataclass
class Wanted:
    """Values of the columns of Action; a field that the row says nothing about is not in `fields`."""

    ref: str
    action: Action | None
    fields: dict[str, Any] = field(default_factory=dict)
    objective: Objective | NewObjective | None = None
    requirements: set[int] | None = None


class Meaning:
    """Reads one line after the other; remembers the objectives that they bring."""

    def __init__(self, now: PlanNow) -> None:
        self.now = now
        self.new_objectives: list[NewObjective] = []

    def of(self, line: Line, ref: str, action: Action | None) -> Wanted:
        wanted = Wanted(ref, action)
        self._texts(line, wanted)
        self._priority(line, wanted)
        self._owner(line, wanted)
        self._accountable_lead(line, wanted)
        self._dates(line, wanted)
        self._requirements(line, wanted)
        wanted.objective = self._objective(line, action)
        return wanted

    def _texts(self, line: Line, wanted: Wanted) -> None:
        whole = typed(line.text("title"))
        title, rest = title_and_rest(whole)
        if rest:
            line.say(
                f"The action has {len(whole):,} characters, its title can have {LONGEST_TITLE}. "
                "The title was shortened, the whole text is kept below it.", "title", kind="note",
            )  # fmt: skip
        if not title and wanted.action is None:
            line.say("This row has no action. Write what will be done, or delete the row", "title", "ref")
        detail = "\n\n".join(filter(None, [rest, typed(line.text("detail"))]))
        texts = {"title": title, "detail": detail, "success_measure": typed(line.text("success_measure"))}
        for name, text in texts.items():
            if problem := too_long(text):
                line.say(problem, name, "title")
            elif text:
                wanted.fields[name] = text

    def _priority(self, line: Line, wanted: Wanted) -> None:
        if text := line.text("priority"):
            priority = read_priority(text)
            if priority is None:
                line.say(f"“{text}” is not a priority. Write High or Normal", "priority", kind="cell")
            else:
                wanted.fields["priority"] = priority

    # -- owner

    def _owner(self, line: Line, wanted: Wanted) -> None:
        action = wanted.action
        standing = Owner(action.owner, action.owner_organisation) if action else Owner()
        person = self._who(line, "owner", standing)
        agency = self._who(line, "owner_organisation", standing)
        if agency and agency.person:
            line.say(f"“{line.text('owner_organisation')}” is a person, not an organisation", "owner_organisation", kind="cell")  # fmt: skip
            agency = None
        if not person and not agency:
            self._keep_unknown_owner(line, wanted)
            return
        owner: User | None = person.person if person else None
        organisation: Organisation | None = (
            agency.organisation if agency else person.organisation if person else None
        )
        if not line.text("owner_organisation") and owner and owner == standing.person:
            organisation = standing.organisation
        if not line.text("owner") and organisation == standing.organisation:
            owner = standing.person
        wanted.fields["owner_id"] = owner.pk if owner else None
        wanted.fields["owner_organisation_id"] = organisation.pk if organisation else None

    def _who(self, line: Line, name: str, standing: Owner) -> Owner | None:
        words = typed(line.text(name))
        if not words or squeezed(words) in ("tbc", "n a", "none", "nobody yet", "vacant"):
            return None
        found = self.now.owner(words, now=standing)
        if found is None:
            parts = [part for part in _SEVERAL.split(words) if part]
            known = [(part, owner) for part in parts if (owner := self.now.owner(part, now=standing))]
            if len(parts) > 1 and known:
                part, found = known[0]
                line.say(
                    f"An action has one owner: “{part}” was taken, the others were not.", name, kind="note"
                )
        if found and found.near:
            taken = found.person.name if found.person else str(found.organisation)
            line.say(f"“{words}” was taken as {taken}.", name, kind="note")
        if found is None:
            line.say(_unknown(words, name), name, kind="cell")
        return found

    def _keep_unknown_owner(self, line: Line, wanted: Wanted) -> None:
        """Nothing is lost: the name stays in the text of the action until somebody by that name has an account."""
        words, action = typed(line.text("owner")), wanted.action
        unknown = any(p.kind == "cell" and p.cell == line.cell("owner") for p in line.problems)
        if not words or not unknown:
            return
        if action and (action.owner_id or action.owner_organisation_id or "detail" not in wanted.fields):
            return
        detail = "\n\n".join(filter(None, [wanted.fields.get("detail", ""), f"Owner: {words}"]))
        if not too_long(detail):
            wanted.fields["detail"] = detail

    def _accountable_lead(self, line: Line, wanted: Wanted) -> None:
        action = wanted.action
        standing = Owner(person=action.accountable_lead) if action else Owner()
        found = self._who(line, "accountable_lead", standing)
        if found and found.person:
            wanted.fields["accountable_lead_id"] = found.person.pk
        elif found:
            line.say(
                f"“{line.text('accountable_lead')}” is an organisation. A person answers for an action",
                "accountable_lead", kind="cell",
            )  # fmt: skip

    # -- dates

    def _dates(self, line: Line, wanted: Wanted) -> None:
        due = self._date(line, "due")
        original = self._date(line, "original_due")
        action = wanted.action
        if action is None:
            due, original = due or original, original or due
            if due:
                wanted.fields |= {"due_on": due, "original_due_on": original}
        elif due and action.due_on is None:
            wanted.fields |= {"due_on": due, "original_due_on": due}
        elif due and due != action.due_on:
            if self.now.plan.is_agreed:
                line.say(
                    f"The board has agreed {long_date(action.due_on)}. Ask the board for {long_date(due)} on the "
                    "page of the action: an import does not move a date", "due", kind="cell",
                )  # fmt: skip
            else:
                wanted.fields["due_on"] = due

    def _date(self, line: Line, name: str) -> datetime.date | None:
        value = line.values.get(name)
        found = read_date(typed(value) if isinstance(value, str) else value)
        if found.problem:
            line.say(found.problem, name)
        elif found.note:
            line.say(found.note, name, kind="note")
        return found.date

    # -- requirements

    def _requirements(self, line: Line, wanted: Wanted) -> None:
        words = [
            word.strip()
            for word in re.split(r"[;\n]|,(?![^(]*\))", typed(line.text("requirements")))
            if word.strip()
        ]
        if not words:
            return
        linked = set(self.now.serves.get(wanted.action.pk, ())) if wanted.action else set()
        found: set[int] = set()
        for word in words:
            requirement = self.now.requirement(word, linked=linked - found)
            if requirement is None:
                line.say(f"The notice has no requirement “{word}”. Write its paragraph, such as 5(a)", "requirements", kind="cell")  # fmt: skip
                return
            found.add(requirement.pk)
        wanted.requirements = found

    # -- objective

    def _objective(self, line: Line, action: Action | None) -> Objective | NewObjective | None:
        number, title = self._number_and_title(line)
        if not title and number is None:
            if action is not None:
                return action.objective
            only = self.now.objectives
            return only[0] if len(only) == 1 else self._add(None, OTHER_ACTIONS, "")
        theme = typed(line.text("theme"))[:120]
        known: list[Objective | NewObjective] = [*self.now.objectives, *self.new_objectives]
        for objective in known:
            if number == objective.number and (
                not title or line.text("objective_number") or _alike(title, objective)
            ):
                if title and not _alike(title, objective):
                    line.say(
                        f"Objective {number} is “{objective.title}” in the plan. Its title stays as it is.",
                        "objective", "objective_number", kind="note",
                    )  # fmt: skip
                return objective
        return self._add(number, title or f"Objective {number}", theme)

    def _number_and_title(self, line: Line) -> tuple[int | None, str]:
        title = " ".join(typed(line.text("objective")).split())
        number = typed(line.text("objective_number"))
        if number.isascii() and number.isdigit() and 0 < int(number) < 1000:
            return int(number), title
        heading = title or line.section or " ".join(typed(line.text("theme")).split()) or line.sheet
        if len(heading) > 250:
            line.say(
                f"The objective has {len(heading)} characters; at most 250 can be kept. Shorten it",
                "objective",
            )
            heading = heading[:250]
        match = _NUMBERED.match(heading)
        if match and int(match[1]):
            return int(match[1]), match["rest"].strip()
        return None, heading

    def _add(self, number: int | None, title: str, theme: str) -> Objective | NewObjective:
        known: list[Objective | NewObjective] = [*self.now.objectives, *self.new_objectives]
        for objective in known:
            if _alike(title, objective):
                return objective
        taken = {objective.number for objective in known}
        free = number if number and number not in taken else max(taken, default=0) + 1
        made = NewObjective(free, title, theme)
        self.new_objectives.append(made)
        return made


def clean_ref(line: Line) -> str:
    """The reference in letters, digits, dots and hyphens: "1/a" becomes 1-a, "1." becomes 1. Empty when there is none."""
    said = typed(line.text("ref"))
    ref = re.sub(r"[^A-Za-z0-9.]+", "-", said.replace(" ", "")).strip(".-")
    if not said:
        return ""
    if len(ref) > 20 or not re.match(REF.regex, ref):
        line.say(
            f"“{said[:60]}” cannot be a reference. Use up to 20 letters and numbers, like A12 or 1.2", "ref"
        )
    elif ref != said.rstrip(".").replace(" ", ""):
        line.say(f"The reference “{said}” is written {ref} here.", "ref", kind="note")
    return ref


def _alike(title: str, objective: Objective | NewObjective) -> bool:
    """The same words, give or take a letter; a figure in them is never a slip."""
    a, b = squeezed(title), squeezed(objective.title)
    return a == b or same(title, objective.title) or (_figures(a) == _figures(b) and fuzz.ratio(a, b) >= 94)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _unknown(words: str, name: str) -> str:
    whose = "Who answers for it" if name == "accountable_lead" else "The owner"
    return f"Nobody called “{as_text(words)[:80]}” has an account in this council. {whose} stays as it is"
