"""What the board decides of an action: every step that is possible, none that is not, each with its reason."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.test import Client

from actions import services
from actions.as_at import actions_as_at
from actions.models import STEPS, Action, ActionUpdate, Delivery
from actions.models.decision import TRANSITIONS
from councils.clock import today
from councils.models import AuditEvent, Council, User
from tests import factories

DAY = datetime.timedelta(days=1)
PAGE = "/councils/ambridge/actions/A1/"
ALL = list(Delivery.values)
# the shortest way to each state, by steps of the owner (o:) and of the board
WAYS = {
    "not_started": [],
    "in_progress": ["o:in_progress"],
    "done": ["o:done"],
    "confirmed": ["o:done", "confirm"],
    "embedded": ["o:done", "confirm", "embed"],
    "paused": ["pause"],
    "cancelled": ["cancel"],
}


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return factories.ActionFactory(council=ambridge, owner=officer, ref="A1", title="Train both teams")


def walk(action: Action, state: str, *, owner: User, board: User) -> Action:
    for step in WAYS[state]:
        same: dict[str, Any] = {"on": today(), "based_on": action.version}
        if step.startswith("o:"):
            services.report_progress(
                action, by=owner, delivery=step[2:], confidence="on_track", narrative="Said.", **same
            )
        else:
            services.decide(action, decision=step, by=board, why="The board says so.", **same)
    return action


def body(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("state", ALL)
@pytest.mark.parametrize("decision", sorted(STEPS))
def test_a_decision_is_possible_exactly_where_the_table_says(
    action: Action, officer: User, chair: User, state: str, decision: str
) -> None:
    walk(action, state, owner=officer, board=chair)
    before = ActionUpdate.objects.count()
    arguments: dict[str, Any] = {"by": chair, "on": today(), "based_on": action.version, "why": "Because."}
    if state in STEPS[decision].from_:
        update = services.decide(action, decision=decision, **arguments)
        assert (update.decision, update.delivery) == (decision, STEPS[decision].to)
        assert Action.objects.get().delivery == STEPS[decision].to
        assert AuditEvent.objects.filter(by=chair).order_by("-id")[0].detail["version"] == update.version
    else:
        with pytest.raises(ValidationError):
            services.decide(action, decision=decision, **arguments)
        assert ActionUpdate.objects.count() == before and Action.objects.get().delivery == state


@pytest.mark.parametrize("state", ALL)
def test_the_database_refuses_every_other_step(
    action: Action, officer: User, chair: User, state: str
) -> None:
    """Raw SQL, all pairs. `done_on` is set, so that it is the step that is refused and not the missing day."""
    walk(action, state, owner=officer, board=chair)
    for wanted in ALL:
        if wanted == state or (state, wanted) in TRANSITIONS:
            continue
        with pytest.raises(InternalError, match="transition"), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(delivery=wanted, done_on=today())
    assert Action.objects.get().delivery == state


@pytest.mark.parametrize("decision", [name for name, step in STEPS.items() if step.needs_why])
def test_the_board_gives_its_reason(action: Action, officer: User, chair: User, decision: str) -> None:
    walk(action, STEPS[decision].from_[0], owner=officer, board=chair)
    with pytest.raises(ValidationError) as refused:
        services.decide(action, decision=decision, by=chair, on=today(), based_on=action.version, why=" ")
    assert refused.value.message_dict == {"why": ["Enter the board’s reason"]}


def test_done_returned_done_confirmed_embedded(action: Action, officer: User, chair: User) -> None:
    """The four judgements stay apart, and each past day shows what was so then."""

    def tell(days_ago: int, **arguments: Any) -> None:
        same = {"on": today() - days_ago * DAY, "based_on": action.version}
        if "decision" in arguments:
            services.decide(action, by=chair, **same, **arguments)
        else:
            words = {"delivery": "done", "confidence": "on_track", "narrative": "Both teams were trained."}
            services.report_progress(action, by=officer, **same, **words)

    tell(50)
    tell(40, decision="return", why="Half of one team is missing.")
    tell(30)
    tell(20, decision="confirm", why="Registers seen.", look_again_on=today() - DAY)
    assert Action.objects.get().recheck_on == today() - DAY
    tell(0, decision="embed", why="Audited again: still so.")
    stored = Action.objects.get()
    assert (stored.delivery, stored.done_on, stored.recheck_on) == ("embedded", today() - 30 * DAY, None)
    seen = {
        days_ago: (row.delivery, row.done_on)
        for days_ago in (45, 35, 25, 10, 0)
        for row in actions_as_at(action.plan, as_at=today() - days_ago * DAY)
    }
    assert seen == {
        45: ("done", today() - 50 * DAY),
        35: ("in_progress", None),
        25: ("done", today() - 30 * DAY),
        10: ("confirmed", today() - 30 * DAY),
        0: ("embedded", today() - 30 * DAY),
    }


def test_a_paused_action_is_not_late_and_its_owner_cannot_report(
    client: Client, action: Action, officer: User, chair: User
) -> None:
    Action.objects.update(due_on=today() - 9 * DAY)
    client.force_login(chair)
    page = client.get(PAGE)
    assert "9 days overdue" in body(page) and "Pause this action" in body(page)
    sent = {"based_on": 1, "why": "The court decides first."}
    when = today() + 30 * DAY
    day = {"look_again_on-day": when.day, "look_again_on-month": when.month, "look_again_on-year": when.year}
    assert client.post(f"{PAGE}decide/pause/", {**sent, **day}).url == PAGE
    page = body(client.get(PAGE))
    assert "overdue" not in page and "Paused by the board" in page and "The court decides first." in page
    assert Action.objects.get().resume_on == when
    client.force_login(officer)
    assert "The board has paused this action." in body(client.get(f"{PAGE}update/"))


def test_what_its_owner_reports_meanwhile_is_shown_before_the_board_decides(
    client: Client, action: Action, officer: User, chair: User
) -> None:
    walk(action, "done", owner=officer, board=chair)
    client.force_login(chair)
    sent = {"based_on": action.version, "why": "Registers of both teams were seen."}
    services.report_progress(
        action, by=officer, on=today(), based_on=action.version, delivery="done", confidence="on_track",
        narrative="One register was wrong.",
    )  # fmt: skip
    page = client.post(f"{PAGE}decide/confirm/", sent)
    assert page.status_code == 409
    assert "One register was wrong." in body(page) and "Registers of both teams were seen." in body(page)
    assert Action.objects.get().delivery == "done"
    assert f'value="{action.version}"' in page.content.decode()


def test_a_decision_twice_is_one(client: Client, action: Action, officer: User, chair: User) -> None:
    walk(action, "done", owner=officer, board=chair)
    client.force_login(chair)
    sent = {"based_on": action.version, "why": "Seen."}
    first = client.post(f"{PAGE}decide/confirm/", sent)
    again = client.post(f"{PAGE}decide/confirm/", sent)
    assert (first.status_code, again.status_code) == (302, 409)
    assert ActionUpdate.objects.filter(decision="confirm").count() == 1


def test_only_the_chair_decides(
    client: Client, action: Action, officer: User, lead: User, case_lead: User
) -> None:
    walk(action, "done", owner=officer, board=lead)
    for person in (officer, lead, case_lead):
        client.force_login(person)
        sent = {"based_on": action.version, "why": "Seen."}
        assert client.post(f"{PAGE}decide/confirm/", sent).status_code == 403
        assert "Confirm that this action is done" not in body(client.get(PAGE))
    assert Action.objects.get().delivery == "done"
