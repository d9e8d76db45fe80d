"""What falls due, the send log, the demonstration's mailbox, and the command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from councils.models import Council, User
from councils.permissions import Role
from reminders import schedules, services
from reminders.models import Digest, Reminder
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

from .conftest import days, tick

pytestmark = pytest.mark.django_db
DUE, DUE_CSV = "/councils/ambridge/due/", "/councils/ambridge/due.csv"
LOG, LOG_CSV = "/councils/ambridge/reminders/", "/councils/ambridge/reminders.csv"


@pytest.fixture(autouse=True)
def _on_the_day(time_machine: Any) -> None:
    time_machine.move_to(f"{TODAY}T09:00:00+00:00", tick=True)


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge)


def action(plan: Any, **fields: Any) -> Any:
    objective = plan.objectives.first() or factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(council=plan.council, objective=objective, **fields)


def text(response: Any) -> str:
    main = re.search(r"(?s)<main.*</main>", response.content.decode())
    assert main
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def test_what_falls_due_lists_overdue_and_the_next_sixty_days_by_date(
    client: Any, officer: User, plan: Any
) -> None:
    for ref, due in (("later", 61), ("soon", 60), ("late", -3)):
        action(plan, ref=ref, owner=officer, original_due_on=days(due), title="x")
    client.force_login(officer)
    shown = text(client.get(DUE))
    assert "2 things" in shown and "later x" not in shown
    assert shown.index("late x") < shown.index("soon x")
    assert "3 days overdue" in shown and "Olive Officer" in shown


def test_what_falls_due_can_be_narrowed(client: Any, officer: User, plan: Any) -> None:
    action(plan, ref="late", original_due_on=days(-3), title="x")
    factories.ReviewFactory(council=plan.council, notice=plan.notice, due_on=days(5))
    client.force_login(officer)
    assert "1 thing" in text(client.get(DUE, {"kind": "review"}))
    assert "late x" in text(client.get(DUE, {"overdue": "on"}))
    assert "Nothing matches" in text(client.get(DUE, {"kind": "review", "overdue": "on"}))
    assert "2 things" in text(client.get(DUE, {"kind": "nonsense", "page": "x"}))


def test_nothing_of_another_council_is_listed(
    client: Any, officer: User, borchester: Council, plan: Any
) -> None:
    other = factories.PlanFactory(council=borchester)
    action(other, ref="secret", original_due_on=days(1))
    client.force_login(officer)
    for address in (DUE, DUE_CSV):
        assert "secret" not in client.get(address).content.decode()
        assert client.get(address.replace("ambridge", "borchester")).status_code == 404


def test_the_department_sees_what_falls_due_without_officers_names(
    client: Any, officer: User, observer: User, plan: Any
) -> None:
    action(plan, owner=officer, original_due_on=days(1))
    client.force_login(observer)
    for address in (DUE, DUE_CSV):
        shown = client.get(address).content.decode()
        assert "A council officer" in shown and "Olive" not in shown


def test_what_falls_due_as_csv(client: Any, officer: User, plan: Any) -> None:
    action(plan, ref="A1", title="=SUM(1)", owner=officer, original_due_on=days(-1))
    client.force_login(officer)
    response = client.get(DUE_CSV)
    assert response["Content-Disposition"] == 'attachment; filename="ambridge-due-2026-11-22.csv"'
    assert response.content.decode("utf-8-sig").splitlines() == [
        "Due,In words,What,Kind,Whose,Link",
        "2026-11-21,1 day overdue,A1 =SUM(1),Action,Olive Officer,https://noticeboard.example/councils/ambridge/actions/A1/",
    ]


def test_pages_take_the_same_queries_for_one_row_and_for_many(
    client: Any, lead: User, officer: User, plan: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(lead)
    counts = []
    for rows in (1, 4):
        for _ in range(rows):
            action(plan, owner=member(plan.council, Role.OFFICER), original_due_on=days(1))
        services.make_reminders(on=TODAY, now=timezone.now())
        for address in (DUE, LOG, DUE_CSV, LOG_CSV):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:4] == counts[4:]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEAD, 200),
        (Role.DIRECTOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.OFFICER, 403),
        (Role.CHAIR, 403),
        (Role.BOARD_MEMBER, 403),
        (Role.LEAD_MEMBER, 403),
        (Role.OBSERVER, 403),
        (Role.CASE_LEAD, 403),
    ],
)
def test_who_may_see_the_send_log(client: Any, ambridge: Council, role: Role, status: int) -> None:
    client.force_login(member(None if role in (Role.OBSERVER, Role.CASE_LEAD) else ambridge, role))
    assert [client.get(address).status_code for address in (LOG, LOG_CSV)] == [status, status]


def test_the_send_log_says_who_what_when_and_what_became_of_it(
    client: Any, lead: User, officer: User, case_lead: User, plan: Any
) -> None:
    action(plan, ref="A1", title="Sent", owner=officer, original_due_on=days(0))
    factories.ReviewFactory(council=plan.council, notice=plan.notice, due_on=days(1))
    tick()
    action(plan, ref="A2", title="Later", owner=officer, original_due_on=days(7))
    tick()
    Digest.objects.filter(recipient=case_lead).update(state="parked", error="The mail server refused it: 550")
    client.force_login(lead)
    shown = text(client.get(LOG))
    assert "4 reminders" in shown
    assert "A1 Sent Olive Officer 22 November 2026 , on the day Sent 22 November 2026 at 9:00am" in shown
    assert "A2 Later Olive Officer 22 November 2026 , 7 days before Waiting" in shown
    assert (
        "Department for Education 22 November 2026 , 1 day before Failed The mail server refused it: 550"
        in shown
    )
    assert case_lead.name not in shown
    assert "1 reminder" in text(client.get(LOG, {"state": "failed"}))
    rows = client.get(LOG_CSV, {"state": "waiting"}).content.decode("utf-8-sig").splitlines()
    assert rows[1:] == ["2026-11-22,Olive Officer,A2 Later,Action,7 days before,2026-11-29,Waiting,,"]


def test_the_send_log_of_another_council_is_not_there(client: Any, outsider: User, ambridge: Council) -> None:
    client.force_login(outsider)
    assert [client.get(address).status_code for address in (LOG, LOG_CSV, DUE)] == [404, 404, 404]


def test_the_send_log_says_when_the_scheduler_stands_still(
    client: Any, lead: User, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedules, "WATCHED_SINCE", timezone.now())
    client.force_login(lead)
    assert "Tell whoever runs Noticeboard" not in text(client.get(LOG))  # it may have just been started
    services.beat(services.TICK, now=timezone.now())
    time_machine.move_to(f"{TODAY}T09:09:00+00:00", tick=True)
    assert "Reminders are made and sent: this last ran" not in text(client.get(LOG))
    time_machine.move_to(f"{TODAY}T09:11:00+00:00", tick=True)
    assert "Reminders are made and sent: this last ran 22 November 2026 at 9:00am. Tell" in text(
        client.get(LOG)
    )


def test_the_command_reminds_once_a_day(officer: User, plan: Any, capsys: Any) -> None:
    action(plan, owner=officer, original_due_on=days(0))
    action(plan, owner=officer, original_due_on=days(-7))
    results = []
    for on in (TODAY, TODAY, days(8)):  # a Sunday twice, a Monday
        call_command("send_due_reminders", "--on", str(on))
        results.append(json.loads(capsys.readouterr().out))
    nothing = {"queued": 0, "digests": 0, "sent": 0, "failed": 0, "dropped": 0}
    assert results == [
        {**nothing, "queued": 2, "digests": 1, "sent": 1},
        nothing,
        {**nothing, "queued": 2, "digests": 1, "sent": 1},
    ]
    assert Reminder.objects.count() == 4


def test_the_command_wants_a_date() -> None:
    with pytest.raises(CommandError, match="'tomorrow' is not a date such as 2026-11-22"):
        call_command("send_due_reminders", "--on", "tomorrow")


# -- the demonstration's mailbox


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO, settings.MAILBOX_DIR = True, str(tmp_path / "mailbox")
    settings.EMAIL_BACKEND = "reminders.mailbox.FolderBackend"
    return tmp_path / "mailbox"


MAILBOX = "/demonstration/mailbox/"


def test_the_mailbox_shows_letters_newest_first_with_links_that_work(
    client: Any, folder: Path, officer: User, plan: Any
) -> None:
    EmailMessage(
        "An older one", "<script>alert(1)</script> https://evil.example/?a=1&b=2", to=["a@b.test"]
    ).send()
    action(plan, ref="A1", owner=officer, original_due_on=days(0))
    tick()
    page = client.get(MAILBOX).content.decode()
    assert page.index("1 action due today – Ambridge") < page.index("An older one")
    first, older = re.findall(rf'href="({MAILBOX}[^"]+\.eml/)"', page)
    shown = client.get(first).content.decode()
    link = "https://noticeboard.example/councils/ambridge/actions/A1/update/"
    assert f'<a class="govuk-link" href="{link}">{link}</a>' in shown
    assert officer.email in shown
    shown = client.get(older).content.decode()
    assert "<script>alert" not in shown
    assert 'href="https://evil.example/?a=1&amp;b=2"' in shown


@pytest.mark.parametrize(
    "name", ["x.eml", "20261122T090000000000-abcdefgh.eml", "..%2f..%2fmanage.py", "%00"]
)
def test_a_letter_that_is_not_there_is_not_found(client: Any, folder: Path, name: str) -> None:
    assert client.get(f"{MAILBOX}{name}/").status_code == 404


def test_the_mailbox_is_empty_at_first(client: Any, folder: Path) -> None:
    assert "The mailbox is empty." in text(client.get(MAILBOX))


def test_outside_the_demonstration_there_is_no_mailbox(client: Any, folder: Path, settings: Any) -> None:
    EmailMessage("A letter", "text", to=["a@b.test"]).send()
    (file,) = folder.iterdir()
    assert client.get(f"{MAILBOX}{file.name}/").status_code == 200
    settings.DEMO = False
    assert client.get(MAILBOX).status_code == 404
    assert client.get(f"{MAILBOX}{file.name}/").status_code == 404
