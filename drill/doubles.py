"""B23: the same form sent twice at once (a double click, a page sent again) does its work once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from django.db import models

from actions.models import (
    Action,
    ActionUpdate,
    Comment,
    DateChange,
    Evidence,
    Indicator,
    Milestone,
    Objective,
    PartnerAgreement,
    PlanVersion,
)
from councils import scope
from councils.clock import today
from councils.models import AuditEvent, Organisation, User

from .edits import at_once, signed_in

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Form:
    """What is sent where; `makes`: of this there is one more afterwards (None: the form changes a row that is there)."""

    name: str
    address: str
    sent: dict[str, Any]
    makes: type[models.Model] | None
    of_board: bool = False  # the chair's form


@dataclass(frozen=True)
class Doubled:
    tries: int
    lost: list[str]  # forms that did nothing
    doubled: list[str]  # forms that did their work, or signed for it, twice
    refused: list[str]  # forms of which one of the two answers was an error page


def send_each_twice(action: Action, lead: User, chair: User, agency: Organisation, *, times: int) -> Doubled:
    """The forms of the plan in turn, `times` in all."""
    lost, doubled, refused = [], [], []
    tries = 0
    while tries < times:
        for form in _forms(action, agency, round_=tries, lead=lead):
            before = _rows(action, form)
            statuses = _twice(form, chair if form.of_board else lead)
            after = _rows(action, form)
            made, signed = (b - a for a, b in zip(before, after, strict=True))
            lost += [form.name] if (made, signed) < (1 if form.makes else 0, 1) else []
            doubled += [form.name] if made > 1 or signed > 1 else []
            refused += [form.name] if max(statuses) >= 500 else []
            tries += 1
            if tries == times:
                break
    return Doubled(tries, lost, doubled, refused)


def _twice(form: Form, by: User) -> list[int]:
    start = Barrier(2)

    def send(_: int) -> int:
        client = signed_in(by)
        start.wait()
        return client.post(form.address, form.sent).status_code

    with at_once(2) as run:
        return run(send)


def _rows(action: Action, form: Form) -> tuple[int, int]:
    """Rows of what the form makes, and signatures."""
    with scope.entered(scope.for_council(action.council_id)):
        made = form.makes._default_manager.count() if form.makes else 0
        return made, AuditEvent.objects.count()


def _forms(action: Action, agency: Organisation, *, round_: int, lead: User) -> Iterator[Form]:
    """Made one by one: each starts from what the one before has left."""
    council, on, n = f"/councils/{action.council.slug}/", today(), round_
    page = action.get_absolute_url()

    def version() -> int:
        with scope.entered(scope.for_council(action.council_id)):
            return Action.objects.get(pk=action.pk).version

    def last(model: type[models.Model]) -> Any:
        with scope.entered(scope.for_council(action.council_id)):
            return model._default_manager.order_by("-pk").first()

    words = {"objective": action.objective_id, "owner": f"u{lead.pk}", "priority": "normal"}
    said = {"delivery": "in_progress", "confidence": "on_track", "narrative": f"Two panels, round {n}."}
    yield Form("update", f"{page}update/", {**said, "based_on": version()}, ActionUpdate)
    yield Form("comment", f"{page}comments/", {"text": f"Seen, round {n}."}, Comment)
    yield Form("milestone", f"{page}milestones/add/", {"title": f"Step {n}", **_day("due_on", on)}, Milestone)
    step = last(Milestone).number
    yield Form("milestone met", f"{page}milestones/{step}/met/", _day("met_on", on), None)
    yield Form("action edited", f"{page}edit/", {**words, "title": f"Title {n}", "based_on": version()}, None)
    added = {**words, "ref": f"N{n}", "title": f"New {n}", **_day("due_on", on + 30 * DAY)}
    yield Form("action added", f"{council}actions/add/", added, Action)
    number = last(Objective).number + 1
    yield Form(
        "objective",
        f"{council}plan/objectives/add/",
        {"number": number, "title": f"Objective {n}"},
        Objective,
    )
    later = _day("to_due_on", on + (40 + n) * DAY)
    asked = {"reason": f"Late, {n}.", "corrective_action": "More people.", **later}
    yield Form("date change", f"{page}date-changes/ask/", asked, DateChange)
    change = last(DateChange).number
    answer = {"outcome": "refused", "note": "Not again."}
    yield Form("date change decided", f"{page}date-changes/{change}/decide/", answer, None, of_board=True)
    for decision in ("pause", "resume"):
        why = {"why": f"Round {n}.", "based_on": version()}
        yield Form(decision, f"{page}decide/{decision}/", why, ActionUpdate, of_board=True)
    yield Form("plan put to the board", f"{council}plan/put-to-the-board/", {"summary": f"{n}"}, PlanVersion)
    proposed = last(PlanVersion).number
    good = {"outcome": "agreed", "note": ""}
    yield Form("plan agreed", f"{council}plan/versions/{proposed}/decide/", good, None, of_board=True)
    agreed = {"organisation": agency.pk, "agreed_by": "Chief Officer", **_day("agreed_on", on - n * DAY)}
    yield Form("partner’s agreement", f"{council}plan/agreements/add/", agreed, PartnerAgreement)
    shown = {
        "title": f"Audit {n}", "shows": "Seven of ten.", "evidence_class": "quality", "link": f"https://example.org/{n}",
        "action": action.ref, **_day("as_at_on", on),
    }  # fmt: skip
    yield Form("evidence", f"{council}evidence/add/", shown, Evidence)
    defined = {
        "ref": f"I{n}", "title": f"Rate {n}", "definition": "All posts", "unit": "number", "direction": "higher",
        "frequency": "monthly", "from_parts": "no", "source": "Returns",
        **_day("first_period_on", (on - 90 * DAY).replace(day=1)),
    }  # fmt: skip
    yield Form("indicator", f"{council}indicators/add/", defined, Indicator)


def _day(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
