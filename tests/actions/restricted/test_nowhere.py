"""A restricted action is for named people: no word of it reaches anybody else, at any address, in any file or letter."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from actions.models import Action
from actions.services.named_people import restrict_action
from councils.checks import routes
from councils.permissions import Role
from reports.board_report import build_board_report
from reports.printing import report_html
from tests import factories as make
from tests import world as worlds
from tests.test_matrix import address, parameters

from .conftest import CANARY, REF

OTHERS = [Role.OFFICER, Role.CHAIR, Role.ADMINISTRATOR, Role.OBSERVER]


def content(answer: object) -> bytes:
    body: bytes = answer.getvalue()  # type: ignore[attr-defined]
    return unpacked(body) if body.startswith(b"PK") else body


def unpacked(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        parts = [(name, opened.read(name)) for name in opened.namelist()]
    return b"".join(
        name.encode() + (unpacked(part) if part.startswith(b"PK") else part) for name, part in parts
    )


def addresses(world: worlds.World, kinds: tuple[str, ...]) -> list[str]:
    """Every address that shows something, for the action beside it and for the restricted one."""
    found = []
    for path, _ in routes():
        if path.startswith("demonstration/"):  # everybody's letters, in the demonstration only
            continue
        if not all(name in world.kwargs for name in parameters(path)):  # which test_matrix.py refuses
            continue
        for ref in (REF, "1.1") if "ref" in parameters(path) else ("1.1",):
            for kind in kinds if "kind" in parameters(path) else ("csv",):
                found.append(address(path, {**world.kwargs, "ref": ref, "kind": kind, "plan_version": 3}))
    filters = ("?priority=high", "?overdue=on", "?confidence=off_track", "?owner=nobody", "?notice=1")
    return [*found, *(f"/councils/{world.council.slug}/plan/{query}" for query in filters)]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reads_a_word_of_it_at_any_address(
    role: Role, world: worlds.World, hidden: Action
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role.value])
    open_pages = 0
    kinds = ("csv", "xlsx", "ods") if role is Role.OFFICER else ("csv",)
    for url in addresses(world, kinds):
        answer = client.get(url)
        body = content(answer)
        assert CANARY.encode() not in body, url
        assert REF.encode() not in body.replace(url.encode(), b""), url
        open_pages += answer.status_code == 200
    assert open_pages >= 100
    of = f"/councils/{world.council.slug}/actions"
    for step in ("", "edit/", "update/", "comments/", "readers/", "milestones/1/edit/", "date-changes/1/"):
        hidden_, missing = (client.get(f"{of}/{ref}/{step}") for ref in (REF, "9.8"))
        assert hidden_.status_code == missing.status_code, step
        assert hidden_.content == missing.content, step
    assert client.get(f"{of}/{REF}/").status_code == 404
    assert client.get(f"/api/v1{of}/{REF}/").status_code == 404


def test_the_download_of_the_whole_council_leaves_it_out_for_whoever_may_not_see_it(
    world: worlds.World, hidden: Action, client: Client
) -> None:
    restrict_action(hidden, by=world.people["lead"], restricted=True, people=[world.people["officer"]])
    client.force_login(world.people["administrator"])
    whole = content(client.post(f"/councils/{world.council.slug}/everything/"))
    assert b"Hold a weekly panel" in whole
    assert b"what is restricted to named people" in whole
    assert CANARY.encode() not in whole
    assert f"/actions/{REF}/".encode() not in whole
    client.force_login(world.people["director"])
    whole = content(client.post(f"/councils/{world.council.slug}/everything/"))
    assert f"{CANARY} title".encode() in whole
    assert f"/actions/{REF}/".encode() in whole


def test_those_who_may_see_it_find_it_where_it_belongs(world: worlds.World, hidden: Action) -> None:
    restrict_action(
        hidden,
        by=world.people["lead"],
        restricted=True,
        people=[world.people["chair"], world.people["lead_member"]],
    )
    of = f"/councils/{world.council.slug}"
    readers = [*(world.people[key] for key in ("lead", "director", "chair", "lead_member")), hidden.owner]
    for reader in readers:
        client = Client()
        client.force_login(reader)
        page = client.get(f"{of}/actions/{REF}/").content.decode()
        texts = ("title", "news", "recovery", "impact", "milestone", "comment", "evidence")
        assert [word for word in texts if f"{CANARY} {word}" not in page] == []
        assert f"{CANARY} title" in client.get(f"{of}/plan/").content.decode()
        assert f"{CANARY} title" in client.get(f"{of}/plan.csv").content.decode()
        assert f"{CANARY} reason" in client.get(f"{of}/actions/{REF}/date-changes/1/").content.decode()
        assert client.get(f"/api/v1{of}/actions/{REF}/").json()["title"] == f"{CANARY} title"


def test_the_boards_paper_leaves_it_out_whoever_asks_and_says_how_many(
    world: worlds.World, hidden: Action, client: Client
) -> None:
    world.council.refresh_from_db()
    report = build_board_report(world.council, as_at=make.TODAY)
    assert report.restricted == 2  # with the world's own
    assert [line.ref for line in report.actions] == ["1.1", "1.2"]
    for copy in (report, report.for_department()):
        paper = report_html(copy, number=1)
        assert CANARY not in paper
        assert "And 2 restricted actions" in paper
        assert CANARY not in str(copy.as_data())
    client.force_login(world.people["lead"])
    page = client.get(f"/councils/{world.council.slug}/reports/progress/")
    assert CANARY not in page.content.decode()


def test_no_letter_names_it_and_its_owner_is_told_which_it_is(world: worlds.World, hidden: Action) -> None:
    def letters() -> dict[str, str]:
        return {
            message.to[0]: f"{message.subject}{message.body}{getattr(message, 'alternatives', '')}"
            for message in mail.outbox
        }

    owner = hidden.owner
    assert owner is not None
    call_command("send_due_reminders", on=make.TODAY)
    assert [to for to, words in letters().items() if CANARY in words] == []
    assert [to for to, words in letters().items() if f"{hidden.ref} (restricted)" in words] == [owner.email]


def test_the_send_log_has_its_number_and_no_word_of_it(
    world: worlds.World, hidden: Action, client: Client
) -> None:
    """Whoever may see the action sees that an e-mail went, and no word of it; for others there was none."""
    call_command("send_due_reminders", on=make.TODAY)
    for who, sees in (("lead", True), ("administrator", False)):
        client.force_login(world.people[who])
        log = client.get(f"/councils/{world.council.slug}/reminders/").content.decode()
        assert (f"{hidden.ref} (restricted)" in log, CANARY in log) == (sees, False), who
